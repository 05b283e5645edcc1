"""References and countries: the people whom datasets are held against, and where they live."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.reference import Country, Reference, ReferenceRow
from app.domain.vocabulary import Dim
from app.store import revisions as lives
from app.store.bulk import insert_many
from app.store.records import PublishedReference, RevisionMeta, StoredState
from app.store.releases import present_release
from app.store.rows import columns_of, of, select_any, table_of, values_of
from app.store.schema.cards import Card, Revision
from app.store.schema.counts import CountryRow, ReferenceCell, ReferenceFacts
from app.store.sources import save_sources, sources_of
from app.store.tables import key_columns


def save_reference(
    session: Session, reference: Reference, *, content_hash: str | None = None
) -> int | None:
    """Publish a reference in the present release, and return its revision id.

    None where the same content is published already. Bump the release first.
    """
    found = content_hash or hashlib.sha256(repr(reference).encode()).hexdigest()
    before = reference_states(session).get(reference.slug)
    if before is not None and before.content_hash == found:
        return None
    revision_id = lives.new_draft(session, "reference", reference.slug, None, found, "bundled")
    fill_reference(session, revision_id, reference)
    lives.publish(session, "reference", revision_id, present_release(session))
    return revision_id


def fill_reference(session: Session, revision_id: int, reference: Reference) -> None:
    """Write all parts of a reference into an empty draft."""
    facts = {"revision_id": revision_id, **values_of(reference, ReferenceFacts)}
    insert_many(session, ReferenceFacts, [facts])
    save_sources(session, revision_id, [reference.source])
    cells = (
        {
            "revision_id": revision_id,
            "position": position,
            **key_columns(row.key),
            "n": row.n,
            "quality": row.quality,
        }
        for position, row in enumerate(reference.rows)
    )
    insert_many(session, ReferenceCell, cells)


def reference_states(session: Session) -> Mapping[str, StoredState]:
    """Return content hash, origin and revision of every reference, by slug."""
    return lives.stored_states(session, "reference")


def references(session: Session, release: int | None = None) -> tuple[PublishedReference, ...]:
    """Return the heads of all references of a release by slug, in one query."""
    people = (
        sa.select(ReferenceCell.revision_id, sa.func.sum(ReferenceCell.n).label("total"))
        .group_by(ReferenceCell.revision_id)
        .subquery()
    )
    facts = ReferenceFacts
    columns = (
        facts.revision_id, Card.slug, facts.name, facts.year, facts.eligible, facts.dims,
        facts.scheme, facts.country, facts.licence, facts.note,
        sa.func.coalesce(people.c.total, 0).label("total"),
    )  # fmt: skip
    query = (
        select_any(*columns)
        .join(Revision, Revision.id == facts.revision_id)
        .join(Card, Card.id == Revision.card_id)
        .outerjoin(people, people.c.revision_id == facts.revision_id)
        .where(of(facts, lives.visible("reference", release)))
        .order_by(Card.slug)
    )
    return tuple(_head(dict(row)) for row in session.execute(query).mappings())


def _head(row: dict[str, Any]) -> PublishedReference:
    dims = tuple(Dim(name) for name in row.pop("dims"))
    return PublishedReference(**row | {"dims": dims, "total": int(row["total"])})


def reference(session: Session, slug: str, release: int | None = None) -> Reference:
    """Return a reference with all its rows, as the release shows it."""
    return reference_card(session, slug, None, release)[0]


def reference_card(
    session: Session,
    slug: str,
    revision: int | None = None,
    release: int | None = None,
    *,
    drafts: bool = False,
) -> tuple[Reference, RevisionMeta]:
    """Return a reference with all its rows: of a numbered revision, else as the release shows."""
    meta = lives.find_revision(session, "reference", slug, revision, release, drafts)
    own = [meta.revision_id]
    query = select_any(*columns_of(ReferenceFacts)).where(of(ReferenceFacts, own))
    facts = dict(session.execute(query).mappings().one())
    dims = tuple(Dim(name) for name in facts.pop("dims"))
    [source] = sources_of(session, own).values()
    rows = _rows(session, own, dims)
    return Reference(slug=slug, dims=dims, rows=rows, source=source, **facts), meta


def _rows(session: Session, own: list[int], dims: tuple[Dim, ...]) -> tuple[ReferenceRow, ...]:
    keys = [getattr(ReferenceCell, dim.value) for dim in dims]
    query = select_any(ReferenceCell.n, ReferenceCell.quality, *keys).where(of(ReferenceCell, own))
    return tuple(
        ReferenceRow(dict(zip(dims, key, strict=True)), n, quality)
        for n, quality, *key in session.execute(query.order_by(ReferenceCell.position))
    )


def save_countries(session: Session, given: Iterable[Country]) -> int:
    """Store the list of countries as of the present release; return how many lines changed.

    A line that stays as it was is not touched; an older release keeps the older line.
    """
    release = present_release(session)
    new = {each.iso3: (position, each) for position, each in enumerate(given)}
    old = {each.iso3: (position, each) for position, each in enumerate(countries(session))}
    changed = [iso3 for iso3 in new if new[iso3] != old.get(iso3)]
    gone = [iso3 for iso3 in old if iso3 not in new or iso3 in changed]
    table = table_of(CountryRow)
    if gone:
        ended = table.c.iso3.in_(gone) & table.c.release_out.is_(None)
        session.execute(sa.delete(table).where(ended, table.c.release_in == release))
        session.execute(sa.update(table).where(ended).values(release_out=release))
    rows = (
        {"position": new[iso3][0], "release_in": release, **values_of(new[iso3][1], CountryRow)}
        for iso3 in changed
    )
    insert_many(session, CountryRow, rows)
    return len(set(changed) | set(gone))


def countries(session: Session, release: int | None = None) -> tuple[Country, ...]:
    """Return all countries of a release in the order of their list."""
    columns = [getattr(CountryRow, field.name) for field in fields(Country)]
    shown = lives.in_release(CountryRow.release_in, CountryRow.release_out, release)
    query = select_any(*columns).where(shown).order_by(CountryRow.position)
    return tuple(Country(*row) for row in session.execute(query))
