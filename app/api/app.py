"""The API as an application of its own: routes, problems, document and page of documentation."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.api import problems
from app.api.describe import document
from app.api.docs_page import page
from app.api.gate import Gate
from app.api.limits import Limits
from app.api.permissions import Router, public
from app.api.reply import StoreDep
from app.api.routers import (
    consultations,
    corrections,
    counts,
    datasets,
    drafts,
    evaluations,
    figures,
    histories,
    imports,
    jobs,
    keys,
    link,
    models,
    places,
    references,
    runs,
    search,
)  # fmt: skip
from app.services import Store
from app.services.desk import Desk
from app.services.files import to_json
from app.services.health import Health, health
from app.settings import Settings

ROUTERS = (
    datasets.router, models.router, runs.router, evaluations.router, places.router,
    references.router, figures.router, link.router, search.router, keys.router, counts.router,
    corrections.router, consultations.router, imports.router, jobs.router, *drafts.ROUTERS,
    *histories.ROUTERS,
)  # fmt: skip
# The first word after /api/v1/ of what anybody may read: only these are kept by the front layer.
NOUNS = frozenset({
    "datasets", "models", "evaluations", "countries", "regions", "references", "stats", "metrics",
    "assess", "link", "search", "documentation",
})  # fmt: skip
VERSION = "1"
# The page of documentation has its own style and no script.
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def create_api(store: Store, desk: Desk | None = None, limits: Limits | None = None) -> FastAPI:
    """Make the application that is mounted at /api.

    Raises
    ------
    TypeError
        When a route does not say who may use it.
    """
    desk = desk or Desk(store, Settings())
    api = FastAPI(
        title="FairAtlas",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    api.state.store = store
    api.state.desk = desk
    api.state.limits = limits or Limits(desk.settings.writes_per_minute)
    api.state.methods = lambda path: _methods(api, path)
    problems.install(api)
    v1 = Router(prefix="/v1")
    for router in ROUTERS:
        v1.include_router(router)
    _add_health(v1)
    api.include_router(v1)
    _add_documentation(api)
    api.add_middleware(Gate, limits=api.state.limits, settings=desk.settings)
    return api


def _add_health(v1: Router) -> None:
    @v1.get("/health", response_model=Health, tags=["service"], operation_id="health")
    @public
    def read_health(store: StoreDep) -> Response:
        """Whether the service can answer, and from which release."""
        found = health(store)
        headers = {"Cache-Control": "no-store"}
        return Response(to_json(found), headers=headers, media_type="application/json")


def _add_documentation(api: FastAPI) -> None:
    @api.get("/openapi.json", include_in_schema=False)
    def read_document() -> Response:
        return Response(to_json(_document(api)), media_type="application/json")

    @api.get("/v1", include_in_schema=False)
    def to_docs() -> RedirectResponse:
        return RedirectResponse("/api/docs")

    @api.get("/docs", include_in_schema=False)
    def read_docs() -> Response:
        headers = {"Content-Security-Policy": _PAGE_POLICY}
        return HTMLResponse(page(_document(api)), headers=headers)


def _methods(api: FastAPI, path: str) -> str:
    """Say which methods an address takes: several routes may share it."""
    found = ["GET"] if path in ("/api/openapi.json", "/api/docs", "/api/v1") else []
    paths, own = _document(api)["paths"], path.removeprefix("/api")
    # An address that is written out is no name that another one takes.
    fitting = [own] if own in paths else [each for each in paths if _fits(each, own)]
    found += [method.upper() for each in fitting for method in paths[each]]
    return ", ".join(sorted(set(found)))


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) is not None


def _document(api: FastAPI) -> dict[str, Any]:
    return dict(document(api))
