"""The contact sheet: all pictures of a page in one row, each leading to its full size."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

WIDTHS = (390, 820, 1440, 2200)
LOOKS = ("light", "dark", "print", "grey")
_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 24px; }
section { margin-block: 32px; }
div { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px; }
figure { margin: 0; }
img { width: 100%; height: 320px; object-fit: cover; object-position: top; border: 1px solid #888; }
"""


def file_name(page: str, width: int, look: str) -> str:
    """Name a picture after what it shows."""
    return f"{_slug(page)}-{width}-{look}.png"


def print_name(page: str) -> str:
    """Name the file that a printer gets, in pages of A4."""
    return f"{_slug(page)}.pdf"


def contact_sheet(pages: Iterable[str]) -> str:
    """Write the page that shows every picture."""
    listed = list(pages)
    links = " · ".join(f'<a href="#{_slug(name)}">{escape(name)}</a>' for name in listed)
    sections = "".join(_section(name) for name in listed)
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>'
        f"<style>{_STYLE}</style><h1>Screenshots</h1><p>{links}</p>{sections}</html>"
    )


def _section(page: str) -> str:
    pictures = "".join(_picture(page, width, look) for width in WIDTHS for look in LOOKS)
    printed = f'<a href="{print_name(page)}">as it is printed</a>'
    return (
        f'<section id="{_slug(page)}"><h2>{escape(page)}</h2><p>{printed}</p>'
        f"<div>{pictures}</div></section>"
    )


def _picture(page: str, width: int, look: str) -> str:
    name, words = file_name(page, width, look), f"{width} px, {look}"
    alt = escape(f"{page}, {words}")
    return (
        f'<figure><a href="{name}"><img loading="lazy" src="{name}" alt="{alt}"></a>'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
