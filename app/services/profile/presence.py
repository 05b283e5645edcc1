"""Presence: which sets count people in an area, or name a place of imaging there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.evidence import Amount, Evidence
from app.domain.question import Question
from app.domain.vocabulary import Dim, Kind, Status, Unit
from app.services.gather import gather
from app.services.selection import Selection, select
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.margins import margins_of
from app.store.records import PublishedDataset


@dataclass(frozen=True, slots=True)
class Presence:
    """One set in one area: what it counts there, by unit; what it lacks it only names.

    `sources` are ids of the card; `recalled` says that only memory places it there.
    """

    record: PublishedDataset
    amounts: Mapping[Unit, Amount]
    sources: tuple[str, ...]
    recalled: bool

    @property
    def counts_people(self) -> bool:
        """Whether it says how many patients were imaged there."""
        return Unit.PATIENTS in self.amounts


Areas = Mapping[str, tuple[Presence, ...]]


@lru_cache(maxsize=24)
def presences(store: Store, release: int, dimension: str, kind: Kind) -> Areas:
    """Return the sets of one kind in every area of a dimension ("country", "region" ...).

    Synthetic sets, aggregates and figures from memory stay out, as in every total. Cohorts are
    asked for apart: they are in no total.
    """
    shot = snapshot(store, release)
    evidence = {unit: _evidence(store, shot, dimension, kind, unit) for unit in Unit}
    found: dict[str, list[Presence]] = {}
    for slug, record in shot.records.items():
        by_unit = {u: each[slug] for u, each in evidence.items() if slug in each}
        for area in sorted({key[0] for each in by_unit.values() for key in _keys(each)}):
            found.setdefault(area, []).append(_presence(record, by_unit, area, dimension, shot))
    return {area: tuple(sorted(sets, key=_order)) for area, sets in found.items()}


def _evidence(
    store: Store, shot: Snapshot, dimension: str, kind: Kind, unit: Unit
) -> dict[str, Evidence]:
    question = Question(dimension=(dimension,), unit=unit)
    chosen = tuple(each for each in shot.records.values() if each.kind is kind)
    selection = select(question, shot.records) if kind is Kind.DATASET else Selection(chosen, {})
    with store.reading() as session:
        margins = margins_of(session, None, (Dim.COUNTRY,), unit, shot.release)
    return gather(question, selection, {(Dim.COUNTRY,): margins}, None, shot.group_of)


def _keys(evidence: Evidence) -> Iterator[tuple[str, ...]]:
    if evidence.refused is None:
        yield from evidence.amounts
    yield from evidence.places


def _presence(
    record: PublishedDataset,
    by_unit: Mapping[Unit, Evidence],
    area: str,
    dimension: str,
    shot: Snapshot,
) -> Presence:
    counting = {
        unit: each.amounts[(area,)]
        for unit, each in by_unit.items()
        if each.refused is None and (area,) in each.amounts
    }
    telling = [by_unit[unit] for unit in counting] or list(by_unit.values())
    sources = dict.fromkeys(source for each in telling for source in each.sources)
    return Presence(
        record=record,
        amounts=counting,
        sources=tuple(sources),
        recalled=not counting and _only_recalled(record, area, dimension, shot),
    )


def _only_recalled(record: PublishedDataset, area: str, dimension: str, shot: Snapshot) -> bool:
    """Whether every site of the set there rests on memory."""
    there = [
        recalled
        for iso3, recalled in record.site_countries
        if (iso3 if dimension == "country" else shot.group_of(dimension, iso3)) == area
    ]
    return bool(there) and all(there)


def _order(each: Presence) -> tuple[bool, int, bool, str]:
    """Sets that count people first, the largest first; then images; then by name."""
    people = each.amounts.get(Unit.PATIENTS)
    most = people.high if people and people.status is Status.COUNTED else 0
    return (people is None, -most, not each.amounts, each.record.name.casefold())
