"""The page of a run in a browser: slider, curves, crossed groups, gaps, the job; seen and heard."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.domain.access import Role
from app.services.wording import percent
from tests.support import runs as made
from tests.support.browser import BrowserPage
from tests.support.writers import House, house

pytestmark = pytest.mark.browser
SLOW = 60_000
PAGE = "/evaluations/my-run"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An empty catalogue with runs on invented patients, two of them on the same."""
    folder = tmp_path_factory.mktemp("runs")
    url = f"sqlite:///{folder / 'fairatlas.db'}"
    with house(url, with_pages=True, runs_url=str(folder / "runs")) as opened:
        ana, rosa = opened.writer("ana"), opened.writer("rosa", Role.REVIEWER)
        table = made.predictions(patients=900)
        made.sent(ana, table)
        made.sent(ana, table, slug="my-other-run", model_detail="as it was")
        made.sent(ana, made.predictions(patients=100), slug="other-people")
        seed = made.ABOUT["job"] | {"seed": 8}
        made.sent(ana, made.seeded(8, patients=900), slug="my-second-seed", job=seed)
        made.work(opened)
        for slug in ("my-run", "my-other-run", "other-people", "my-second-seed"):
            made.out(opened, ana, rosa, slug)
        yield opened


@pytest.fixture(scope="module")
def site(home: House) -> str:
    return str(home.client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def run(home: House) -> dict[str, Any]:
    return dict(home.get("/evaluations/my-run/run").json()["run"])


def open_at(page: Page, address: str) -> Page:
    page.set_default_timeout(SLOW)
    page.goto(address)
    page.wait_for_selector("#files-table td")
    page.wait_for_selector(".rates td")
    return page


def grave(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in serious]


def rates(page: Page) -> dict[str, tuple[str, str]]:
    rows = page.locator(".rates tbody tr").all()
    cells = [[cell.inner_text() for cell in row.locator(".rate-text").all()] for row in rows]
    names = [row.locator("th").inner_text().split("\n")[0] for row in rows]
    return {name: (found, flagged) for name, (found, flagged) in zip(names, cells, strict=True)}


def test_the_slider_moves_by_keyboard_and_says_the_rates_of_the_answer(
    browser_page: BrowserPage, site: str, run: dict[str, Any]
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    slider = page.get_by_role("slider", name="A score means yes from")
    assert slider.get_attribute("aria-valuetext") == "0.500"
    slider.focus()
    page.keyboard.press("End")
    shown = [each for each in run["curves"] if set(each["group"]) == {"sex"}]
    highest = max(each["start"][-1] for each in shown)
    (curve,) = [each for each in shown if each["start"][-1] == highest]
    before = rates(page)
    assert before[curve["group"]["sex"]][0] == percent(curve["true_positive_rate"][-1])
    page.keyboard.press("Home")
    assert rates(page) != before
    expect(page.locator("#threshold-said")).to_contain_text("found of those with the finding")
    assert page.locator(".run-mark").count() == len(rates(page))


def test_the_rates_at_the_threshold_of_the_run_are_its_rates(
    browser_page: BrowserPage, site: str, run: dict[str, Any]
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    for sex in ("female", "male"):
        values = [
            next(s for s in run["scores"] if s["metric"] == metric and s["group"] == {"sex": sex})
            for metric in ("tpr", "fpr")
        ]
        assert rates(page)[sex] == tuple(percent(each["value"]) for each in values)


def test_a_threshold_is_in_the_address(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, site + PAGE)
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**threshold=*")
    shown = rates(page)
    open_at(page, page.url)
    assert rates(page) == shown


def test_a_file_is_named_by_what_is_in_it(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, site + PAGE)
    assert page.locator("#files-table tbody th").all_inner_texts() == ["Predictions"]


def test_a_choice_changes_the_groups_everywhere(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, site + PAGE)
    page.select_option("#choose-by", "age")
    expect(page.locator("#values")).to_have_text("Values by age")
    expect(page.locator("#gaps")).to_have_text("Gaps between groups by age")
    assert "by=age" in page.url
    assert set(rates(page)) >= {"0–39", "40–79"}
    assert "AUROC by age" in page.inner_text("#finding")


def test_crossed_groups_have_a_value_or_a_reason_and_a_look_without_colour(
    browser_page: BrowserPage, site: str, run: dict[str, Any]
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    crossed = [s for s in run["scores"] if s["metric"] == "auroc" and len(s["group"]) == 2]
    valued = [each for each in crossed if each["value"] is not None]
    hatched = page.locator("#crossed-table td.heat-none")
    cells = page.locator("#crossed-table tbody td")
    assert cells.count() - hatched.count() == len(valued)
    assert hatched.count() > 0
    assert "few people" in hatched.first.inner_text()
    pattern = hatched.first.evaluate("each => getComputedStyle(each).backgroundImage")
    assert "linear-gradient" in pattern


def test_the_page_speaks_of_a_run_and_not_of_a_publication(
    browser_page: BrowserPage, site: str, run: dict[str, Any]
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    words = page.inner_text("main")
    assert "ublished" not in words.replace("Published in", "")
    assert "as printed" not in words
    assert run["files"][0]["sha256"] in words
    assert "1.50" in words, "the hours of the job"


def test_everything_is_taken_away_as_files(
    browser_page: BrowserPage, site: str, run: dict[str, Any]
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    hrefs = [each.get_attribute("href") or "" for each in page.locator(".share a").all()]
    for part in ("run", "curves", "gaps", "seeds"):
        assert f"/api/v1{PAGE}/{part}.parquet" in hrefs
        rows = httpx.get(f"{site}/api/v1{PAGE}/{part}.csv").text.splitlines()
        held = {"run": run["scores"], "seeds": run["scores"] + run["gaps"]}.get(part) or run[part]
        bins = sum(len(each["start"]) for each in held) if part == "curves" else len(held)
        assert len(rows) == bins + 1


def test_other_seeds_are_a_table_and_never_an_interval(
    browser_page: BrowserPage, site: str, home: House
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    section = page.locator("section", has=page.locator("#seeds"))
    expect(section).to_contain_text("no confidence interval")
    found = home.get("/evaluations/my-run/seeds").json()["items"]
    (whole,) = [each for each in found if each["metric"] == "auroc" and not each["group"]]
    row = section.locator("#seeds-table tbody tr", has_text="AUROC").first
    said = [each.inner_text() for each in row.locator("td").all()]
    assert said[1:4] == [f"{whole[end]:.4f}" for end in ("mean", "low", "high")]
    assert section.locator("svg, canvas, .panel-of-values, [role=img]").count() == 0
    section.get_by_role("link", name="my-second-seed, seed 8").click()
    page.wait_for_url("**/my-second-seed")
    expect(page.get_by_role("link", name="my-run, seed 7")).to_be_visible()


def test_one_seed_alone_has_no_spread(browser_page: BrowserPage, site: str) -> None:
    page = open_at(browser_page.page, f"{site}/evaluations/my-other-run")
    assert page.locator("#seeds").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(
    open_page: Callable[..., BrowserPage], site: str, width: int, scheme: str
) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = open_at(open_page(**options).page, site + PAGE)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_fits_on_paper(open_page: Callable[..., BrowserPage], site: str) -> None:
    page = open_at(open_page(viewport={"width": 718, "height": 1000}).page, site + PAGE)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


def test_a_choice_that_there_is_not_is_told_with_those_there_are(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.page
    page.goto(f"{site}{PAGE}?by=shoes")
    expect(page.get_by_role("alert")).to_contain_text("One of: sex; age", timeout=SLOW)


def test_another_run_is_chosen_and_what_changed_is_said(
    browser_page: BrowserPage, site: str, home: House
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    page.get_by_role("link", name="Compare with another run").click()
    page.select_option("#choose-with", "my-other-run")
    page.wait_for_selector("#changes-table td")
    found = home.get("/evaluations/my-run/comparison?with=my-other-run").json()["compared"]
    shown = [each for each in found["changes"] if set(each["group"]) <= {"sex"}]
    assert page.locator("#changes-table tbody tr").count() == len(shown)
    page.locator("#choose-by").focus()
    page.select_option("#choose-by", "age")
    expect(page.locator("#changes")).to_have_text("Changes by age")
    expect(page.locator("#choose-by")).to_be_focused()
    assert "with=my-other-run" in page.url
    assert "by=age" in page.url
    assert page.locator(".facts .shared-not_known").count() == 2, "each run says what it may share"
    crossed = [c for c in found["changes"] if c["metric"] == "auroc" and len(c["group"]) == 2]
    cells = page.locator("#crossed-grid tbody td")
    assert cells.count() == len(crossed)
    known = [each for each in crossed if each["change"] is not None]
    assert page.locator("#crossed-grid tbody td:not(.heat-none)").count() == len(known)
    expect(page.locator("#crossed + p")).to_contain_text(f"{len(known)} crossed group")
    page.get_by_text("The same as a table, for every measure").click()
    every = [each for each in found["changes"] if len(each["group"]) == 2]
    assert page.locator("#crossed-changes tbody tr").count() == len(every)


def test_where_more_is_better_equal_groups_are_mostly_above(
    browser_page: BrowserPage, site: str
) -> None:
    page = open_at(browser_page.page, site + PAGE)
    rows = page.locator("#gaps-table tbody tr")
    better = rows.filter(has_text="Equalised odds (FairMedFM)").first
    expect(better.locator("td").nth(3)).to_contain_text("over 0.")
    apart = rows.filter(has_text="Gap of AUROC").first
    expect(apart.locator("td").nth(3)).to_contain_text("under 0.")
    expect(page.locator("section:has(#gaps)")).to_contain_text("more of it is better")


def test_the_page_explains_why_two_runs_are_not_compared(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.page
    page.goto(f"{site}{PAGE}/compare?with=other-people")
    refused = page.locator(".refused")
    expect(refused).to_contain_text("like is compared with like", timeout=SLOW)
    expect(refused).to_contain_text(
        "not tested on the same cases of the same patients: 1,800 cases and 200"
    )
    expect(refused).to_contain_text("Second run: my-model, my-dataset: other-people")


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious_in_a_comparison(
    open_page: Callable[..., BrowserPage], site: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900}).page
    page.set_default_timeout(SLOW)
    page.goto(f"{site}{PAGE}/compare?with=my-other-run")
    page.wait_for_selector("#gaps-table td")
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/atlas", "/gaps", "/gaps?dimension=ethnicity"])
def test_where_no_dataset_is_loaded_nothing_is_offered(
    browser_page: BrowserPage, site: str, path: str
) -> None:
    page = browser_page.page
    page.goto(f"{site}{path}")
    said = page.locator(".empty")
    expect(said).to_contain_text("This site holds no dataset yet", timeout=SLOW)
    expect(page.locator("main select").first).to_be_hidden()
    expect(page.locator(".trouble, .refusal, .begin")).to_have_count(0)
