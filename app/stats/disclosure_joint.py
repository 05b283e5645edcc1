"""Joint tables that nobody printed, but that must exist behind tables in a circle.

Tables by (sex, age), (age, country) and (country, sex) agree pair by pair and may still not be
margins of the same people. An attacker who knows that they are finds more than one who goes from
pair to pair; where the tables' dimensions form no circle, agreeing pair by pair is enough
(Atserias and Kolaitis 2021, on bags). The circle is found by the reduction of Graham, Yu and
Ozsoyoglu.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

from app.stats.disclosure_tables import NOT_PRINTED, TableSeen

# Beyond this a circle's joint table is too large to be searched; its pairs still are.
LARGEST = 20_000


def joints(tables: Sequence[TableSeen]) -> list[TableSeen]:
    """Joint tables behind the circles of each unit, one per number of people in all."""
    found = []
    for members in _populations(tables):
        core = circle(frozenset(table.dims) for table in members)
        involved = [table for table in members if len(core & set(table.dims)) > 1]
        if len(core) > 2 and (joint := _joint(sorted(core), involved)):
            found.append(joint)
    return found


def circle(edges: Iterable[frozenset[str]]) -> frozenset[str]:
    """Dimensions that are left when ears and contained tables have been taken away."""
    left = set(edges)
    while True:
        often = Counter(dim for edge in left for dim in edge)
        shorn = {frozenset(dim for dim in edge if often[dim] > 1) for edge in left}
        kept = {edge for edge in shorn if edge and not any(edge < other for other in shorn)}
        if kept == left:
            return frozenset().union(*left) if left else frozenset()
        left = kept


def _populations(tables: Sequence[TableSeen]) -> list[list[TableSeen]]:
    """Complete tables of one unit that count the same number of people in all."""
    totals = {(t.unit, t.version): t.values[0] for t in tables if not t.dims and t.values}
    found: dict[tuple[str, object], list[TableSeen]] = defaultdict(list)
    for table in tables:
        total = totals.get((table.unit, table.version))
        name = ("version", table.version) if total is None else ("total", total)
        if table.dims and table.complete and not table.overlapping:
            found[table.unit, name].append(table)
    return list(found.values())


def _joint(dims: Sequence[str], tables: Sequence[TableSeen]) -> TableSeen | None:
    categories = [_categories(dim, tables) for dim in dims]
    if prod(map(len, categories)) > LARGEST:
        return None
    keys = tuple(product(*categories))
    version = max(table.version for table in tables)
    return TableSeen(tuple(dims), keys, (None,) * len(keys), tables[0].unit, version, latent=True)


def _categories(dim: str, tables: Sequence[TableSeen]) -> list[str]:
    """Categories of the table that has most of them (the narrowest bands), and whoever else's."""
    sets = [{key[t.dims.index(dim)] for key in t.keys} for t in tables if dim in t.dims]
    widest = max(sets, key=len)
    more = set() if dim == "age" else set().union(*sets)
    return sorted((widest | more) - {NOT_PRINTED})
