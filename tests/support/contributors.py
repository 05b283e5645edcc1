"""People who bring cards through the pages: a site of their own, keys, and the first steps."""

from dataclasses import dataclass, field
from typing import Any

import httpx
import yaml
from playwright.sync_api import Page, expect

from app.domain.access import Role
from app.services.access.keys import Wanted, create_key
from app.services.desk import Desk
from tests.support.browser import BrowserPage
from tests.support.writers import ALL

SLOW = 60_000
CARD = """
slug: {slug}
name: Chest X-rays of one hospital
kind: dataset
description: Chest X-rays of one hospital.
modalities: [xray]
body_regions: [chest]
access: open
synthetic: false
sites: [{{country: KEN}}]
totals: {{patients: 500}}
totals_source: {{patients: s1}}
tables:
  - unit: patients
    dims: [sex]
    source: s1
    basis: counted
    coverage: complete
    cells:
      - {{sex: female, n: {female}}}
      - {{sex: male, n: 248}}
      - {{sex: unknown, n: 4}}
  - unit: patients
    dims: [country]
    source: s1
    basis: counted
    coverage: complete
    cells: [{{country: KEN, n: 500}}]
sources:
  - {{id: s1, citation: "Doe et al., A small set of chest X-rays, 2024, Table 1."}}
"""


@dataclass
class Place:
    """A site of its own, and its desk, where keys are made."""

    address: str
    desk: Desk
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, name: str, role: Role = Role.CONTRIBUTOR, **more: Any) -> str:
        if name not in self.tokens:
            scopes = more.get("scopes", ALL[role])
            wanted = Wanted(f"key of {name}", name, scopes, 30, role, more.get("focal_for"))
            made = create_key(self.desk, wanted)
            self.tokens[name] = made.token
        return self.tokens[name]


def enter(page: Page, place: Place, token: str, path: str = "/contribute") -> None:
    page.set_default_timeout(SLOW)
    expect.set_options(timeout=SLOW)
    page.goto(place.address + path)
    page.get_by_label("Key", exact=True).fill(token)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".who")).to_contain_text("Signed in as", timeout=SLOW)


def bring(page: Page, name: str, content: str | bytes) -> None:
    body = content.encode() if isinstance(content, str) else content
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": body})


def published(place: Place, card: str) -> None:
    """Put a card in YAML out: one person sends it in, another publishes it."""
    sent = {"Authorization": f"Bearer {place.token('ana')}"}
    with httpx.Client(base_url=f"{place.address}/api/v1", headers=sent, timeout=60) as client:
        made = client.post("/datasets", json=yaml.safe_load(card))
        at, etag = made.headers["location"].removeprefix("/api/v1"), made.headers["etag"]
        etag = client.post(f"{at}/submit", headers={"If-Match": etag}).headers["etag"]
        other = {"Authorization": f"Bearer {place.token('rosa', Role.REVIEWER)}", "If-Match": etag}
        done = client.post(f"{at}/publish", headers=other)
        assert done.status_code == 200, done.text


def refused(watched: BrowserPage, *statuses: int) -> None:
    """Take away what the browser says of answers that are right here."""
    others = [e for e in watched.console_errors if not any(f"status of {s}" in e for s in statuses)]
    watched.console_errors.clear()
    watched.console_errors.extend(others)


def walk_to(page: Page, selector: str) -> None:
    """Press Tab until the keyboard is at an element, whose focus is seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            style = "getComputedStyle(document.activeElement)"
            assert page.evaluate(f"{style}.outlineStyle !== 'none' || {style}.boxShadow !== 'none'")
            return
    raise AssertionError(f"the keyboard does not come to {selector}")
