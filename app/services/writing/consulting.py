"""Consulting: what a country's focal point is asked about, and what has become of what it said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.domain.access import Caller
from app.domain.card import DatasetCard, Site
from app.domain.vocabulary import Dim, State
from app.errors import NotFound
from app.services.desk import Desk
from app.services.writing.diff import counted, named
from app.services.writing.drafts import DraftRow, found_draft, row_of
from app.services.writing.focal import Consulted, all_consulted, consulted, present
from app.services.writing.kinds import KINDS, Written
from app.store import Session
from app.store import drafts as stored
from app.store.drafts import NoteKept, StoredDraft

Spoken: TypeAlias = NoteKept
_KIND = KINDS["datasets"]


@dataclass(frozen=True, slots=True)
class Consultation:
    """A submitted card that says something else of the caller's country than what is out."""

    draft: DraftRow
    name: str
    country: Consulted


@dataclass(frozen=True, slots=True)
class Consultations:
    """What a focal point is asked about now, and all that it has said.

    `iso3` is null where the caller speaks for no country: nothing is asked then.
    """

    iso3: str | None
    items: tuple[Consultation, ...]
    total: int
    said: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class CountryNumber:
    """A number of the country: as it is out, and as it would be; null where there is none."""

    table: str
    group: Mapping[str, str]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    citation: str | None


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """All that a submitted card would say of one country, beside what is out."""

    consultation: Consultation
    numbers: tuple[CountryNumber, ...]
    sites_before: tuple[Site, ...]
    sites_after: tuple[Site, ...]


def consultations(desk: Desk, caller: Caller) -> Consultations:
    """Return what waits for the comment of the caller's country, the longest wait first."""
    iso3 = caller.focal_for
    if iso3 is None:
        return Consultations(None, (), 0, ())
    with desk.store.reading() as session:
        drafts = stored.list_drafts(session, kind=_KIND.name)
        submitted = [each for each in drafts if each.state is State.SUBMITTED]
        told = zip(submitted, all_consulted(session, desk, submitted), strict=True)
        asked = (_consultation(session, draft, each, iso3) for draft, each in told)
        items = [each for each in asked if each is not None]
        said = stored.notes_by(session, caller.account, "focal")
    items.sort(key=lambda each: each.draft.submitted_at or "")
    return Consultations(iso3, tuple(items), len(items), said)


def _consultation(
    session: Session, draft: StoredDraft, asked: Iterable[Consulted], iso3: str | None
) -> Consultation | None:
    """Return what the country is asked; None where nothing new is said of it."""
    for each in asked:
        if each.iso3 == iso3:
            card, _ = _KIND.load(session, draft.slug, draft.revision, drafts=True)
            return Consultation(row_of(draft), getattr(card, "name", draft.slug), each)
    return None


def country_figures(desk: Desk, caller: Caller, slug: str, revision: int) -> CountryFigures:
    """Return all that a submitted card would say of the caller's country.

    Raises
    ------
    NotFound
        When it is not submitted, or says nothing new of this country: to others it is not there.
    """
    iso3 = caller.focal_for
    with desk.store.reading() as session:
        draft = found_draft(session, _KIND, slug, revision)
        asked = consulted(session, desk, draft) if draft.state is State.SUBMITTED else ()
        consultation = _consultation(session, draft, asked, iso3)
        if iso3 is None or consultation is None:
            raise NotFound(f"There is no draft {revision} of a {_KIND.name} {slug[:80]!r}.")
        before = present(session, _KIND, slug)
        after, _ = _KIND.load(session, slug, revision, drafts=True)
        return CountryFigures(
            consultation=consultation,
            numbers=tuple(_numbers(before, after, iso3)),
            sites_before=_sites(before, iso3),
            sites_after=_sites(after, iso3),
        )


def _numbers(before: Written | None, after: Written, iso3: str) -> Iterable[CountryNumber]:
    old, new = counted(before), counted(after)
    cited = _cited(before) | _cited(after)
    for key in dict.fromkeys([*new, *old]):
        table, group = key
        if (Dim.COUNTRY.value, iso3) in group:
            yield CountryNumber(table, dict(group), old.get(key), new.get(key), cited.get(table))


def _cited(card: Written | None) -> dict[str, str]:
    """Return the citation of each table, by the name that a difference gives it."""
    if not isinstance(card, DatasetCard):
        return {}
    sources = {each.id: each.citation for each in card.sources}
    return {name: sources[table.source] for name, table in named(card.tables)}


def _sites(card: Written | None, iso3: str) -> tuple[Site, ...]:
    sites = card.sites if isinstance(card, DatasetCard) else ()
    return tuple(each for each in sites if each.country == iso3)
