"""Sources and documentation answers, which every kind of card has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.documentation import Answered
from app.domain.source import Source
from app.domain.vocabulary import Reported
from app.store.bulk import insert_many
from app.store.rows import Chosen, of, select_any, table_of
from app.store.schema.cards import Documentation, DocumentationAnswer, SourceRow


def save_sources(session: Session, revision_id: int, sources: Iterable[Source]) -> None:
    """Store the sources of a draft in their order."""
    rows = (
        {
            "revision_id": revision_id,
            "position": position,
            "id": each.id,
            "citation": each.citation,
            "url": each.url,
            "seen": each.seen,
            "location": each.where,
            "recalled": each.recalled,
        }
        for position, each in enumerate(sources)
    )
    insert_many(session, SourceRow, rows)


def sources_of(session: Session, revision_ids: Chosen) -> Mapping[tuple[int, str], Source]:
    """Return the sources of these revisions, by revision and the id within it."""
    row = SourceRow
    query = (
        select_any(
            row.revision_id, row.id, row.citation, row.url, row.seen, row.location, row.recalled
        )
        .where(of(row, revision_ids))
        .order_by(row.revision_id, row.position)
    )
    return {(rid, rest[0]): Source(*rest) for rid, *rest in session.execute(query)}


def save_documentation(session: Session, revision_id: int, answers: Mapping[str, Reported]) -> None:
    """Store which items the documentation of a draft reports."""
    rows = (
        {"revision_id": revision_id, "item": item, "position": position, "reported": reported}
        for position, (item, reported) in enumerate(answers.items())
    )
    insert_many(session, Documentation, rows)


def documentation_of(session: Session, chosen: Chosen) -> Mapping[int, Mapping[str, Reported]]:
    """Return the documentation answers of the chosen revisions."""
    # By table, not by class: a catalogue has thousands of these rows.
    row = table_of(Documentation).c
    query = (
        sa.select(row.revision_id, row.item, row.reported)
        .where(of(Documentation, chosen))
        .order_by(row.revision_id, row.position)
    )
    found: dict[int, dict[str, Reported]] = {}
    for revision_id, item, reported in session.connection().execute(query):
        found.setdefault(revision_id, {})[item] = reported
    return found


_ANSWERED = ("answer", "value", "source", "read_by", "read_on")


def save_answers(session: Session, revision_id: int, answers: Mapping[str, Answered]) -> None:
    """Store what the documentation of a draft answers to the items that were read."""
    rows = (
        {
            "revision_id": revision_id,
            "item": item,
            **{name: getattr(answered, name) for name in _ANSWERED},
        }
        for item, answered in answers.items()
    )
    insert_many(session, DocumentationAnswer, rows)


def answers_of(session: Session, chosen: Chosen) -> Mapping[int, Mapping[str, Answered]]:
    """Return the answers of the chosen revisions, by item; what was not read is not there."""
    row = table_of(DocumentationAnswer).c
    columns = [row.revision_id, row.item, *(row[name] for name in _ANSWERED)]
    query = select_any(*columns).where(of(DocumentationAnswer, chosen)).order_by(*columns[:2])
    found: dict[int, dict[str, Answered]] = {}
    for revision_id, item, *said in session.connection().execute(query):
        found.setdefault(revision_id, {})[item] = Answered(*said)
    return found
