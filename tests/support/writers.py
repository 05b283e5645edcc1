"""Those who write, over the whole application with an empty catalogue."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.domain.access import Role, Scope
from app.main import create_app
from app.services.access.keys import Wanted, create_key
from app.services.desk import Desk
from app.services.writing.examples import EXAMPLES
from app.settings import Settings
from app.store import open_store
from tests.support.server import served

ALL = {
    Role.CONTRIBUTOR: ("read:private", "write"),
    Role.REVIEWER: ("read:private", "write", "review"),
    Role.ADMIN: tuple(Scope),
}


@dataclass
class Clock:
    """A time that a test sets."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **span: float) -> None:
        self.moment += timedelta(**span)


@dataclass
class House:
    """The application, its clock, and a client for anybody who asks."""

    desk: Desk
    client: httpx.Client
    clock: Clock

    def key(self, name: str, role: Role = Role.CONTRIBUTOR, **more: Any) -> str:
        """Make a key for somebody and return its token."""
        scopes = more.pop("scopes", ALL[role])
        wanted = Wanted(f"key of {name}", name, scopes, more.pop("days", 30), role, **more)
        return create_key(self.desk, wanted).token

    def writer(self, name: str, role: Role = Role.CONTRIBUTOR, **more: Any) -> "Writer":
        """Let somebody write."""
        return Writer(self.client, self.key(name, role, **more))

    def get(self, address: str) -> httpx.Response:
        """Read as anybody."""
        return self.client.get(f"/api/v1{address}")


@dataclass
class Writer:
    """Somebody with a key; `etag` is of the draft that was seen last."""

    client: httpx.Client
    token: str
    etag: str | None = None

    def send(self, method: str, address: str, body: Any = None, **headers: str) -> httpx.Response:
        """Send one request, with the ETag that was seen last where none is named."""
        match = {"If-Match": self.etag} if self.etag else {}
        sent = {"Authorization": f"Bearer {self.token}", **match}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.request(method, f"/api/v1{address}", json=body, headers=sent)
        self.etag = answer.headers.get("etag", self.etag)
        return answer

    def post(self, address: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.send("POST", address, body, **headers)

    def get(self, address: str) -> httpx.Response:
        return self.send("GET", address)


@contextmanager
def house(url: str, *, with_pages: bool = False, **settings: Any) -> Iterator[House]:
    """Open the application over an empty catalogue."""
    store = open_store(url)
    store.upgrade()
    values: dict[str, Any] = {"database_url": url, "writes_per_minute": 100_000} | settings
    chosen = Settings(**values)
    clock = Clock()
    desk = Desk(store, chosen, clock)
    app = create_app(chosen, with_pages=with_pages, desk=desk)
    with served(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield House(desk, client, clock)


def dataset(slug: str = "my-dataset", female: int = 48, **more: Any) -> dict[str, Any]:
    """A small card that is accepted; 100 patients."""
    card = copy.deepcopy(EXAMPLES["datasets"]) | {"slug": slug} | more
    card["tables"][0]["cells"] = [
        {"sex": "female", "n": female}, {"sex": "male", "n": 100 - female},
    ]  # fmt: skip
    return card


def published(author: Writer, reviewer: Writer, card: dict[str, Any]) -> httpx.Response:
    """Take a card all the way out, as a new one or as the next revision."""
    slug = card["slug"]
    new = author.client.get(f"/api/v1/datasets/{slug}").status_code == 404
    begun = author.post("/datasets" if new else f"/datasets/{slug}/versions", card)
    assert begun.status_code == 201, begun.text
    at = f"/datasets/{slug}/drafts/{begun.json()['draft']['revision']}"
    assert author.post(f"{at}/submit").status_code == 200
    reviewer.etag = author.etag
    return reviewer.post(f"{at}/publish")
