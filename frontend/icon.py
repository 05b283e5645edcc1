"""The mark in the browser's tab: a whole of which one half is known and one is not."""

from __future__ import annotations

from urllib.parse import quote

from frontend import tokens


def icon() -> str:
    """Return the mark as an address that holds its own drawing: it is never fetched."""
    known, edge = tokens.LIGHT["accent"], tokens.LIGHT["ink"]
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<circle cx="8" cy="8" r="7" fill="{tokens.LIGHT["surface"]}"/>'
        f'<path d="M8 1a7 7 0 0 0 0 14z" fill="{known}"/>'
        f'<path d="M9 5l4-2M9 9l6-3M9 13l6-3" stroke="{edge}" stroke-width="1"/>'
        f'<circle cx="8" cy="8" r="7" fill="none" stroke="{edge}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawn)}"
