"""What axe-core finds on a page that a person would stumble over."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def grave(page: Page) -> list[tuple[str, list[str]]]:
    """Return each serious or critical violation: its rule, and where it is."""
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
