"""The two sites that are pictured: the catalogue as it is, and an empty one with invented runs.

Runs that nobody made stay out of the first, where every page would count them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import pyarrow as pa

from app.domain.access import Role
from app.main import create_app
from app.settings import Settings
from tests.support import runs
from tests.support.contributors import Place
from tests.support.server import served
from tests.support.writers import Writer, dataset, house

CATALOGUE, INVENTED = "catalogue", "invented"
_MANY = 100_000
_SLUGS = ("my-run", "my-other-run", "other-people")
_SEED = "my-second-seed"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site is, and the tokens of those who may write there."""

    address: str
    tokens: dict[str, str]


@contextmanager
def both(folder: Path) -> Iterator[dict[str, Site]]:
    """Serve both sites; their files are in a folder that the caller takes away."""
    with _catalogue(folder) as real, _invented(folder) as invented:
        yield {CATALOGUE: real, INVENTED: invented}


@contextmanager
def _catalogue(folder: Path) -> Iterator[Site]:
    """Serve the catalogue, with two cards that only those who sign in can see."""
    url = f"sqlite:///{folder / 'catalogue.db'}"
    app = create_app(Settings(database_url=url, writes_per_minute=_MANY))
    with served(app) as address:
        place = Place(address, app.state.desk)
        tokens = {
            "ana": place.token("ana"),
            "rosa": place.token("rosa", Role.REVIEWER),
            "amina": place.token("amina", focal_for="KEN"),
        }
        with httpx.Client(base_url=address, timeout=60) as client:
            # Dash hands what its pages registered to the first site that is asked for a page.
            client.get("/").raise_for_status()
            ana, rosa = (Writer(client, tokens[name]) for name in ("ana", "rosa"))
            _submitted(ana, "naivasha-chest")
            _returned(rosa, _submitted(ana, "nakuru-chest"), ana.etag)
        yield Site(address, tokens)


def _submitted(author: Writer, slug: str) -> str:
    begun = author.post("/datasets", dataset(slug))
    at = f"/datasets/{slug}/drafts/{begun.json()['draft']['revision']}"
    author.post(f"{at}/submit").raise_for_status()
    return at


def _returned(reviewer: Writer, at: str, etag: str | None) -> None:
    reviewer.etag = etag
    said = {"comments": "Table 1 of the paper says 47 women."}
    reviewer.post(f"{at}/return", said).raise_for_status()


def _less_sure(table: pa.Table) -> pa.Table:
    """Take some of what the model knew of men: the gap closes, and nobody is better off."""
    score, truth = (table[name].to_numpy() for name in ("score", "truth"))
    weaker = np.where(table["sex"].to_numpy() == "male", score - 0.25 * truth, score)
    at = table.schema.get_field_index("score")
    return table.set_column(at, "score", pa.array(weaker.clip(0, 1).astype(np.float32)))


@contextmanager
def _invented(folder: Path) -> Iterator[Site]:
    """Serve an empty catalogue with four runs on invented patients; two are seeds of one job."""
    url = f"sqlite:///{folder / 'invented.db'}"
    with house(url, with_pages=True, runs_url=str(folder / "runs")) as opened:
        ana, rosa = opened.writer("ana"), opened.writer("rosa", Role.REVIEWER)
        table = runs.predictions(patients=900)
        tables = (table, _less_sure(table), runs.predictions(patients=100))
        for slug, each in zip(_SLUGS, tables, strict=True):
            runs.sent(ana, each, slug=slug, model_detail=slug.replace("-", " "))
        seed = {"model_detail": "my run", "job": runs.ABOUT["job"] | {"seed": 8}}
        runs.sent(ana, runs.seeded(8, patients=900), slug=_SEED, **seed)
        runs.work(opened)
        for slug in (*_SLUGS, _SEED):
            runs.out(opened, ana, rosa, slug)
        yield Site(str(opened.client.base_url).rstrip("/"), {})
