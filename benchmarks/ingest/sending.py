"""Sending: drafts and files of counts, as a client sends them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from app.services.writing.examples import EXAMPLES

GIVEN = {"unit": "patients", "source": "s1", "basis": "counted", "coverage": "subset"}


def card(slug: str) -> dict[str, Any]:
    """A card without tables and without a total that many rows could exceed."""
    made = copy.deepcopy(EXAMPLES["datasets"]) | {"slug": slug}
    made["tables"] = []
    made["totals"], made["totals_source"] = {}, {}
    return made


def begin(client: httpx.Client, slug: str) -> str:
    """Begin a draft and return its ETag."""
    answer = client.post("/api/v1/datasets", json=card(slug))
    answer.raise_for_status()
    return answer.headers["etag"]


def send(
    client: httpx.Client, slug: str, etag: str, content: bytes | Path, **headers: str
) -> httpx.Response:
    """Send a CSV into the first draft of a card."""
    sent = {"If-Match": etag, "Content-Type": "text/csv", **headers}
    address = f"/api/v1/datasets/{slug}/drafts/1/counts"
    body = content if isinstance(content, bytes) else _pieces(content)
    return client.post(address, params=GIVEN, headers=sent, content=body)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            yield piece
