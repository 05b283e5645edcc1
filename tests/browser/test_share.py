"""Taking a view away: pictures that stand alone, citations, links, years and groups by keyboard."""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
import yaml
from playwright.sync_api import Page, expect

from frontend import tokens
from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 60_000
SVG = "{http://www.w3.org/2000/svg}"
GEO = Path(__file__).resolve().parents[2] / "data" / "geo" / "source.yaml"
WITH_A_FIGURE = (
    "/",
    "/datasets",
    "/datasets/chexpert",
    "/gaps?subject=dataset:nlst&dimension=sex&reference=un-wpp-2024-2025",
    "/models",
    "/models/biomedclip",
    "/evaluations/bc-screening-2025-dynamic-mammogram-risk",
    "/countries/UGA",
)


def open_view(page: Page, site: str, path: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(f"{site}{path}")
    page.wait_for_selector("[data-share] a", state="attached")
    if path.startswith("/atlas"):
        page.wait_for_selector(".choroplethlayer path", state="attached")
    return page


def saved(page: Page, kind: str, folder: Path) -> Path:
    """Save the picture of the first row of a page."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Picture as {kind}").first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def words(picture: ElementTree.Element) -> str:
    found = (each.text or "" for each in picture.iter(f"{SVG}text"))
    return " ".join(found).replace("\u00a0", " ")


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def check_it_stands_alone(source: str) -> ElementTree.Element:
    """Read a picture that needs nothing but itself."""
    picture = ElementTree.fromstring(source)  # noqa: S314 (our own picture)
    kinds = {each.tag.removeprefix(SVG) for each in picture.iter()}
    assert not kinds & {"script", "foreignObject", "image", "style", "use", "a"}
    assert not [each for each in re.findall(r'(?:href|src)="([^"]*)"', source) if each[:1] != "#"]
    wanted = set(re.findall(r"url\(([^)]*)\)", source))
    assert all(each.startswith("#") for each in wanted)
    ids = {each.get("id") for each in picture.iter()}
    assert {each.removeprefix("#") for each in wanted} <= ids
    return picture


def test_the_map_as_svg_says_everything_by_itself(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client, tmp_path: Path
) -> None:
    page = open_view(open_page(color_scheme="dark").page, site, "/atlas?modality=ct")
    path = saved(page, "SVG", tmp_path)
    source = path.read_text()
    picture = check_it_stands_alone(source)
    said = words(picture)
    release = api.get("/stats").json()["release"]
    assert plain(page.inner_text("#finding")) in said
    assert plain(page.inner_text("#not-known")) in said
    assert f"release {release} of the catalogue" in said
    assert "Sources: " in said
    assert f"/atlas?modality=ct&release={release}" in said
    assert plain(yaml.safe_load(GEO.read_text())["disclaimer"]) in said
    assert re.search(r"\d{4}-\d\d-\d\d", said)
    for legend in ("no dataset found that says it", "named, not counted", "printed as zero"):
        assert legend in said
    assert path.name == f"fairatlas-atlas-release-{release}.svg"


def test_what_is_not_known_is_hatched_in_the_picture_and_paper_is_light(
    open_page: Callable[..., BrowserPage], site: str, tmp_path: Path
) -> None:
    page = open_view(open_page(color_scheme="dark").page, site, "/atlas")
    picture = check_it_stands_alone(saved(page, "SVG", tmp_path).read_text())
    fills = [each.get("style") or "" for each in picture.iter(f"{SVG}path")]
    assert sum("url(#hatch)" in fill for fill in fills) > 50
    assert any("url(#bars)" in fill for fill in fills)
    assert any(tokens.rgb(tokens.COUNTS_LIGHT[5]) in fill for fill in fills)
    assert not any(tokens.rgb(tokens.COUNTS_DARK[5]) in fill for fill in fills)
    patterns = {each.get("id") for each in picture.iter(f"{SVG}pattern")}
    assert {"hatch", "bars", "dots"} <= patterns
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_map_as_png_has_its_colours_on_white(
    browser_page: BrowserPage, site: str, tmp_path: Path
) -> None:
    page = open_view(browser_page.page, site, "/atlas")
    path = saved(page, "PNG", tmp_path)
    counted = page.evaluate(
        """async ([bytes, colours]) => {
            const read = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
            const image = await createImageBitmap(new Blob([read]));
            const canvas = new OffscreenCanvas(image.width, image.height);
            const ink = canvas.getContext("2d");
            ink.drawImage(image, 0, 0);
            const { data } = ink.getImageData(0, 0, image.width, image.height);
            const found = Object.fromEntries(colours.map((colour) => [colour, 0]));
            for (let at = 0; at < data.length; at += 4) {
                const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
                if (colour in found) found[colour] += 1;
            }
            return { width: image.width, corner: [...data.slice(0, 4)], found };
        }""",
        [
            b64encode(path.read_bytes()).decode(),
            [tokens.rgb(tokens.COUNTS_LIGHT[5]), tokens.rgb(tokens.LIGHT["hatch"])],
        ],
    )
    assert counted["width"] == 2400
    assert counted["corner"] == [255, 255, 255, 255]
    assert all(pixels > 1_000 for pixels in counted["found"].values()), counted["found"]


@pytest.mark.parametrize("path", WITH_A_FIGURE)
def test_every_page_with_a_figure_gives_it_away(
    browser_page: BrowserPage, site: str, path: str, tmp_path: Path
) -> None:
    page = open_view(browser_page.page, site, path)
    said = words(check_it_stands_alone(saved(page, "SVG", tmp_path).read_text()))
    title = page.locator("#finding, #finding-who").first.inner_text()
    assert plain(title) in said
    assert re.search(r"release \d+ of the catalogue", said)
    assert "Drawing" not in said
    assert page.locator(".being-drawn").count() == 0
    links = page.eval_on_selector_all(".share a", "links => links.map(link => link.href)")
    assert links
    assert {httpx.head(link, timeout=60).status_code for link in links} <= {200, 405}


def test_a_citation_names_the_view_the_release_and_the_day(
    browser_page: BrowserPage, site: str, api: httpx.Client
) -> None:
    page = open_view(browser_page.page, site, "/atlas?modality=ct")
    page.locator(".cite summary").focus()
    page.keyboard.press("Enter")
    cited = plain(page.inner_text(".cite .text"))
    release = api.get("/stats").json()["release"]
    address = f"{site}/atlas?modality=ct&release={release}"
    today = page.evaluate("fairatlas.today()")
    assert plain(page.inner_text("#finding")) in cited
    assert f"release {release}" in cited
    assert address in cited
    assert today in cited
    bibtex = page.inner_text(".cite .bibtex")
    assert bibtex.count("{") == bibtex.count("}")
    assert address in bibtex
    assert f"urldate = {{{today}}}" in bibtex
    assert "Cite the sources too" in page.inner_text(".cite")


def test_the_cited_address_shows_the_same_view(
    open_page: Callable[..., BrowserPage], site: str
) -> None:
    page = open_view(open_page().page, site, "/atlas?modality=ct")
    address = page.evaluate(
        "fairatlas.address(JSON.parse(document.querySelector('[data-share]').dataset.share))"
    )
    again = open_view(open_page().page, site, address.removeprefix(site))
    assert again.inner_text("#finding") == page.inner_text("#finding")


def test_the_row_is_used_by_keyboard_alone(browser_page: BrowserPage, site: str) -> None:
    page = open_view(browser_page.page, site, "/datasets")
    page.locator(".share a", has_text="JSON").focus()
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent"))
    assert seen == ["CSV", "Parquet", "SVG", "PNG", "Copy link", "Cite"]
    page.get_by_role("button", name="Picture as SVG").focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(page.locator(".share [role=status]")).to_contain_text("Saved as fairatlas-datasets")
    expect(page.get_by_role("button", name="Picture as SVG")).to_be_focused()


def test_the_link_is_copied(browser_page: BrowserPage, site: str) -> None:
    page = open_view(browser_page.page, site, "/datasets?modality=ct")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".share [data-copy-link]")
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_years_are_chosen_by_keyboard_and_live_in_the_address(
    open_page: Callable[..., BrowserPage], site: str, api: httpx.Client
) -> None:
    page = open_view(open_page().page, site, "/atlas")
    first = page.get_by_role("slider", name="Released from")
    last = page.get_by_role("slider", name="Released until")
    year = int(last.input_value()) - 2
    expect(page.locator(".years-said")).to_contain_text("all years")
    last.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**released_to={year}*")
    expect(page.locator(".years-said")).to_have_text(f"until {year}")
    expect(page.locator("#finding")).to_contain_text(f"released until {year}")
    asked = {"dimension": "country", "released_to": str(year)}
    notes = api.get("/assess", params=asked).json()["notes"]
    kept = [each for each in notes if each.startswith("Kept though")]
    assert kept
    sets = len(kept[0].split(": ")[1].split(","))
    expect(page.locator(".undated summary")).to_contain_text(f"{sets} sets without a year")

    again = open_view(open_page().page, site, page.url.removeprefix(site))
    assert again.get_by_role("slider", name="Released until").input_value() == str(year)
    page.go_back()
    expect(page.locator(".years-said")).to_contain_text("all years")
    assert first.get_attribute("aria-valuetext") == f"{first.input_value()}, the first year"


def test_the_two_years_meet_and_never_pass(browser_page: BrowserPage, site: str) -> None:
    page = open_view(browser_page.page, site, "/atlas?released_to=2010")
    first = page.get_by_role("slider", name="Released from")
    first.focus()
    page.keyboard.press("End")
    page.wait_for_url("**released_from=2010*")
    assert first.input_value() == "2010"
    expect(page.locator(".years-said")).to_have_text("only 2010")


@pytest.mark.parametrize("grouping", ["region", "who_region", "income_group"])
def test_groups_have_their_own_figures_beside_the_map(
    browser_page: BrowserPage, site: str, api: httpx.Client, grouping: str
) -> None:
    page = open_view(browser_page.page, site, f"/atlas?groups={grouping}")
    asked = {"dimension": grouping, "reference": "un-wpp-2024-2025"}
    answer = api.get("/assess", params=asked).json()
    rows = page.eval_on_selector_all(
        "#atlas-group-table tbody tr",
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))",
    )
    assert len(rows) == len(answer["groups"]) + 1
    for group in answer["groups"]:
        low, high = group["n"]["low"], group["n"]["high"]
        written = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        (row,) = [row for row in rows if row[1] == written]
        assert row[2] == str(group["datasets"])
        ratio = group["ratio"]["value"]
        comparable = group["independent_datasets"] >= 3 and ratio is not None
        assert row[3].split(" ")[0] == (f"{ratio:.3g}" if comparable else "–")
    unknown = answer["unknown"]
    assert rows[-1][1] == f"{unknown['low']:,} to {unknown['high']:,}"
    assert page.locator(".legend.groups li").count() == len(answer["groups"])
    lines = page.eval_on_selector_all(
        ".map .js-line", "paths => paths.map((path) => getComputedStyle(path).stroke)"
    )
    hues = {tokens.rgb(hue) for hue in tokens.GROUPS_LIGHT[: len(answer["groups"])]}
    assert hues <= set(lines)


def test_an_unknown_grouping_is_named(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.page
    page.goto(f"{site}/atlas?groups=continents")
    expect(page.get_by_role("alert")).to_contain_text("groups", timeout=SLOW)
