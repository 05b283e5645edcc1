"""What search engines ask for first: what they may read, and the address of every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

import dash
from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse

from app.services.search_entries import entries
from app.settings import Settings
from frontend.offload import offload

_MAP = "/sitemap.xml"
_KEPT_OUT = ("/contribute", "/search")  # where people write, and what only they ask for
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def add_engines(root: FastAPI, store: Any, settings: Settings) -> None:
    """Answer /robots.txt and, where the site knows its own address, /sitemap.xml."""
    origin = settings.origin

    async def robots() -> Response:
        return PlainTextResponse("\n".join(_robots(origin)) + "\n")

    async def site_map() -> Response:
        paths = await offload(_paths)(store)
        return Response(_site_map(origin, paths), media_type="application/xml")

    root.add_api_route("/robots.txt", robots, include_in_schema=False)
    if origin:
        root.add_api_route(_MAP, site_map, include_in_schema=False)


def _robots(origin: str) -> Iterator[str]:
    yield from ("User-agent: *", *(f"Disallow: {path}" for path in _KEPT_OUT))
    if origin:
        yield f"Sitemap: {origin}{_MAP}"


def _paths(store: Any) -> list[str]:
    pages = [
        page["path"]
        for page in dash.page_registry.values()
        if not page.get("path_template")
        and page.get("menu", True)
        and not page["path"].startswith(_KEPT_OUT)
    ]
    things = [each.hit.path for each in entries(store, store.release())]
    return ["/", *pages, *(path for path in things if "#" not in path)]


def _site_map(origin: str, paths: Iterable[str]) -> str:
    listed = "\n".join(f"<url><loc>{escape(origin + path)}</loc></url>" for path in paths)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}\n<urlset xmlns="{_SCHEMA}">\n{listed}\n</urlset>\n'
