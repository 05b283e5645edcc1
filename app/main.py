"""The application: settings, store, API and pages put together in one process."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.util import find_spec

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from app.api.app import NOUNS, create_api
from app.api.front import Front
from app.services.catalogue.places import countries_json
from app.services.ingest import LoadReport, load_bundle
from app.settings import Settings, load_settings
from app.store import Store, open_store

log = logging.getLogger("fairatlas")


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the whole application; its database is prepared before it is returned."""
    chosen = settings or load_settings()
    store = prepare_store(chosen)
    root = FastAPI(
        title="FairAtlas", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan
    )
    root.state.store = store
    root.state.settings = chosen
    root.mount("/api", create_api(store))
    root.add_api_route("/api", _to_documentation, include_in_schema=False)
    _add_pages(root, store, chosen)
    # Added last, so that it stands before everything else.
    root.add_middleware(
        Front,
        release=store.release,
        nouns=NOUNS,
        quick={"/api/v1/countries": partial(countries_json, store)},
    )
    return root


def prepare_store(settings: Settings) -> Store:
    """Open the database, bring its tables up to date and load the bundled cards."""
    store = connect(settings)
    store.upgrade()
    report = load_bundle(store, settings.data_dir)
    _log_report(report)
    return store


def connect(settings: Settings) -> Store:
    """Open the database without touching it."""
    return open_store(settings.database_url, settings.read_time_limit_s, settings.lock_time_limit_s)


def _log_report(report: LoadReport) -> None:
    if report.changed:
        added, revised = len(report.added), len(report.revised)
        log.info("release %s: %s cards added, %s revised", report.release, added, revised)
    if report.left_alone:
        log.warning("revised here, so left alone: %s", ", ".join(report.left_alone))


@asynccontextmanager
async def _lifespan(root: FastAPI) -> AsyncIterator[None]:
    yield
    root.state.store.close()


def _to_documentation() -> RedirectResponse:
    return RedirectResponse("/api/docs")


def _add_pages(root: FastAPI, store: Store, settings: Settings) -> None:
    """Add the pages, where the package with them is installed."""
    if find_spec("frontend") is None or find_spec("frontend.shell") is None:
        return
    from frontend.shell import create_dash

    create_dash(root, store, settings)
