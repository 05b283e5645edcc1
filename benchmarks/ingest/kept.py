"""Kept: the same facts lie in the database as the bare driver would have put there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import sqlalchemy as sa

from app.services.bulk.packing import unpacked
from app.store import open_store
from app.store.schema import Base
from app.store.uploads import slices_of
from benchmarks.ingest.bare import Row

SMALL = range(1, 11)


def require_kept(url: str, slug: str, rows: list[Row]) -> None:
    """Read back every row of the file of a card; stop the benchmark where one differs."""
    found = zip_longest(rows, _kept(url, slug))
    wrong = next((each for each in found if None in each or not _same(*each)), None)
    if wrong is not None:
        raise SystemExit(f"another row was kept than was sent: {wrong}")


def _kept(url: str, slug: str) -> Iterator[dict[str, object]]:
    tables = Base.metadata.tables
    uploads, revisions, cards = (tables[n] for n in ("uploads", "revisions", "cards"))
    query = (
        sa.select(uploads.c.id)
        .join(revisions, revisions.c.id == uploads.c.draft)
        .join(cards, cards.c.id == revisions.c.card_id)
        .where(cards.c.slug == slug)
    )
    store = open_store(url, read_time_limit_s=600)
    with store.reading() as session:
        for each in slices_of(session, session.execute(query).scalar_one()):
            yield from unpacked(each.content)
    store.close()


def _same(sent: Row, kept: dict[str, object]) -> bool:
    """Whether all of a row is there; of a small count, its bound."""
    _, country, sex, age, site, n = sent
    labels = [kept[name] for name in ("country", "sex", "age", "site")]
    number = (None, 10) if n in SMALL else (n, None)
    return labels == [country, sex, age, site] and (kept["n"], kept["n_high"]) == number
