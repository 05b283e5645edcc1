"""What axe-core finds on a page that a person would stumble over."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}


def grave(page: Page) -> list[tuple[str, list[str]]]:
    """Return each serious or critical violation: its rule, and where it is.

    What waits for its answer is dimmed on purpose: it is judged once the answer is there.
    """
    expect(page.locator('[data-dash-is-loading="true"]')).to_have_count(0, timeout=30_000)
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def grave_everywhere(page: Page) -> list[tuple[str, list[str]]]:
    """Ask in both colours, on a desk and on a phone; the page is left as it was."""
    found, before = [], page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for _colours in range(2):
            found += grave(page)
            page.locator("#theme-switch").click()
    page.set_viewport_size(before or DESK)
    return found
