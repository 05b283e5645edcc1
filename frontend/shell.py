"""The shell of all pages: landmarks, navigation from the registry, colours, the door's rules."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterable
from functools import partial
from inspect import isawaitable
from pathlib import Path
from typing import Any

import dash
from dash import Dash, dash_table, dcc, html
from dash.development.base_component import Component
from fastapi import FastAPI

from app.language import _, language, languages, messages
from app.settings import Settings
from frontend import tokens
from frontend.components.states import CRASHED, crashed
from frontend.engines import add_engines
from frontend.hall import Hall, hall
from frontend.heads import ABOUT, NO_PAGE, Head, head_of, head_tags
from frontend.icon import icon
from frontend.packing import PackedAnswers
from frontend.security import PagesMiddleware
from frontend.spoken import spoken
from frontend.static_files import Assets, Shelf, StaticFiles, Suites

FOLDER = Path(__file__).parent
NAME = "FairAtlas"
_ASSETS = Assets(FOLDER / "assets")
# Dash sends its table to everybody; no page here has one.
dash_table._js_dist.clear()
_INDEX = f"""<!DOCTYPE html>
<html lang="{{%lang%}}" dir="{{%dir%}}">
<head>
{{%metas%}}
{{%head%}}
<link rel="icon" type="image/svg+xml" href="{icon()}">
<style>{tokens.style_sheet()}</style>
{{%css%}}
<script src="/assets/head/theme.js"></script>
</head>
<body>
{tokens.PATTERN_SVG}
{{%app_entry%}}
<noscript><p>{{%noscript%}} <a href="/api/v1">/api/v1</a></p></noscript>
<script type="application/json" id="words">{{%words%}}</script>
<footer class="machinery">{{%config%}}{{%scripts%}}{{%renderer%}}</footer>
</body>
</html>"""


class _Pages(Dash):
    """Dash, whose documents link our files by their version."""

    def interpolate_index(self, **parts: Any) -> str:
        """Put a document together, in the language of the request."""
        document = _ASSETS.name_versions(super().interpolate_index(**parts))
        for name, value in {**_language_parts(), "head": _head()}.items():
            document = document.replace(f"{{%{name}%}}", value)
        return document


def _language_parts() -> dict[str, str]:
    """What a document says of its language; the words are for the scripts (assets/words.js)."""
    words = json.dumps(messages(spoken(FOLDER / "assets")), ensure_ascii=False)
    return {
        "lang": language().code,
        "dir": language().direction,
        "noscript": _("These pages need JavaScript. Every figure is also at this address:"),
        "words": words.replace("<", "\\u003c"),
    }


def _head() -> str:
    """Say what the page is; its address is never made from the host that a request names."""
    head = hall().head
    return head_tags(head, hall().address) if head else head_tags(Head(_(NO_PAGE), _(ABOUT)))


def create_dash(root: FastAPI, store: Any, settings: Settings) -> Dash:
    """Put the pages on the root application. The store is handed on to services, never asked here.

    The application of the programs' interface must be mounted on the root before it starts: the
    pages answer every address that nobody else does.
    """
    add_engines(root, store, settings)
    app = _Pages(
        __name__,
        server=root,
        use_pages=True,
        pages_folder=str(FOLDER / "pages"),
        assets_folder=str(FOLDER / "assets"),
        assets_ignore=".*",  # ours go out as one file of each kind
        external_stylesheets=["/assets/all.css"],
        external_scripts=["/assets/all.js"],
        serve_locally=True,
        suppress_callback_exceptions=True,
        update_title="",
        include_pages_meta=False,
        title=NAME,
        on_error=crashed,
    )
    app.index_string = _INDEX
    app.layout = _layout  # made for each document, in its language
    _translate_titles(dash.page_registry.values())
    # No callback here uses a socket; told otherwise, each browser would keep one open.
    app.backend.websocket_capability = False
    shelf = Shelf()
    figures = threading.Event()
    root.add_middleware(PackedAnswers)
    root.add_middleware(
        StaticFiles, shelf=shelf, assets=_ASSETS, suites=Suites(app.registered_paths)
    )
    root.add_middleware(
        PagesMiddleware,
        hall=Hall(store, settings),
        script_hashes=app.csp_hashes,
        head_of=partial(head_of, store, settings),
        prepare=partial(_prepare, app, figures),
    )
    warming = threading.Thread(target=_warm_up, args=[shelf, figures], daemon=True)
    warming.start()
    return app


def _translate_titles(pages: Iterable[dict[str, Any]]) -> None:
    """Say the titles when they are asked for; pages only mark them."""
    for page in pages:
        if isinstance(page["title"], str):
            page["title"] = partial(_title, page["title"])


def _title(title: str, **_path: str) -> str:
    return _(title)


async def _prepare(app: Dash, figures: threading.Event, path: str) -> None:
    """Let Dash make ready what it makes ready with its first request.

    By itself it does so only at "/" and its own addresses: whoever came first by a link to
    another page got a document without the script that leads between pages. Its answers wait for
    the libraries of figures: it asks them for types while they may be half imported.
    """
    if path.startswith("/_dash-") and not figures.is_set():
        await asyncio.to_thread(figures.wait)
    for make_ready in app.backend._before_request_funcs:  # Dash offers no public way
        made = make_ready()
        if isawaitable(made):
            await made


def navigation(pages: Iterable[dict[str, Any]]) -> Component:
    """Link every page of the registry that has a place in the menu, in its order."""
    shown = [page for page in pages if not page.get("path_template") and page.get("menu", True)]
    items = [html.Li(dcc.Link(_(page["name"]), href=page["relative_path"])) for page in shown]
    return html.Nav(html.Ul(items), className="pages", **{"aria-label": _("Pages")})


def _layout() -> Component:
    return html.Div(
        className="shell",
        children=[
            html.A(_("Skip to the content"), href="#content", className="skip"),
            html.Header(
                className="masthead",
                children=[
                    dcc.Link(NAME, href="/", className="brand"),
                    navigation(dash.page_registry.values()),
                    html.Div(className="find-box", **{"data-find": '{"id": "find"}'}),
                    *_language_choice(),
                    html.Button(_("Dark colours"), id="theme-switch", className="plain"),
                ],
            ),
            html.Main(
                [html.Div(id=CRASHED, **{"aria-live": "assertive"}), dash.page_container],
                id="content",
                tabIndex=-1,
            ),
            html.Footer(_footer(), className="footer"),
        ],
    )


def _footer() -> list[Component]:
    return [
        html.P(_("This describes what is published, not what hospitals hold.")),
        html.P(
            [
                _("Every number names its source, or says that none is recorded."),
                " ",
                html.A(_("Programming interface"), href="/api/docs", className="off-paper"),
            ]
        ),
        html.P(
            [
                html.Span(**{"data-here": "true"}),
                " · ",
                html.Span(**{"data-today": "true"}),
            ],
            className="paper-only",
        ),
    ]


def _language_choice() -> list[Component]:
    """Offer every language in its own words; nothing where there is one."""
    others = [each for each in languages() if each != language()]
    items = [
        html.A(each.name, href=f"?lang={each.code}", lang=each.code, dir=each.direction)
        for each in others
    ]
    return [html.Div(items, className="languages")] if items else []


def _warm_up(shelf: Shelf, figures: threading.Event) -> None:
    """Load and pack what the first figure would otherwise wait for."""
    try:
        import pandas  # noqa: F401  # not used here: plotly looks whether it is loaded
        import plotly.graph_objects
    finally:
        figures.set()
    shelf.take((Path(str(plotly.__file__)).parent / "package_data" / "plotly.min.js",))
