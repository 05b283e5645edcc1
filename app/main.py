"""The application: settings, store, API and pages put together in one process."""

from __future__ import annotations

import errno
import gc
import http.client
import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from functools import partial
from importlib.util import find_spec
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.supervisors import Multiprocess

from app.api.app import NOUNS, create_api
from app.api.front import Front
from app.api.limits import Limits
from app.errors import Unavailable
from app.language import open_catalogues
from app.services.catalogue.places import countries_json
from app.services.desk import Desk
from app.services.opening import prepare_store
from app.settings import ROOT, Settings, load_settings
from app.store import Store

log = logging.getLogger("fairatlas")
_WAITING = 2048


def create_app(
    settings: Settings | None = None,
    *,
    with_pages: bool = True,
    desk: Desk | None = None,
    limits: Limits | None = None,
) -> Root:
    """Make the whole application; its database is prepared before it is returned."""
    chosen = settings or load_settings()
    store = desk.store if desk else prepare_store(chosen)
    open_catalogues(ROOT / "locale")
    root = Root(
        title="FairAtlas", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan
    )
    desk = desk or Desk(store, chosen)
    root.state.store = store
    root.state.desk = desk
    root.state.settings = chosen
    root.mount("/api", create_api(store, desk, limits))
    root.add_api_route("/api", _to_documentation, include_in_schema=False)
    if with_pages:
        _add_pages(root, store, chosen)
    root.put_before(
        Front,
        release=store.release,
        nouns=NOUNS,
        quick={"/api/v1/countries": partial(countries_json, store)},
        remote=not chosen.database_url.startswith("sqlite"),
    )
    return root


class Root(FastAPI):
    """The application, with a layer before the framework: an answer from memory costs no more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._entrance: ASGIApp = super().__call__

    def put_before(self, layer: Callable[..., ASGIApp], **options: Any) -> None:
        """Let this layer meet every request; it hands on what it does not answer."""
        self._entrance = layer(super().__call__, **options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        await self._entrance(scope, receive, send)


@asynccontextmanager
async def _lifespan(root: FastAPI) -> AsyncIterator[None]:
    # What stands at the start stays to the end: to look it all over for garbage again and again
    # would hold every request up for a tenth of a second.
    gc.collect()
    gc.freeze()
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


def serve(
    settings: Settings,
    host: str,
    port: int,
    workers: int,
    say: Callable[[str], None],
    beside: AbstractContextManager[None],
) -> None:
    """Answer at this address until stopped; it is said as soon as the first answer is there.

    `beside` is entered when the database is prepared: what runs beside the service finds it so.
    """
    listening = _listen(host, port)
    where = listening.getsockname()
    prepare_store(settings).close()
    threading.Thread(target=_announce, args=(where[0], where[1], say), daemon=True).start()
    config = uvicorn.Config(
        "app.main:create_app",
        factory=True,
        workers=workers,
        log_level="warning",
        # Addresses hold what people ask, and in time tokens: they stay out of the log.
        access_log=False,
        server_header=False,
        loop="uvloop",
        http="httptools",
        # A worker that has much to do may be late with its sign of life: it would be killed with
        # all that it was about to answer.
        timeout_worker_healthcheck=60,
    )
    with beside:
        if workers == 1:
            uvicorn.Server(config).run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port now, so that a port in use is told before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_WAITING)  # whoever comes before the first worker is ready waits
    except OSError as error:
        listening.close()
        raise _not_listening(error, host, port) from None
    listening.set_inheritable(True)
    return listening


def _not_listening(error: OSError, host: str, port: int) -> Unavailable:
    if error.errno == errno.EADDRINUSE:
        return Unavailable(
            f"Port {port} is in use. Stop the program that uses it, or choose another: "
            f"fairatlas serve --port {port + 1 if port < 65535 else 8000}"
        )
    return Unavailable(f"Cannot listen at {host}, port {port}: {error.strerror}.")


def _announce(host: str, port: int, say: Callable[[str], None]) -> None:
    """Ask for the first answer, and say the address once it is there."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # only compared
    connection = http.client.HTTPConnection(near, port, timeout=120)
    try:
        connection.request("GET", "/api/v1/health")
        if connection.getresponse().status == 200:
            shown = f"[{near}]" if ":" in near else near
            say(f"FairAtlas is at http://{shown}:{port}")
    except OSError:
        log.warning("no answer came within two minutes of the start")
    finally:
        connection.close()
