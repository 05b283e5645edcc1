"""Bringing results: a published table per group becomes an evaluation; and wrong files."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import grave
from tests.support.browser import watched_page
from tests.support.contributors import Place, bring, enter, refused

pytestmark = pytest.mark.browser
PAGE = "/contribute/results"
TABLE = """sex,n,n_pos,auroc,auroc_low,auroc_high,interval_kind
,1000,400,0.90,0.88,0.92,patients
female,520,200,{female},0.85,0.91,patients
male,480,200,0.92,0.90,0.94,patients
"""
MEDFAIR = "methods,auc-group_0,auc-group_1\nbaseline,0.8809±0.001,0.86±0.002\n"
README = """---
model-index:
- name: my-net
  results:
  - task: {type: image-classification}
    dataset: {name: a set, type: x}
    metrics: [{type: auroc, value: 0.8}]
---
"""


def fill(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f'[data-at="/{name}"]').fill(text)


def test_from_a_table_with_a_mistake_to_a_submitted_draft(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), "/contribute")
        page.get_by_role("link", name="Bring results").first.click()
        expect(page).to_have_url(f"{place.address}{PAGE}")
        expect(page.get_by_label("One file of results")).to_be_visible()
        bring(page, "groups.csv", TABLE.format(female="high"))
        expect(page.locator("#read")).to_contain_text("must be a number")
        bring(page, "groups.csv", TABLE.format(female="8.8"))
        expect(page.locator("#read-as")).to_contain_text("a table of your own")
        expect(page.locator("#missing")).to_contain_text("Model (short name)")
        fill(page, model="my-net", dataset="my-set", task="pneumonia, chest X-ray",
             label="pneumonia", protocol="fine-tuned")  # fmt: skip
        page.locator('[data-at="/slug"]').fill("my-net-my-set")
        page.get_by_role("button", name="Check the evaluation").click()
        wrong = page.locator('[data-at="/results/0/value"]')
        expect(wrong).to_have_attribute("aria-invalid", "true")
        expect(page.locator('[data-at="/results/0/dims/sex"]')).to_have_value("female")
        assert grave(page) == []
        page.locator('[data-at="/metric_definitions/auroc"]').fill("Area under the ROC curve.")
        wrong.fill("0.88")
        page.get_by_role("button", name="Check the evaluation").click()
        expect(page.locator("#sound")).to_contain_text("No rule is broken")
        assert grave(page) == []
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_contain_text("Saved as draft 1 of my-net-my-set")
        assert page.url.endswith(f"{PAGE}?draft=my-net-my-set/1")
        page.reload()
        expect(page.locator('[data-at="/results/0/value"]')).to_have_value("0.88")
        page.get_by_role("button", name="Submit to the reviewers").click()
        expect(page.locator("#drafts")).to_contain_text("with the reviewers")
        refused(watched, 422)


def test_other_formats_are_told_from_the_file_and_what_it_does_not_say_is_asked(
    place: Place, browser: Browser
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), PAGE)
        bring(page, "README.md", README)
        expect(page.locator("#read-as")).to_contain_text("model-index")
        bring(page, "CXP-Age.csv", MEDFAIR)
        expect(page.locator("#read-as")).to_contain_text("MEDFAIR")
        expect(page.locator("#read")).to_contain_text("in `groups`")
        page.get_by_label("What its words for groups mean").fill("0=0-59\n1=60+")
        page.get_by_label("What its words for groups mean").blur()
        expect(page.locator('[data-at="/results/1/dims/age"]')).to_have_value("60+")
        expect(page.locator("#read .trouble")).to_have_count(0)
        page.get_by_label("What its words for groups mean").fill("")
        bring(page, "CXP-Sex.csv", MEDFAIR + "other,0.8±0.1,0.7±0.1\n")
        expect(page.locator("#read")).to_contain_text("baseline, other")
        # What was read is checked by itself, and lacks what such a file does not say.
        with page.expect_response(lambda answer: "dry_run=true" in answer.url):
            page.get_by_label("Which evaluation of the file").fill("other")
            page.get_by_label("Which evaluation of the file").blur()
            expect(page.locator('[data-at="/results/0/value"]')).to_have_value("0.8")
        expect(page.locator("#problems")).to_be_visible()
        refused(watched, 422)


def test_wrong_files_are_refused_in_words(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), PAGE)
        for name, content, words in (
            ("picture.png", b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 20, "must be UTF-8"),
            ("broken.json", b'{"attributes": ', "is not JSON"),
            ("other.json", b'{"a": 1}', "no result of FairMedFM"),
            ("large.csv", b"sex,auroc\n" + b"x" * 2_100_000, "too large"),
        ):
            bring(page, name, content)
            expect(page.locator("#read")).to_contain_text(words)
            expect(page.locator("#card")).to_be_hidden()
        assert grave(page) == []
        refused(watched, 413, 422)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_fits(place: Place, browser: Browser, width: int) -> None:
    with watched_page(browser, viewport={"width": width, "height": 900}) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), PAGE)
        bring(page, "groups.csv", TABLE.format(female="0.88"))
        expect(page.locator("#read-as")).to_be_visible()
        expect(page.locator('[data-at="/results/0/value"]')).to_be_visible()
        expect(page.locator("#problems")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        refused(watched, 422)
