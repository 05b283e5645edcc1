"""Tally: from the tables of a card to its margins, one per unit, dimension (or pair) and scheme.

A margin is taken once, when a card is published, and stored: no question adds up raw cells.
The rules are those of COUNTING, 1, 2, 5, 9 and 13.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import numpy as np

from app.domain.card import DatasetCard
from app.domain.counts import UNKNOWN, Cell, CountTable
from app.domain.margin import Margin, MarginGroup
from app.domain.model import ModelCard
from app.domain.reason import Reason
from app.domain.vocabulary import Basis, Coverage, Dim, Status, Unit
from app.stats.bounds import rounding_bounds
from app.stats.places import with_places

DEMOGRAPHIC = (Dim.COUNTRY, Dim.SEX, Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE)
_PAIRS = tuple(combinations(DEMOGRAPHIC, 2))
_TARGETS: tuple[tuple[Dim, ...], ...] = (*((dim,) for dim in DEMOGRAPHIC), *_PAIRS)
_BETTER_COVERAGE = tuple(Coverage)
_BETTER_BASIS = tuple(Basis)
# A patient may be scanned with two modalities or in two years, an image only once.
_EXCLUSIVE_FOR_IMAGES = frozenset({Dim.MODALITY, Dim.YEAR})
_NO_SHARES = {
    Coverage.EXCEEDS_TOTAL: Reason.OVERLAPPING_CATEGORIES,
    Coverage.CONDITIONAL: Reason.CONDITIONAL_SHARES,
}


def margins(card: DatasetCard) -> tuple[Margin, ...]:
    """Take every margin that the tables, totals and sites of a dataset card allow.

    Parameters
    ----------
    card : DatasetCard

    Returns
    -------
    tuple of Margin
        At most one per unit, dimension (or pair of dimensions) and scheme, counts in the unit
        of the margin.
    """
    totals = {unit: card.total(unit) for unit in Unit}
    recalled = frozenset(source.id for source in card.sources if source.recalled)
    found = _from_tables(card.tables, totals, recalled)
    return tuple(with_places(card, found))


def model_margins(card: ModelCard) -> tuple[Margin, ...]:
    """Take the margins of the printed training-population tables of a model card.

    Parameters
    ----------
    card : ModelCard

    Returns
    -------
    tuple of Margin
        Held against the printed totals of the model, counts in the unit of the margin.
    """
    totals = {Unit.PATIENTS: card.total_patients, Unit.IMAGES: card.total_images}
    recalled = frozenset(source.id for source in card.sources if source.recalled)
    return tuple(_from_tables(card.population_tables, totals, recalled))


def _from_tables(
    tables: Iterable[CountTable], totals: dict[Unit, int | None], recalled: frozenset[str]
) -> list[Margin]:
    usable = [table for table in tables if table.cells]
    found = []
    for unit in Unit:
        for dims in _TARGETS:
            candidates = [t for t in usable if t.unit == unit and _gives(t, dims)]
            for _, same in groupby(sorted(candidates, key=_scheme_of(dims)), key=_scheme_of(dims)):
                found.append(_best(list(same), dims, totals.get(unit), recalled))
    return found


def _scheme_of(dims: Sequence[Dim]) -> Callable[[CountTable], str]:
    schemed = Dim.ETHNICITY in dims or Dim.SKIN_TONE in dims
    return lambda table: (table.scheme or "") if schemed else ""


def _gives(table: CountTable, dims: tuple[Dim, ...]) -> bool:
    """Whether summing the table over its other, exclusive dimensions gives these."""
    rest = set(table.dims) - set(dims)
    if not set(dims) <= set(table.dims):
        return False
    return table.coverage is Coverage.CONDITIONAL or all(
        exclusive(dim, table.unit, table.exclusive_labels) for dim in rest
    )


def exclusive(dim: Dim, unit: Unit, exclusive_labels: bool) -> bool:
    """Whether each subject of a table is in one category of this dimension.

    Parameters
    ----------
    dim : Dim
    unit : Unit
    exclusive_labels : bool
        What the table says of its labels.
    """
    if dim is Dim.LABEL:
        return exclusive_labels
    return dim not in _EXCLUSIVE_FOR_IMAGES or unit is Unit.IMAGES


def _best(
    candidates: list[CountTable],
    dims: tuple[Dim, ...],
    total: int | None,
    recalled: frozenset[str],
) -> Margin:
    """Read the margin from the best table, or from the disjoint parts that add up to more."""

    def rank(group: tuple[CountTable, ...]) -> tuple[object, ...]:
        first = group[0]
        shares_only = all(cell.n is None for table in group for cell in table.cells)
        return (
            first.recalled or first.source in recalled,
            _BETTER_COVERAGE.index(first.coverage),
            shares_only,
            -sum(table.covers or table.known_sum for table in group),
            len(first.dims),
            _BETTER_BASIS.index(first.basis),
        )

    parts = tuple(table for table in candidates if table.part)
    groups = [(table,) for table in candidates if not table.part] + ([parts] if parts else [])
    return _margin(min(groups, key=rank), dims, total, recalled)


def _margin(
    tables: tuple[CountTable, ...],
    dims: tuple[Dim, ...],
    total: int | None,
    recalled: frozenset[str],
) -> Margin:
    first = tables[0]
    refused = _NO_SHARES.get(first.coverage)
    groups, printed_unknown = _add_up(tables, dims, total) if not refused else ((), 0)
    known = sum(group.n or 0 for group in groups)
    covers = _covers(tables, total)
    unknown, not_printed = _remainder(tables, total, known, printed_unknown)
    estimated = any(group.share is not None and group.n is not None for group in groups)
    schemed = Dim.ETHNICITY in dims or Dim.SKIN_TONE in dims
    return Margin(
        dims=dims,
        unit=first.unit,
        scheme=first.scheme if schemed else None,
        groups=groups,
        known=known,
        unknown=unknown,
        not_printed=not_printed,
        covers=covers,
        basis=Basis.ESTIMATED if estimated else _weakest(table.basis for table in tables),
        coverage=first.coverage,
        sources=tuple(dict.fromkeys(table.source for table in tables)),
        refused=refused,
        recalled=any(table.recalled or table.source in recalled for table in tables),
        single_category_design=_single_category(first.coverage, groups, printed_unknown),
    )


def _weakest(bases: Iterable[Basis]) -> Basis:
    return max(bases, key=_BETTER_BASIS.index)


def _single_category(
    coverage: Coverage, groups: tuple[MarginGroup, ...], printed_unknown: int
) -> bool:
    filled = [group for group in groups if group.n or group.share]
    return coverage is Coverage.COMPLETE and len(filled) == 1 and printed_unknown == 0


def _covers(tables: tuple[CountTable, ...], total: int | None) -> int | None:
    counted = [table.covers if table.covers is not None else table.known_sum for table in tables]
    if any(counted):
        return sum(counted)
    return total if tables[0].coverage is Coverage.COMPLETE else None


def _remainder(
    tables: tuple[CountTable, ...], total: int | None, known: int, printed_unknown: int
) -> tuple[int | None, int | None]:
    """Split what is in no known group into unknown and, of a listed table, not printed.

    Not printed are those whom a listed table covers; whom it does not cover is unknown.
    """
    if total is None:
        return None, None
    rest = max(0, total - known)
    if tables[0].coverage is not Coverage.LISTED_ONLY:
        return rest, 0
    stated = [table.covers for table in tables if table.covers is not None]
    covered = sum(stated) if len(stated) == len(tables) else total
    not_printed = min(rest, max(0, covered - known - printed_unknown))
    return rest - not_printed, not_printed


@dataclass(slots=True)
class _Sum:
    """A group while its cells are being added up."""

    n: int | None = None
    low: int = 0
    high: int | None = 0
    share: float | None = None
    share_low: float = 0.0
    share_high: float = 0.0
    status: Status = Status.COUNTED

    def add(self, cell: Cell, base: int | None) -> None:
        if cell.share is not None and cell.n is None:
            self._add_share(cell.share, cell.share_decimals or 2, base)
        elif cell.n is not None:
            self.n = (self.n or 0) + cell.n
            self.low += cell.n
            self.high = None if self.high is None else self.high + cell.n
        else:
            self.low += cell.n_low or 0
            bounded = self.high is not None and cell.n_high is not None
            self.high = (self.high or 0) + (cell.n_high or 0) if bounded else None
            self.status = cell.status

    def _add_share(self, share: float, decimals: int, base: int | None) -> None:
        half = 0.5 * 10.0**-decimals
        low, high = max(0.0, share - half), min(1.0, share + half)
        self.share = (self.share or 0.0) + share
        self.share_low, self.share_high = self.share_low + low, min(1.0, self.share_high + high)
        if base is None:
            self.high = None
            return
        n = round(share * base)
        self.n = (self.n or 0) + n
        # A share printed with many decimals leaves no whole number between its own bounds.
        fewest, most = rounding_bounds(np.array(share), decimals, np.array(float(base)))
        self.low += int(np.fmin(n, fewest))
        self.high = (self.high or 0) + int(np.fmax(n, most))

    def group(self, key: tuple[str, ...], bounded: bool) -> MarginGroup:
        status = self.status
        if status is Status.COUNTED and self.n == 0:
            status = Status.ZERO
        published = self.share is not None
        return MarginGroup(
            key=key,
            n=self.n,
            low=self.low if bounded or self.n is not None else None,
            high=self.high,
            status=status,
            share=self.share,
            share_low=self.share_low if published else None,
            share_high=self.share_high if published else None,
        )


def _add_up(
    tables: tuple[CountTable, ...], dims: tuple[Dim, ...], total: int | None
) -> tuple[tuple[MarginGroup, ...], int]:
    sums: dict[tuple[str, ...], _Sum] = defaultdict(_Sum)
    printed_unknown = _Sum()
    for table in tables:
        whole = table.coverage in (Coverage.COMPLETE, Coverage.LISTED_ONLY)
        base = table.covers if table.covers is not None else (total if whole else None)
        for cell in table.cells:
            key = tuple(cell.key[dim] for dim in dims)
            (printed_unknown if UNKNOWN in key else sums[key]).add(cell, base)
    bounded = total is not None
    return tuple(each.group(key, bounded) for key, each in sums.items()), printed_unknown.n or 0
