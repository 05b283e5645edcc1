"""Protect: what must not be printed of the counts a user sends in, before anybody can read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.card import DatasetCard
from app.domain.counts import Cell, CountTable
from app.domain.vocabulary import Dim, Status, Unit
from app.errors import Conflict, Invalid, problem
from app.services.disclosure_view import Place, Seen, seen_tables
from app.stats.disclosure import suppress

MOST_NAMED = 20
SMALL, PROTECTS = "small", "protects others"
PUBLISHED = (
    "The source prints these counts, so they are public already; they are shown as printed and "
    "not suppressed."
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A number that is not printed: where it stands, whose it is, and why (never how much)."""

    field: str
    key: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Protection:
    """What was hidden of a card.

    Parameters
    ----------
    threshold : int
        Counts from 1 to `threshold - 1` are small.
    hidden : tuple of Hidden
        New here; what came hidden is not listed.
    published : tuple of str
        Fields of small counts that are printed because their source prints them.
    note : str or None
        Why those are printed.
    """

    threshold: int
    hidden: tuple[Hidden, ...] = ()
    published: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Hiding:
    """One number to take out: it becomes "<below", or `suppressed` where `below` is None."""

    place: Place
    below: int | None


def checked_threshold(asked: int | None, floor: int) -> int:
    """Return the threshold of an upload: the server's floor, or what is asked if it is higher.

    Raises
    ------
    Invalid
        When less than the floor is asked.
    """
    if asked is not None and asked < floor:
        rule = f"can be raised, never lowered below {floor}"
        raise Invalid("The threshold is too low.", [problem("threshold", rule, asked, str(floor))])
    return asked if asked is not None else floor


def protect(
    card: DatasetCard, previous: Sequence[DatasetCard], threshold: int
) -> tuple[DatasetCard, Protection, tuple[Hiding, ...]]:
    """Hide small counts, and what would give them back, of the tables that a user counted.

    Tables whose basis is `reported` are printed elsewhere already: they stay, are said to be
    public, and count among what an attacker knows. A small count becomes "<threshold", one that
    protects others `suppressed` without bounds. Running it again changes nothing.

    Parameters
    ----------
    card : DatasetCard
    previous : sequence of DatasetCard
        Its published revisions, oldest first.
    threshold : int

    Raises
    ------
    Conflict
        When a hidden count is given back by what is public already, whatever is hidden here.
    """
    seen = [each for v, old in enumerate(previous) for each in seen_tables(old, v, True, threshold)]
    mine = seen_tables(card, len(previous), False, threshold)
    every = [*seen, *mine]
    found = suppress([each.table for each in every], threshold)
    _refuse_exposed(every, found.exposed, len(seen))
    hidings = tuple(
        Hiding(every[number].places[position], below)
        for below, tables in ((threshold, found.primary), (None, found.complementary))
        for number, positions in enumerate(tables)
        for position in positions
    )
    public = tuple(_field(place) for each in mine for place in each.small_and_public(threshold))
    report = Protection(
        threshold, tuple(map(_hidden, hidings)), public, PUBLISHED if public else None
    )
    return _without(card, hidings), report, hidings


def _hidden(hiding: Hiding) -> Hidden:
    key = {dim.value: category for dim, category in hiding.place.key.items()}
    return Hidden(_field(hiding.place), key, PROTECTS if hiding.below is None else SMALL)


def _refuse_exposed(
    every: Sequence[Seen], exposed: Sequence[tuple[int, int]], first_new: int
) -> None:
    """Refuse what cannot be protected; a published figure that was exposed before is no news."""
    places = [every[number].places[at] for number, at in exposed if number >= first_new]
    if places:
        rule = (
            "is so small that it must be hidden, and other public figures give it back; merge "
            "categories, or leave this table out"
        )
        problems = [problem(_field(place), rule, dict(place.key)) for place in places[:MOST_NAMED]]
        raise Conflict("A small group could be recognised.", problems)


def _words(key: Mapping[Dim, str]) -> dict[str, str]:
    return {dim.value: category for dim, category in key.items()}


def _field(place: Place) -> str:
    if place.table is None:
        return f"totals.{place.unit}"
    if place.cell is None:
        return f"tables[{place.table}].covers"
    return f"tables[{place.table}].cells[{place.cell}]"


def _without(card: DatasetCard, hidings: Sequence[Hiding]) -> DatasetCard:
    by_table: dict[int, list[Hiding]] = defaultdict(list)
    totals = dict(card.totals)
    for hiding in hidings:
        if hiding.place.table is None:
            unit = Unit(hiding.place.unit)
            totals[unit] = replace(totals[unit], n=None)
        else:
            by_table[hiding.place.table].append(hiding)
    tables = tuple(
        _table_without(table, by_table.get(number, ())) for number, table in enumerate(card.tables)
    )
    return replace(card, tables=tables, totals=totals)


def _table_without(table: CountTable, hidings: Sequence[Hiding]) -> CountTable:
    cells = list(table.cells)
    covers = table.covers
    for hiding in hidings:
        at = hiding.place.cell
        if at is None:
            covers = None
        elif at == len(table.cells):
            cells.append(_without_number(Cell(key=dict(hiding.place.key)), hiding.below))
        else:
            cells[at] = _without_number(cells[at], hiding.below)
    return replace(table, cells=tuple(cells), covers=covers)


def _without_number(cell: Cell, below: int | None) -> Cell:
    low, high = (None, None) if below is None else (0, below - 1)
    return Cell(cell.key, n_low=low, n_high=high, status=Status.SUPPRESSED, printed=cell.printed)
