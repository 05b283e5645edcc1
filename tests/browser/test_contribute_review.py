"""Reviewing what was brought: read, returned, corrected, published."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from app.domain.access import Role
from app.services.writing.examples import EXAMPLES
from tests.support.axe import grave
from tests.support.browser import watched_page
from tests.support.contributors import SLOW, Place, enter

pytestmark = pytest.mark.browser


def submitted(place: Place, slug: str, kind: str = "datasets", **changes: Any) -> str:
    """Submit a card over the programs' interface; return where it is reviewed."""
    card = {**EXAMPLES[kind], "slug": slug, **changes}
    sent = {"Authorization": f"Bearer {place.token('ana')}"}
    with httpx.Client(base_url=f"{place.address}/api/v1", headers=sent, timeout=60) as client:
        known = client.get(f"/{kind}/{slug}").status_code == 200
        made = client.post(f"/{kind}/{slug}/versions" if known else f"/{kind}", json=card)
        assert made.status_code == 201, made.text
        at = f"{slug}/drafts/{made.json()['draft']['revision']}"
        done = client.post(f"/{kind}/{at}/submit", headers={"If-Match": made.headers["etag"]})
        assert done.status_code == 200, done.text
    return f"{kind}/{at.replace('/drafts', '')}"


NUMBERS = {
    "models": (),
    "evaluations": ("Value: 0.87", "Value: 0.85", "48"),
    "references": ("1020", "980"),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_every_kind_of_card_is_reviewed_with_its_numbers(
    place: Place, browser: Browser, kind: str
) -> None:
    at = f"/contribute/review?of={submitted(place, f'reviewed-{kind}', kind)}"
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), at)
        expect(page).to_have_url(place.address + at)
        for number in NUMBERS[kind]:
            expect(page.locator("#diff")).to_contain_text(number, timeout=SLOW)
        assert not {"None", "False"} & set(page.locator("#diff").inner_text().split())
        assert grave(page) == []


def test_a_submission_is_read_and_returned_with_what_to_change(
    place: Place, browser: Browser
) -> None:
    slug = "naivasha-chest"
    submitted(place, slug)
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), "/contribute/review")
        assert grave(page) == []
        page.locator("#queue").get_by_role("link", name=slug).click()
        shown = expect(page.locator("#diff"))
        shown.to_contain_text("patients by sex: women and girls", timeout=SLOW)
        for words in ("Kenya", "X-ray", "open to download", "printed by the authors"):
            shown.to_contain_text(words)
        expect(page.locator("#diff")).to_contain_text("48")
        expect(page.locator("#diff")).not_to_contain_text("None")
        expect(page.locator("#diff")).not_to_contain_text("False")
        assert grave(page) == []
        page.get_by_label("Comment, without a decision").fill("<b>Who</b> counted?")
        page.get_by_role("button", name="Comment", exact=True).click()
        expect(page.locator("#comments")).to_contain_text("<b>Who</b> counted?", timeout=SLOW)
        page.get_by_label("What has to be changed").fill("Table 1 says 47.")
        page.get_by_role("button", name="Return to its author").click()
        expect(page.locator("#return-comments")).to_have_count(0, timeout=SLOW)
        assert httpx.get(f"{place.address}/api/v1/datasets/{slug}").status_code == 404

    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        page.locator("#drafts").get_by_role("link", name=slug).click()
        expect(page.locator("#comments")).to_contain_text("Table 1 says 47.", timeout=SLOW)
        page.locator('[data-at="/tables/0/cells/0/n"]').fill("47")
        page.locator('[data-at="/tables/0/cells/1/n"]').fill("53")
        expect(page.get_by_role("button", name="Submit to the reviewers")).to_be_disabled()
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_be_visible()
        page.get_by_role("button", name="Submit to the reviewers").click()
        expect(page.locator("#drafts li").filter(has_text=slug)).to_contain_text(
            "with the reviewers", timeout=SLOW
        )


def test_what_is_published_appears_and_the_next_is_shown_beside_it(
    place: Place, browser: Browser
) -> None:
    slug = "nakuru-chest"
    at = submitted(place, slug)
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), "/contribute/review")
        page.goto(f"{place.address}/contribute/review?of={at}")
        page.get_by_role("button", name="Publish").click()
        page.wait_for_url("**/contribute/review")
        card = httpx.get(f"{place.address}/api/v1/datasets/{slug}").json()
        assert [cell["n"] for cell in card["tables"][0]["cells"]] == [48, 52]
        page.goto(f"{place.address}/datasets/{slug}")
        expect(page.locator("#people")).to_contain_text("48", timeout=SLOW)
        cells = [{"sex": "female", "n": 47}, {"sex": "male", "n": 53}]
        tables = [{**EXAMPLES["datasets"]["tables"][0], "cells": cells}]
        at = submitted(place, slug, name="Another name", access="closed", tables=tables)
        page.goto(f"{place.address}/contribute/review?of={at}")
        row = page.locator("#diff tr").filter(has_text="women and girls")
        expect(row.locator("td")).to_have_text(["48", "47"], timeout=SLOW)
        expect(page.locator("#diff")).to_contain_text("Another name")
        expect(page.locator("#diff")).to_contain_text("open to download")
        page.get_by_role("button", name="Publish").click()
        page.wait_for_url("**/contribute/review")
        # Anybody reads what the revisions changed, number by number, and who published them.
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("#sign-in-token")
        page.goto(f"{place.address}/datasets/{slug}")
        page.get_by_role("link", name="What its revisions changed").click()
        expect(row.locator("td")).to_have_text(["48", "47"])
        assert grave(page) == []
        first = page.locator("#revisions-table tr").filter(has_text="nothing before it")
        expect(first).to_contain_text("rosa")
        first.get_by_role("link").click()
        expect(page.locator(".finding")).to_have_text(
            "Revision 1 of Another name is the first: nothing came before it"
        )


def test_a_reviewer_reads_who_wrote_what(place: Place, browser: Browser) -> None:
    submitted(place, "malaba-chest")
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("rosa", Role.REVIEWER), "/contribute/review")
        page.get_by_role("link", name="Log", exact=True).click()
        wrote = page.locator("#log tbody tr").filter(has_text="dataset malaba-chest/1")
        expect(wrote.nth(0)).to_contain_text("submitted")
        expect(wrote.nth(1)).to_contain_text("drafted")
        expect(wrote.nth(1)).to_contain_text("ana")
        assert grave(page) == []
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("#sign-in-token")
        enter(page, place, place.token("ana"), "/contribute/log")
        expect(page.locator("#refused")).to_contain_text("does not let you read the log")
        expect(page.locator("#log")).to_have_count(0)
