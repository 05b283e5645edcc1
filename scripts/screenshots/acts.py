"""What is done on a page before its picture is taken: signing in, bringing a card."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.support.contributors import CARD, bring

ANSWERS = re.compile("/_dash-update-component")
_FRAME = "_pages_content"  # what asks for the frame of the page itself
_COUNTS = "Edad,Pacientes,Notas\n0-17,120,a\n18-64,minus,b\n65+,80,c\n"


def sign_in(page: Page, address: str, token: str) -> None:
    """Open a session, as somebody with a key does."""
    page.goto(f"{address}/contribute")
    page.get_by_label("Key", exact=True).fill(token)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".who")).to_be_visible()


def hold_answers(page: Page) -> None:
    """Let the page wait for ever for what the server works out."""
    page.route(ANSWERS, lambda route: route.continue_() if _frames(route) else None)


def lose_answers(page: Page) -> None:
    """Let nothing that the page asks for come back."""
    page.route(ANSWERS, lambda route: route.continue_() if _frames(route) else route.abort())


def _frames(route: Route) -> bool:
    return _FRAME in (route.request.post_data or "")


def wrong_token(page: Page) -> None:
    """Try to sign in with a token that nobody was given."""
    page.get_by_label("Key", exact=True).fill("no token at all")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("[role=alert]")


def card_with_mistake(page: Page) -> None:
    """Bring a card of which a number is none."""
    bring(page, "card.yaml", CARD.format(slug="kisumu-chest", female="'2x48'"))
    page.wait_for_selector("#problems a")


def sound_card(page: Page) -> None:
    """Bring a card that breaks no rule, and see what it would show."""
    bring(page, "card.yaml", CARD.format(slug="kisumu-chest", female=248))
    page.wait_for_selector("#ahead-where .mini-map-frame svg")


def counts_with_mistake(page: Page) -> None:
    """Bring a table of counts for a draft, with a number that is none."""
    bring(page, "ages.csv", _COUNTS)
    asked = page.locator("#counts")
    asked.get_by_label("How the numbers came to be").select_option("counted")
    asked.get_by_label("How the rows stand to the total").select_option("subset")
    for name, target in (("Edad", "age"), ("Pacientes", "n"), ("Notas", "-")):
        asked.get_by_label(f"{name} is").select_option(target)
    page.get_by_role("button", name="Check the file").click()
    page.wait_for_selector('tr[data-row="3"] + tr .wrong')


def unfold(page: Page) -> None:
    """Open everything that is folded, as paper does."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
