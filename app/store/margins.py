"""Margins: stored once when a card is saved, read by one dimension (or pair) and unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.margin import Margin, MarginGroup
from app.domain.vocabulary import Dim, Unit
from app.store.bulk import insert_many
from app.store.revisions import CardKind, visible
from app.store.rows import Chosen, of, select_any
from app.store.schema.margins import MarginGroupRow, MarginRow
from app.store.tables import summaries_of

__all__ = ["margins_of", "model_margins_of", "save_margins", "schemes_of", "summaries_of"]

Margins = Mapping[int, tuple[Margin, ...]]
_FACTS = (
    "unit", "scheme", "known", "unknown", "not_printed", "covers", "basis", "coverage", "sources",
    "refused", "recalled", "single_category_design",
)  # fmt: skip
_GROUP = ("n", "low", "high", "status", "share", "share_low", "share_high")


def save_margins(session: Session, revision_id: int, margins: Iterable[Margin]) -> None:
    """Store the margins of a draft in their order."""
    given = list(margins)
    insert_many(session, MarginRow, (_head(revision_id, at, m) for at, m in enumerate(given)))
    insert_many(session, MarginGroupRow, _groups(revision_id, given))


def _head(revision_id: int, position: int, margin: Margin) -> dict[str, Any]:
    facts = {name: getattr(margin, name) for name in _FACTS}
    dims = ",".join(margin.dims)
    return {"revision_id": revision_id, "position": position, "dims": dims, **facts}


def _groups(revision_id: int, margins: Sequence[Margin]) -> Iterator[dict[str, Any]]:
    for at, margin in enumerate(margins):
        for position, group in enumerate(margin.groups):
            yield {
                "revision_id": revision_id,
                "margin_position": at,
                "position": position,
                "key1": group.key[0],
                "key2": group.key[1] if len(group.key) > 1 else None,
                **{name: getattr(group, name) for name in _GROUP},
            }


def margins_of(
    session: Session,
    revision_ids: Collection[int] | None,
    dims: tuple[Dim, ...],
    unit: Unit,
    release: int | None = None,
) -> Margins:
    """Return the margins of datasets by revision; None asks for all that the release shows."""
    return _margins(session, "dataset", revision_ids, dims, unit, release)


def model_margins_of(
    session: Session,
    revision_ids: Collection[int] | None,
    dims: tuple[Dim, ...],
    unit: Unit,
    release: int | None = None,
) -> Margins:
    """Return the margins of models' printed training populations by revision."""
    return _margins(session, "model", revision_ids, dims, unit, release)


def _margins(
    session: Session,
    kind: CardKind,
    revision_ids: Collection[int] | None,
    dims: tuple[Dim, ...],
    unit: Unit,
    release: int | None,
) -> Margins:
    chosen: Chosen = visible(kind, release) if revision_ids is None else list(revision_ids)
    asked = sa.and_(MarginRow.dims == ",".join(dims), MarginRow.unit == unit, of(MarginRow, chosen))
    groups = _groups_by_margin(session, asked, len(dims))
    columns = [getattr(MarginRow, name) for name in _FACTS]
    query = (
        select_any(MarginRow.revision_id, MarginRow.position, *columns)
        .where(asked)
        .order_by(MarginRow.revision_id, MarginRow.position)
    )
    found: dict[int, list[Margin]] = {}
    for revision_id, position, *facts in session.execute(query):
        known = dict(zip(_FACTS, facts, strict=True))
        of_margin = tuple(groups.get((revision_id, position), ()))
        found.setdefault(revision_id, []).append(Margin(dims=dims, groups=of_margin, **known))
    return {revision_id: tuple(margins) for revision_id, margins in found.items()}


def _groups_by_margin(
    session: Session, asked: sa.ColumnElement[bool], n_dims: int
) -> dict[tuple[int, int], list[MarginGroup]]:
    row = MarginGroupRow
    query = (
        select_any(
            row.revision_id, row.margin_position, row.key1, row.key2,
            *(getattr(row, name) for name in _GROUP),
        )
        .join(
            MarginRow,
            (MarginRow.revision_id == row.revision_id)
            & (MarginRow.position == row.margin_position),
        )
        .where(asked)
        .order_by(row.revision_id, row.margin_position, row.position)
    )  # fmt: skip
    found: dict[tuple[int, int], list[MarginGroup]] = {}
    for revision_id, position, key1, key2, *facts in session.execute(query):
        key = (key1,) if n_dims == 1 else (key1, key2)
        found.setdefault((revision_id, position), []).append(MarginGroup(key, *facts))
    return found


def schemes_of(
    session: Session, dims: tuple[Dim, ...], unit: Unit, release: int | None = None
) -> Mapping[str, int]:
    """Return how many published datasets count by each category scheme."""
    query = (
        sa.select(MarginRow.scheme, sa.func.count(sa.distinct(MarginRow.revision_id)))
        .where(
            MarginRow.dims == ",".join(dims),
            MarginRow.unit == unit,
            MarginRow.scheme.is_not(None),
            of(MarginRow, visible("dataset", release)),
        )
        .group_by(MarginRow.scheme)
        .order_by(MarginRow.scheme)
    )
    return {scheme: count for scheme, count in session.execute(query) if scheme is not None}
