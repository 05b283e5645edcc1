"""Bringing a card: whole ways of contributors, and wrong files."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from app.services.access.keys import revoke_key
from tests.support.axe import grave
from tests.support.browser import watched_page
from tests.support.contributors import CARD, SLOW, Place, bring, enter, refused, walk_to

pytestmark = pytest.mark.browser


def test_from_a_file_with_a_mistake_to_a_submitted_draft(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        bring(page, "card.yaml", CARD.format(slug="kisumu-chest", female="'2x48'"))
        expect(page.locator("#read-as")).to_have_text("Read as: FairAtlas card (YAML).")
        problem = page.locator("#problems a").first
        expect(problem).to_contain_text("Table 1, row 1, Number: must be")
        problem.click()
        wrong = page.locator('[data-at="/tables/0/cells/0/n"]')
        expect(wrong).to_be_focused()
        expect(wrong).to_have_attribute("aria-invalid", "true")
        assert grave(page) == []
        wrong.fill("248")
        page.get_by_role("button", name="Check the card").click()
        expect(page.locator("#sound")).to_contain_text("No rule is broken")
        hidden = page.locator("#sound .hidden-counts li")
        expect(hidden.filter(has_text="Table 1, row 3, sex: not known (so few")).to_have_count(1)
        expect(hidden.filter(has_text="could be worked out")).not_to_have_count(0)
        pictures = page.locator("#contribute-pictures")
        expect(pictures.locator("#ahead-where .mini-map-frame svg")).to_be_visible(timeout=SLOW)
        expect(pictures.locator("#ahead-gaps")).to_contain_text("Shares by sex")
        expect(pictures).to_contain_text("Kenya")
        assert grave(page) == []
        assert httpx.get(f"{place.address}/api/v1/datasets/kisumu-chest").status_code == 404
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_contain_text("Saved as draft 1 of kisumu-chest")
        assert page.url.endswith("/contribute?draft=kisumu-chest/1")
        page.get_by_role("button", name="Submit to the reviewers").click()
        expect(page.locator("#drafts")).to_contain_text("with the reviewers", timeout=SLOW)
        refused(watched, 422)


def test_a_code_that_is_none_stays_to_be_seen_and_another_is_chosen_by_its_meaning(
    place: Place, browser: Browser
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        card = CARD.format(slug="eldoret-chest", female="248").replace(
            "access: open", "access: opn"
        )
        bring(page, "card.yaml", card)
        access = page.get_by_label("How one gets it")
        expect(access).to_have_value("opn")
        expect(access).to_have_attribute("aria-invalid", "true")
        access.select_option("open to download")
        kinds = page.get_by_role("group", name="Kinds of image").get_by_role("checkbox")
        expect(kinds.and_(page.get_by_label("X-ray"))).to_be_checked()
        assert grave(page) == []
        page.get_by_role("button", name="Check the card").click()
        expect(page.locator("#sound")).to_contain_text("No rule is broken")
        refused(watched, 422)


def test_who_may_not_is_told_so(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"), "/contribute/review")
        expect(page.locator("#refused")).to_contain_text("does not let you review")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_label("Key", exact=True)).to_be_visible(timeout=SLOW)
        reader = place.token("lea", scopes=("read:private",))
        enter(page, place, reader)
        expect(page.locator("#refused")).to_contain_text("does not let you write")
        expect(page.locator("#bench")).to_have_count(0)
        assert grave(page) == []


def test_a_wrong_token_is_refused_in_words(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{place.address}/contribute")
        page.get_by_label("Key", exact=True).fill("no token at all")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("This key was not accepted")
        assert "token" not in page.url
        refused(watched, 401)


def test_a_token_is_nowhere_in_the_browser(place: Place, browser: Browser) -> None:
    token = place.token("ana")
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, token)
        (cookie,) = page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        assert page.evaluate("document.cookie") == ""
        kept = page.evaluate(
            "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])"
        )
        assert token not in kept
        assert token not in page.content()
        assert cookie["value"] not in page.content()


def test_wrong_files_are_refused_in_words_and_nothing_is_kept(
    place: Place, browser: Browser
) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        said = page.locator("#read")
        for name, content, words in (
            ("picture.png", b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 20, "must be UTF-8"),
            ("large.yaml", b"name: " + b"x" * 300_000, "too large"),
            ("broken.json", b'{"slug": ', "is not JSON"),
            ("broken.yaml", b"slug: [a", "YAML"),
        ):
            bring(page, name, content)
            expect(said).to_contain_text(words)
            expect(page.locator("#card")).to_be_hidden()
        bring(page, "list.csv", "sex,n\nfemale,48\n")
        expect(page.locator("#counts-first")).to_contain_text("save it")
        assert grave(page) == []
        bring(page, "README.md", "---\nlicense: mit\n---\n# A set\n")
        expect(page.locator("#read-as")).to_contain_text("Hugging Face")
        expect(page.locator("#missing")).to_contain_text("Kinds of image")
        page.select_option("#format", "card_json")
        expect(said).to_contain_text("is not JSON")
        refused(watched, 413, 422)


def test_counts_are_mapped_checked_and_added_to_a_draft(place: Place, browser: Browser) -> None:
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, place.token("ana"))
        bring(page, "card.yaml", CARD.format(slug="kitui-chest", female=248))
        expect(page.locator("#sound")).to_be_visible()
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_be_visible()
        bring(page, "ages.csv", "Edad,Pacientes,Notas\n0-17,120,a\n18-64,minus,b\n65+,80,c\n")
        page.locator("#counts").get_by_label("How the numbers came to be").select_option("counted")
        page.locator("#counts").get_by_label("How the rows stand to the total").select_option(
            "subset"
        )
        page.get_by_role("button", name="Check the file").click()
        expect(page.locator('[data-column="Pacientes"] .wrong')).to_contain_text("not a known")
        for name, target in (("Edad", "age"), ("Pacientes", "n"), ("Notas", "-")):
            page.get_by_label(f"{name} is").select_option(target)
        page.get_by_role("button", name="Check the file").click()
        told = page.locator('tr[data-row="3"] + tr .wrong')
        expect(told).to_contain_text("Row 3, column Pacientes: must be")
        expect(page.locator("td.wrong-here")).to_have_text("minus")
        assert grave(page) == []
        bring(page, "ages.csv", "age,n\n0-17,120\n18-64,300\n65+,80\n")
        page.locator("#counts").get_by_label("How the numbers came to be").select_option("counted")
        page.locator("#counts").get_by_label("How the rows stand to the total").select_option(
            "complete"
        )
        page.get_by_role("button", name="Check the file").click()
        expect(page.locator("#counts-sound")).to_contain_text("3 rows")
        page.get_by_role("button", name="Add these counts").click()
        expect(page.locator('[data-at="/tables/2/cells/1/n"]')).to_have_value("300", timeout=SLOW)
        bring(page, "junk.xlsx", b"\x00\x01junk" * 50)
        expect(page.locator("#counts-said .trouble")).to_be_visible(timeout=SLOW)
        # A card without them is not saved by mistake, and is where it is meant.
        bring(page, "card.yaml", CARD.format(slug="kitui-chest", female=248))
        expect(page.locator("#problems")).to_contain_text("must name upload")
        page.get_by_role("button", name="Let these counts go").click()
        expect(page.locator("#sound")).to_be_visible()
        page.get_by_role("button", name="Save as draft").click()
        expect(page.locator("#saved")).to_be_visible()
        refused(watched, 409, 422)


def test_a_session_that_is_over_loses_nothing(place: Place, browser: Browser) -> None:
    token = place.token("eva")
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, place, token)
        bring(page, "card.yaml", CARD.format(slug="eldoret-chest", female=248))
        expect(page.locator("#sound")).to_be_visible()
        page.locator('[data-at="/name"]').fill("A name that was typed")
        revoke_key(place.desk, token.split("_")[1])
        page.get_by_role("button", name="Check the card").click()
        again = page.locator("#sign-in-again")
        expect(again).to_contain_text("Your session is over")
        assert grave(page) == []
        again.get_by_label("Key", exact=True).fill(place.token("ana"))
        again.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("You are signed in again")).to_be_visible()
        page.get_by_role("button", name="Check the card").click()
        expect(page.locator("#sound")).to_be_visible()
        expect(page.locator('[data-at="/name"]')).to_have_value("A name that was typed")
        refused(watched, 401)


def test_a_card_is_written_by_the_keyboard_alone(place: Place, browser: Browser) -> None:
    with watched_page(browser, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        page.set_default_timeout(SLOW)
        page.goto(f"{place.address}/contribute")
        page.wait_for_selector("#sign-in-token")
        walk_to(page, "#sign-in-token")
        page.keyboard.type(place.token("ana"))
        page.keyboard.press("Enter")
        page.wait_for_selector("#by-hand")
        walk_to(page, "#by-hand")
        page.keyboard.press("Enter")
        for name, text in {
            "slug": "kitale-chest",
            "name": "Kitale",
            "description": "X-rays.",
        }.items():
            walk_to(page, f"[id='at/{name}']")
            page.keyboard.type(text)
        walk_to(page, "#do-check")
        page.keyboard.press("Enter")
        expect(page.locator("#check-said")).to_be_focused()
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.textContent").split(":")[0]
        page.keyboard.press("Enter")
        named = "e.labels?.[0] ?? e.querySelector(':scope > :is(legend, summary)')"
        name = page.evaluate(f"(e => ({named}).textContent)(document.activeElement)")
        assert first.split(", ")[-1] == name
        expect(page.locator('[data-at="/slug"]')).to_have_value("kitale-chest")
        refused(watched, 422)
