"""Clusters: runs that share test patients or a training mix count as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.services.link.results import Result
from app.stats.lineage import Lineage

Mark = tuple[str, object]


def cluster_of(results: Sequence[Result], lineage: Lineage) -> list[int]:
    """Number the clusters of these runs from 0, in the order in which they first appear.

    Two runs are in one cluster when a chain of runs joins them, each sharing with the next a set
    of the test (or one that both are made from), the model, or a training mix of the same parts.
    """
    parent = list(range(len(results)))
    first: dict[Mark, int] = {}
    for place, result in enumerate(results):
        for mark in _marks(result, lineage):
            joined = _root(parent, first.setdefault(mark, place))
            parent[_root(parent, place)] = joined
    numbers: dict[int, int] = {}
    return [numbers.setdefault(_root(parent, place), len(numbers)) for place in range(len(results))]


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _marks(result: Result, lineage: Lineage) -> Iterator[Mark]:
    """What would tie another run to this one."""
    for tested in result.tested_on:
        for origin in lineage.ancestors(tested.slug or tested.name.casefold()):
            yield "test", origin
    if result.model.slug or result.learned.kind == "not_known":
        yield "model", result.model.slug or result.model.name.casefold()
    parts = frozenset(part.slug or part.name.casefold() for part in result.learned.parts)
    if parts:
        yield "mix", parts
