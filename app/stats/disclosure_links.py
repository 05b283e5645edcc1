"""What ties the tables of a card together: sums that agree, tables that are part of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from app.domain.age import AgeBand
from app.errors import Invalid
from app.stats.disclosure_tables import Ledger, TableSeen

AGE = "age"
Key = tuple[str, ...]
# Cell indices on each side; the first sum equals (or does not exceed) the second.
Row = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(slots=True)
class Links:
    """Rows of two sums each.

    Parameters
    ----------
    equal : list of Row
        Agree in the first world.
    maybe : list of Row
        One count in two versions, hidden in both: whether it changed is not known here, but an
        attacker might know.
    at_most : list of Row
        The first sum is part of the second.
    """

    equal: list[Row] = field(default_factory=list)
    maybe: list[Row] = field(default_factory=list)
    at_most: list[Row] = field(default_factory=list)


def linked(ledger: Ledger) -> Links:
    """Read from the first world which sums agree, and which table is part of which."""
    links = Links()
    for first, second, rows in margins(ledger):
        differences = [_sum(ledger, left) - _sum(ledger, right) for left, right in rows]
        pairs = [
            (row, d) for row, d in zip(rows, differences, strict=True) if _is_open(ledger, row)
        ]
        links.equal += [row for row, d in pairs if d == 0]
        if _same_table(ledger.tables[first], ledger.tables[second]):
            links.maybe += [row for row, d in pairs if d and _is_unknown(ledger, row)]
        if all(d <= 0 for d in differences):
            links.at_most += [row for row, d in pairs if d]
        elif all(d >= 0 for d in differences):
            links.at_most += [(right, left) for (left, right), d in pairs if d]
    return links


def margins(ledger: Ledger) -> Iterator[tuple[int, int, list[Row]]]:
    """For each pair of tables, the cells of both that make up each group they have in common."""
    for first, second in combinations(range(len(ledger.tables)), 2):
        yield first, second, _common(ledger, first, second)


def _sum(ledger: Ledger, cells: Sequence[int]) -> float:
    return float(ledger.values[list(cells)].sum())


def _common(ledger: Ledger, first: int, second: int) -> list[Row]:
    left, right = ledger.tables[first], ledger.tables[second]
    dims = tuple(dim for dim in left.dims if dim in right.dims)
    if not (left.overlapping | right.overlapping) <= set(dims):
        return []
    blocks = _age_blocks(left, right) if AGE in dims else {}
    sides = (
        _grouped(ledger, first, dims, blocks),
        _grouped(ledger, second, dims, blocks),
    )
    keys = dict.fromkeys([*sides[0], *sides[1]])
    return [(tuple(sides[0].get(key, ())), tuple(sides[1].get(key, ()))) for key in keys]


def _same_table(left: TableSeen, right: TableSeen) -> bool:
    versions = left.version != right.version
    return versions and (left.unit, left.dims) == (right.unit, right.dims)


def _is_unknown(ledger: Ledger, row: Row) -> bool:
    return all(len(cells) == 1 and ledger.hidden[cells[0]] for cells in row)


def _is_open(ledger: Ledger, row: Row) -> bool:
    """Whether any of the cells is hidden or may be; a sum of printed cells binds nothing."""
    cells = [*row[0], *row[1]]
    return bool((ledger.hidden[cells] | ledger.hideable[cells]).any())


def _grouped(ledger: Ledger, table: int, dims: Key, blocks: dict[str, str]) -> dict[Key, list[int]]:
    seen = ledger.tables[table]
    places = [seen.dims.index(dim) for dim in dims]
    found: dict[Key, list[int]] = defaultdict(list)
    for index, key in zip(ledger.cells(table), seen.keys, strict=True):
        found[tuple(_block(key[i], seen.dims[i], blocks) for i in places)].append(index)
    return found


def _block(category: str, dim: str, blocks: dict[str, str]) -> str:
    return blocks.get(category, category) if dim == AGE else category


def _age_blocks(left: TableSeen, right: TableSeen) -> dict[str, str]:
    """Name each band by the widest piece between two ages at which both tables have an edge."""
    bands = [_bands(table) for table in (left, right)]
    if bands[0] == bands[1]:
        return {}
    edges = sorted(_edges(bands[0]) & _edges(bands[1]))
    return {
        label: f"from {edges[int(np.searchsorted(edges, low, side='right')) - 1]}"
        for each in bands
        for label, (low, _) in each.items()
        if edges and low >= edges[0]
    }


def _bands(table: TableSeen) -> dict[str, tuple[float, float]]:
    """Lower edge and the age above the upper edge, by label; what is no band is left out."""
    place = table.dims.index(AGE)
    found = {}
    for label in {key[place] for key in table.keys}:
        try:
            band = AgeBand.parse(label)
        except Invalid:
            continue
        found[label] = (float(band.lo), np.inf if band.hi is None else float(band.hi + 1))
    return found


def _edges(bands: dict[str, tuple[float, float]]) -> set[float]:
    """Ages that no band of the table reaches across."""
    ends = {edge for band in bands.values() for edge in band}
    return {e for e in ends if not any(low < e < high for low, high in bands.values())}
