"""Fuzz the API: schemathesis with all checks against the OpenAPI document, with a key and without.

Usage: python -m scripts.fuzz [REQUESTS]. Goes on with new seeds until so many requests were
answered; ends with 1 at the first answer that is a 5xx or not as documented.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.limits import Limits
from app.domain.access import Role
from app.domain.access import Scope as Right
from app.main import create_app
from app.services.access.keys import Wanted, create_key
from app.services.desk import Desk
from app.services.opening import prepare_store
from app.settings import ROOT, Settings
from tests.support.server import served

USUAL = 2000
# The phase "coverage" tries every bound of every parameter: 4,000 requests by itself.
SHORT = "examples,fuzzing"


class Counted:
    """The application, and how many requests it has answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.requests += scope["type"] == "http"
        await self.app(scope, receive, send)


def fuzz(address: str, token: str | None, seed: int, phases: str) -> int:
    """Run schemathesis once; return its exit code."""
    key = ["-H", f"Authorization: Bearer {token}"] if token else []
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--no-color",
        "--config-file", str(ROOT / "scripts" / "fuzz.toml"),
        "run", f"{address}/api/openapi.json", *key, "--seed", str(seed), "--phases", phases,
    ]  # fmt: skip
    return subprocess.run(command, check=False, cwd=tempfile.gettempdir()).returncode


def main(wanted: int) -> int:
    """Fuzz until so many requests were answered, or something is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/fuzz.db", writes_per_minute=10**6)
        store = prepare_store(settings)
        desk = Desk(store, settings)
        given = Wanted("fuzz", "fuzz", tuple(Right), 1, Role.ADMIN)
        token = create_key(desk, given).token
        limits = Limits(10**6, mercy=10**6)
        counted = Counted(create_app(settings, with_pages=False, desk=desk, limits=limits))
        with served(counted) as address:  # type: ignore[arg-type]  # any application will do
            phases = SHORT if wanted <= USUAL else f"{SHORT},coverage"
            seed = code = 0
            while code == 0 and counted.requests < wanted:
                seed += 1
                code = fuzz(address, token, seed, phases) or fuzz(address, None, seed, phases)
        sys.stdout.write(f"{counted.requests} requests, {seed} seeds, exit code {code}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL))
