"""A card's tables as an attacker sees them, and the way back from a count to its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.card import DatasetCard
from app.domain.counts import UNKNOWN, Cell, CountTable
from app.domain.vocabulary import Basis, Coverage, Dim
from app.stats.disclosure_tables import TableSeen

PART, LABEL = "part", "label"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a count stands: a cell of a table, its `covers` (no cell), or a total (no table).

    A cell one beyond the last is the rest that a complete table leaves of its total.
    """

    unit: str
    table: int | None = None
    cell: int | None = None
    key: Mapping[Dim, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as an attacker sees it, and where each of its counts stands."""

    table: TableSeen
    places: tuple[Place, ...]
    public: bool = False

    def small_and_public(self, threshold: int) -> Iterator[Place]:
        """Places of small counts that a source prints."""
        for place, n in zip(self.places, self.table.values, strict=True):
            if self.public and place.table is not None and n is not None and 0 < n < threshold:
                yield place


@dataclass(frozen=True, slots=True)
class _Count:
    """One count on its way into a table."""

    key: tuple[str, ...]
    n: int | None
    high: int | None
    place: Place


def seen_tables(card: DatasetCard, version: int, fixed: bool, threshold: int) -> list[Seen]:
    """Return the totals, what each table covers, and the tables of a card.

    Parameters
    ----------
    card : DatasetCard
    version : int
    fixed : bool
        Published: nothing of it can be hidden.
    threshold : int
    """
    found = [*_totals(card, version, fixed)]
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, table in enumerate(card.tables):
        # The parts of one breakdown are one table with one more dimension.
        name = (table.unit, table.dims, table.scheme, table.basis, table.coverage)
        groups[(*name, number) if table.part is None else name].append(number)
    for numbers in groups.values():
        found += _seen(card, numbers, version, fixed, threshold)
    return found


def _totals(card: DatasetCard, version: int, fixed: bool) -> Iterator[Seen]:
    counted = {table.unit for table in card.tables if table.basis is not Basis.REPORTED}
    for unit, total in card.totals.items():
        if total.n is not None:
            public = fixed or unit not in counted
            yield _seen_one(total.n, Place(unit.value), version, public)
    for number, table in enumerate(card.tables):
        if table.covers is not None and table.covers != card.total(table.unit):
            public = fixed or table.basis is Basis.REPORTED
            yield _seen_one(table.covers, Place(table.unit.value, number), version, public, False)


def _seen_one(n: int, place: Place, version: int, public: bool, complete: bool = True) -> Seen:
    table = TableSeen(
        (), ((),), (n,), place.unit, version, fixed=public, highs=(None,), complete=complete
    )
    return Seen(table, (place,), public)


def _seen(
    card: DatasetCard, numbers: Sequence[int], version: int, fixed: bool, threshold: int
) -> Iterator[Seen]:
    first = card.tables[numbers[0]]
    counts = [count for number in numbers for count in _counts(card, number)]
    public = first.basis is Basis.REPORTED
    if not (fixed or public) and first.part is None:
        counts += _rest(card, numbers[0], counts, threshold)
    if not counts:
        return
    dims = (*(_dim(dim, first) for dim in first.dims), *([PART] if first.part else []))
    table = TableSeen(
        dims=dims,
        keys=tuple(count.key for count in counts),
        values=tuple(count.n for count in counts),
        unit=first.unit.value,
        version=version,
        fixed=fixed or public,
        highs=tuple(count.high for count in counts),
        overlapping=_overlapping(first),
        complete=first.coverage is Coverage.COMPLETE,
    )
    yield Seen(table, tuple(count.place for count in counts), public and not fixed)


def _dim(dim: Dim, table: CountTable) -> str:
    """Two schemes of one dimension are two dimensions: their categories are not each other's."""
    schemed = table.scheme and dim in (Dim.ETHNICITY, Dim.SKIN_TONE)
    return f"{dim.value}:{table.scheme}" if schemed else dim.value


def _overlapping(table: CountTable) -> frozenset[str]:
    several = Dim.LABEL in table.dims and not table.exclusive_labels
    return frozenset({LABEL}) if several else frozenset()


def _counts(card: DatasetCard, number: int) -> Iterator[_Count]:
    table = card.tables[number]
    base = table.covers if table.covers is not None else card.total(table.unit)
    for position, cell in enumerate(table.cells):
        key = tuple(str(cell.key[dim]) for dim in table.dims)
        place = Place(table.unit.value, number, position, cell.key)
        n = _n(cell, base)
        if n is not None or cell.share is None:
            high = cell.n_high if n is None else None
            yield _Count((*key, *([table.part] if table.part else [])), n, high, place)


def _n(cell: Cell, base: int | None) -> int | None:
    """The count, or what a share of a known total comes to."""
    if cell.n is None and cell.share is not None and base is not None:
        return round(cell.share * base)
    return cell.n


def _rest(
    card: DatasetCard, number: int, counts: Sequence[_Count], threshold: int
) -> Iterator[_Count]:
    """The people of the total who are in no group of the table, where they are few."""
    table, total = card.tables[number], card.total(card.tables[number].unit)
    unknown = tuple(UNKNOWN for _ in table.dims)
    known = [count.n for count in counts]
    if (
        total is None
        or table.coverage not in (Coverage.COMPLETE, Coverage.SUBSET)
        or _overlapping(table)
        or None in known
        or unknown in {count.key for count in counts}
    ):
        return
    rest = total - sum(n for n in known if n is not None)
    if 0 < rest < threshold:
        key = dict.fromkeys(table.dims, UNKNOWN)
        place = Place(table.unit.value, number, len(table.cells), key)
        yield _Count(unknown, rest, None, place)
