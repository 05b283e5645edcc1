"""Changed: of which countries drafts say something else than what is out, by one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.vocabulary import Dim
from app.store.revisions import visible_at
from app.store.rows import AnySelect, grouped, select_any
from app.store.schema.cards import Card, RevisionState
from app.store.schema.counts import CellRow, CountTableRow
from app.store.schema.datasets import SiteRow

_SITE = (SiteRow.country, SiteRow.institution, SiteRow.city)
_CELL = (
    CellRow.country, *(getattr(CellRow, dim.value) for dim in Dim if dim is not Dim.COUNTRY),
    CellRow.n, CellRow.share, CellRow.n_low, CellRow.n_high, CellRow.status,
    CountTableRow.unit, CountTableRow.coverage,
)  # fmt: skip


def countries_changed(session: Session, drafts: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Return, per revision of a dataset, the countries of which it says something else.

    A place that is named or is named no more counts, and so does each number of a country. A
    revision that says nothing else is not in the answer.
    """
    pairs = _pairs(drafts)
    every = [
        select_any(rows.c.draft, rows.c.country)
        for after, before in (_sites(pairs), _cells(pairs))
        for rows in (sa.except_(after, before).subquery(), sa.except_(before, after).subquery())
    ]
    found = sa.union(*every).subquery()
    query = select_any(found.c.draft, found.c.country).order_by(found.c.draft, found.c.country)
    return {draft: tuple(each) for draft, each in grouped(session.execute(query), str).items()}


def _pairs(drafts: Collection[int]) -> sa.Subquery:
    """Return each draft with the revision of its card that is out now, if there is one."""
    own = sa.orm.aliased(RevisionState)
    out = (RevisionState.card_id == own.card_id) & visible_at(None)
    query = (
        select_any(own.revision_id.label("draft"), RevisionState.revision_id.label("present"))
        .select_from(own)
        .join(Card, Card.id == own.card_id)
        .outerjoin(RevisionState, out)
        .where(Card.kind == "dataset", own.revision_id.in_(drafts))
    )
    return query.subquery()


def _sites(pairs: sa.Subquery) -> tuple[AnySelect, AnySelect]:
    def of(side: Any) -> AnySelect:
        return select_any(pairs.c.draft, *_SITE).join(SiteRow, SiteRow.revision_id == side)

    return of(pairs.c.draft), of(pairs.c.present)


def _cells(pairs: sa.Subquery) -> tuple[AnySelect, AnySelect]:
    own_table = (CountTableRow.revision_id == CellRow.revision_id) & (
        CountTableRow.position == CellRow.table_position
    )

    def of(side: Any) -> AnySelect:
        return (
            select_any(pairs.c.draft, *_CELL)
            .join(CellRow, CellRow.revision_id == side)
            .join(CountTableRow, own_table)
            .where(CellRow.country.is_not(None))
        )

    return of(pairs.c.draft), of(pairs.c.present)
