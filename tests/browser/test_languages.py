"""Every kind of page in a language of nobody: no English is left, and it runs from the right."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.language import open_catalogues
from app.services.link.measures import BETTER
from app.services.results.forest import metric_words
from app.settings import ROOT
from scripts.words import template
from tests.browser.test_every_page import DESK, PATHS, PHONE, TOO_WIDE, _open, _settles
from tests.support.browser import watched_page
from tests.support.contributors import CARD, SLOW, Place, bring
from tests.support.pseudo import CODE, write_pseudo_language

pytestmark = pytest.mark.browser
# What is said outside the marks. Not looked at: code, citations, the project's own texts (English).
UNMARKED = """() => {
  const data = "code, pre, script, style, noscript, .sources, [lang=en], .brand, .js-plotly-plot";
  const unmarked = (text) => {
    let depth = 0, out = "";
    for (const sign of text) {
      if (sign === "⟦") { depth += 1; out += "|"; }
      else if (sign === "⟧") depth -= 1;
      else if (!depth) out += sign;
    }
    return out;
  };
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(data)) found.push(walker.currentNode.textContent);
  }
  for (const each of document.querySelectorAll(".shell *")) {
    if (each.closest(data)) continue;
    for (const name of ["aria-label", "title", "placeholder", "data-label"])
      if (each.hasAttribute(name)) found.push(each.getAttribute(name));
  }
  return found.map(unmarked);
}"""
# Names that are words of ours elsewhere, and what the pages make of data: metrics as cards name
# them, years from a card, the address that paper prints, country names in full.
ALLOWED = re.compile(
    r"FairAtlas(?: card)?|BibTeX|CT|JSON|JSON-LD|CSV|Parquet|SVG|PNG|Other|other|country|site"
    r"|\d{4} to \d{4}|\d*/\S*|vérsíón \d+"  # a message that a name in code letters divides
    r"|[A-Z]\S*( \S+)* (?:AUROC|AUC|AUPRC|error|gap|change)\b.*|(?:TPR|FPR|ES AUC|ECE|RMSE|MAE|Dice"
    r"|L1|Relative|Adjusted|AUROC|AUPRC|AUC)\b.*|[a-z]+(?:_[a-z]+)+|zero shot"
    r"|who region|sex|age|ethnicity|mean"
    r"|récálléd"  # said by us, on a line of its own in a picture
    r"|.*(?:Republic|Kingdom|States|Herzegovina|Ireland|Grenadines|Emirates|Islands)\b.*"
)
# A card's fields have the names of its format, like the keys of its file.
FIELDS = re.compile(r"(?:sites|sources|tables|totals|totals source|patients)(?: \d+)?")


@pytest.fixture(scope="module", autouse=True)
def spoken(site: str, place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The running sites learn the language, and forget it at the end."""
    open_catalogues(write_pseudo_language(tmp_path_factory.mktemp("locale")))
    yield
    open_catalogues(ROOT / "locale")


@pytest.fixture(scope="module")
def data() -> str:
    """Everything that is written in cards, references and the project's texts; metrics by name."""
    files = [*ROOT.glob("data/**/*"), *ROOT.glob("docs/*.md"), ROOT / "CHANGELOG.md"]
    kept = {".yaml", ".csv", ".md", ".json"}
    texts = (  # YAML doubles a quote within quotes
        file.read_text(encoding="utf-8").replace("''", "'") for file in files if file.suffix in kept
    )
    written = "\n".join([*texts, *map(metric_words, BETTER)])
    # A test set without a card is named by the words of its slug.
    slugs = [each.replace("-", " ") for each in re.findall(r"^dataset: (\S+)", written, re.M)]
    return re.sub(r"\s+", " ", "\n".join([written, *slugs]))


@pytest.fixture(scope="module")
def ours() -> frozenset[str]:
    """Every message of the program."""
    ids = [message.id for message in template() if message.id]
    return frozenset(word for each in ids for word in ([each] if isinstance(each, str) else each))


@pytest.fixture(scope="module", params=PATHS)
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    with watched_page(browser, color_scheme="light", locale=CODE) as watched:
        _open(watched.page, site + request.param)
        yield watched.page
        watched.console_errors.clear()


def english_of(said: list[str], ours: frozenset[str], data: str) -> list[str]:
    """Leave what is a message of ours, or is neither in the data nor allowed."""
    left = []
    for text in said:
        for piece in re.split(r"[|;:,()“”]|\. ", re.sub(r"\s+", " ", text)):
            words = piece.strip(" .…–·")
            if not re.search(r"[A-Za-z]{2,}", words) or ALLOWED.fullmatch(words):
                continue
            if words in ours or words not in data:
                left.append(words)
    return sorted(set(left))


def test_no_word_of_the_interface_is_left_in_english(
    page: Page, ours: frozenset[str], data: str
) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert page.get_attribute("html", "lang") == CODE
    assert english_of(page.evaluate(UNMARKED), ours, data) == []
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = false })")


def test_it_runs_from_right_to_left_within_the_window(page: Page) -> None:
    assert page.get_attribute("html", "dir") == "rtl"
    for window in (DESK, PHONE):
        page.set_viewport_size(window)
        assert _settles(page, TOO_WIDE) == [], window


def test_a_contributor_works_in_the_language(
    place: Place, browser: Browser, ours: frozenset[str], data: str
) -> None:
    with watched_page(browser, color_scheme="light", locale=CODE) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{place.address}/contribute")
        page.fill("#sign-in-token", place.token("ana"))
        page.press("#sign-in-token", "Enter")
        page.wait_for_selector("#by-hand")
        bring(page, "card.yaml", CARD.format(slug="kisumu-chest", female="'2x48'"))
        page.wait_for_selector("#problems a")
        # What a card says is its author's: its citation names a source where one is chosen.
        left = english_of(page.evaluate(UNMARKED), ours, data + CARD)
        assert [each for each in left if not FIELDS.fullmatch(each)] == []
        watched.console_errors.clear()  # a card that breaks a rule is answered with 422


def test_a_server_that_is_gone_is_said_in_the_language(browser: Browser, site: str) -> None:
    with watched_page(browser, locale=CODE) as watched:
        _open(watched.page, f"{site}/models")
        watched.page.route("**/_dash-update-component*", lambda route: route.abort())
        watched.page.select_option("#choose-modality", "ct")
        expect(watched.page.locator("#trouble h2")).to_contain_text("⟦", timeout=SLOW)
        watched.console_errors.clear()


def test_a_leak_is_seen(ours: frozenset[str], data: str) -> None:
    assert english_of(["| How to read this"], ours, data) == ["How to read this"]
    assert english_of(["words that nobody marked"], ours, data) == ["words that nobody marked"]
    assert english_of(["||", "MIMIC-CXR", "12,300"], ours, data) == []
