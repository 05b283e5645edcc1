"""Heads: what a document says of its page before any script runs, for links, tabs and engines."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from html import escape
from inspect import isawaitable
from typing import Any
from urllib.parse import unquote

import dash

from app.errors import AppError
from app.language import N_, _
from app.services.addresses import hit_at
from app.services.exchange.handing_out import schema_org
from app.services.search_entries import Hit
from app.settings import Settings
from frontend.hall import hall
from frontend.offload import offload

NO_PAGE = N_("No page – FairAtlas")
ABOUT = N_("Who is in the data that medical-imaging models learn from, and who is not")
_DATASETS = ("dataset", "cohort")


@dataclass(frozen=True, slots=True)
class Head:
    """Title and description of a page; `told` is its data block (JSON-LD), where it has one."""

    title: str
    about: str
    told: dict[str, object] | None = None


def titled(words: str, path: str) -> Callable[..., Awaitable[str]]:
    """Make the title of the pages of one kind, which call a thing by its name.

    `words` (a message) has the name at `{it}`; `path` is the address with its parts in braces.
    """

    @offload
    def title(**parts: str) -> str:
        address = unquote(path.format(**parts))
        hit = _hit(address)
        return f"{_(words, it=hit.name if hit else address.rpartition('/')[2])} – FairAtlas"

    return title


async def head_of(store: Any, settings: Settings, path: str, query: str) -> Head | None:
    """Return the head of an address; None where it has no page, or names what is not there."""
    for page in dash.page_registry.values():
        if fitting := _pattern(page).fullmatch(path):
            made = page["title"](**fitting.groupdict())
            title = await made if isawaitable(made) else made
            if not page.get("path_template"):
                return Head(title, _(ABOUT))
            return await offload(_head)(store, settings, path, query, title)
    return None


def _head(store: Any, settings: Settings, path: str, query: str, title: str) -> Head | None:
    try:
        hit = hit_at(store, path, query)
        if hit is None:
            return None
        told = schema_org(store, hit.id, settings.origin) if _is_card(hit, path) else None
    except AppError:  # the page itself says what is wrong
        return Head(title, _(ABOUT))
    return Head(title, str(told["description"]) if told else f"{hit.about}. {_(ABOUT)}", told)


def _is_card(hit: Hit, path: str) -> bool:
    return hit.kind in _DATASETS and unquote(hit.path) == path.rstrip("/")


def _hit(path: str) -> Hit | None:
    try:
        return hit_at(hall().store, path)
    except AppError:
        return None


def _pattern(page: dict[str, Any]) -> re.Pattern[str]:
    template = page.get("path_template") or page["path"]
    return re.compile(re.sub("<(.*?)>", r"(?P<\1>[^/]+)", template) + "/?")


def head_tags(head: Head, address: str = "") -> str:
    """Write the head; `address` is the page's one address, empty where it has or knows none."""
    return "\n".join(_tags(head, address))


def _tags(head: Head, address: str) -> Iterator[str]:
    title, about = escape(head.title), escape(head.about)
    yield f"<title>{title}</title>"
    yield f'<meta name="description" content="{about}">'
    yield '<meta property="og:type" content="website">'
    yield f'<meta property="og:title" content="{title}">'
    yield f'<meta property="og:description" content="{about}">'
    if address:
        yield f'<link rel="canonical" href="{escape(address)}">'
        yield f'<meta property="og:url" content="{escape(address)}">'
    if head.told is not None:
        block = json.dumps(head.told, ensure_ascii=False).replace("<", "\\u003c")
        yield f'<script type="application/ld+json">{block}</script>'
