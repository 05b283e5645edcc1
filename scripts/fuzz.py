"""Fuzz the API: schemathesis with all checks against the OpenAPI document, with a key and without.

Usage: python -m scripts.fuzz [REQUESTS]. Goes on with new seeds until so many requests were
answered; ends with 1 at the first answer that is a 5xx or not as documented.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.limits import Limits
from app.domain.access import Role
from app.domain.access import Scope as Right
from app.main import create_app
from app.services.access.keys import Wanted, create_key
from app.services.desk import Desk
from app.services.opening import prepare_store
from app.services.writing.examples import EXAMPLES
from app.settings import ROOT, Settings
from tests.support.server import served

KEY_IN_USE = "FAIRATLAS_FUZZ_KEY"
USUAL = 2000
# The phase "coverage" tries every bound of every parameter: 4,000 requests by itself; "stateful"
# goes on from what an answer names.
SHORT, LONG = "examples,fuzzing", "examples,coverage,fuzzing,stateful"


class Counted:
    """The application, and how many requests it has answered, by status."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answers: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.answers[message["status"]] += 1
            await send(message)

        await self.app(scope, receive, noting)

    @property
    def requests(self) -> int:
        return self.answers.total()


def fuzz(address: str, token: str | None, seed: int, phases: str) -> int:
    """Run schemathesis once; return its exit code."""
    key = ["-H", f"Authorization: Bearer {token}"] if token else []
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--no-color",
        "--config-file", str(ROOT / "scripts" / "fuzz.toml"),
        "run", f"{address}/api/openapi.json", *key, "--seed", str(seed), "--phases", phases,
    ]  # fmt: skip
    told = {**os.environ, KEY_IN_USE: token.split("_")[1] if token else ""}
    return subprocess.run(command, check=False, cwd=tempfile.gettempdir(), env=told).returncode


def begin_drafts(address: str, token: str) -> None:
    """Begin drafts of every kind, set-0 to set-5, and submit half of them."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"{address}/api", headers=headers, timeout=60) as client:
        for noun, example in EXAMPLES.items():
            for number in range(6):
                made = client.post(f"/v1/{noun}", json=example | {"slug": f"set-{number}"})
                if number % 2:
                    etag = {"If-Match": made.headers["etag"]}
                    at = f"/v1/{noun}/set-{number}/drafts/1/submit"
                    client.post(at, headers=etag).raise_for_status()


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
            begin_drafts(address, token)
            phases = SHORT if wanted <= USUAL else LONG
            seed = code = 0
            while code == 0 and counted.requests < wanted:
                seed += 1
                code = fuzz(address, token, seed, phases) or fuzz(address, None, seed, phases)
        told = ", ".join(f"{status}: {n}" for status, n in sorted(counted.answers.items()))
        sys.stdout.write(f"{counted.requests} requests ({told}), {seed} seeds, exit code {code}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL))
