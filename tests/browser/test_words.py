"""No page shows a person the words of machines: names of fields, None, nan, or two spaces."""

import re

import httpx
import pytest
from playwright.sync_api import Page

from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser
SLOW = 30_000
READY = "main h1, main h2, main #finding"
ADDRESSES = (
    "/", "/atlas?measure=ratio&country=KEN", "/gaps?subject=model:prov-gigapath&dimension=sex",
    "/datasets?kind=all", "/datasets/fetal-planes-db", "/compare?a=abide&b=adni",
    "/models/prov-gigapath", "/models/prov-gigapath/questions",
    "/evaluations/chexclusion-2021-mimic-cxr", "/countries/KEN", "/search?q=chest",
)  # fmt: skip
MACHINE_WORDS = re.compile(
    r"\b[a-z]+(?:_[a-z0-9]+)+\b|\bdims\.|\bnull\b|\bNone\b(?! of)|\bNaN\b|\bnan\b|\[object"
    r"|\bundefined\b|\S  +\S|(?<![\w–-])-\d|\b1 (?:parts|sets|datasets|models|patients|images)\b"
)
# Text that people read: not code, not addresses, and not what sources call their own files.
TEXTS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.querySelector(".shell"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("code, pre, script, style, noscript, .sources")) continue;
    found.push(walker.currentNode.textContent);
  }
  for (const element of document.querySelectorAll(".shell [aria-label], .shell [title]"))
    found.push(element.ariaLabel ?? "", element.title ?? "");
  return found;
}"""
# Names that a repository gives its own files and functions, quoted as such.
QUOTED = {"get_sensitive"}


def texts(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_selector(READY, timeout=SLOW)
    page.wait_for_selector(".skeleton", state="detached", timeout=SLOW)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    return page.evaluate(TEXTS)  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_shows_the_words_of_machines(
    browser_page: BrowserPage, site: str, path: str
) -> None:
    said = texts(browser_page.page, f"{site}{path}")
    assert len(" ".join(said)) > 300, "the page is not there yet"
    wrong = [
        (found, text)
        for text in said
        for found in MACHINE_WORDS.findall(text)
        if found not in QUOTED and not text.startswith("http")
    ]
    assert wrong == []


def test_the_notes_of_cards_are_for_people(api: httpx.Client) -> None:
    """Every evaluation's own words, without a browser: these are the longest."""
    listed = api.get("/evaluations", params={"limit": 200}).json()["items"]
    wrong = [
        (each["slug"], each[field])
        for each in listed
        for field in ("label", "task")
        if each.get(field) and MACHINE_WORDS.search(each[field])
    ]
    assert listed
    assert wrong == []
