"""Lineage: which sets may hold the same people, and which are counted inside others.

The rules are those of COUNTING, 3. A set is *related* to another iff the two share an
ancestor-or-self; sets in different components are taken to be disjoint.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Node:
    """One set in the lineage graph.

    Parameters
    ----------
    parents : tuple of str
        Sets whose people this one reuses.
    full : bool
        The whole set lies inside its parents.
    aggregate : bool
        Stands for its parents and counts nobody itself.
    """

    parents: tuple[str, ...] = ()
    full: bool = False
    aggregate: bool = False


@dataclass(frozen=True)
class Lineage:
    """The graph of all sets of a release, counted or not.

    Parameters
    ----------
    nodes : mapping of str to Node

    Notes
    -----
    Loops are refused where cards are loaded; here a loop only ends the walk.
    """

    nodes: Mapping[str, Node]

    def ancestors(self, slug: str) -> frozenset[str]:
        """Return the set itself and everything that it reuses, however far up."""
        return self._ancestors[slug] if slug in self._ancestors else frozenset({slug})

    def related(self, one: str, other: str) -> bool:
        """Whether the two sets share an ancestor-or-self, so may hold the same people."""
        return not self.ancestors(one).isdisjoint(self.ancestors(other))

    def depth(self, slug: str) -> int:
        """Return how many generations of parents the set has, for walking parents first."""
        return self._depths.get(slug, 0)

    def holders(self, slug: str) -> tuple[str, ...] | None:
        """Return the counted sets that together hold all of this one, or None where unknown.

        An aggregate is replaced by its parts, which holds only where it lies wholly in them.
        """
        node = self.nodes.get(slug)
        if node is None or not node.full or not node.parents:
            return None
        held: list[str] = []
        for parent in node.parents:
            if not self.nodes.get(parent, Node()).aggregate:
                held.append(parent)
                continue
            parts = self.holders(parent)
            if parts is None:
                return None
            held.extend(parts)
        return tuple(dict.fromkeys(held))

    def inside(self, slug: str, counted: Collection[str]) -> tuple[str, ...] | None:
        """Return the sets in which this one is counted already, or None where it is not.

        A `full` child is counted inside its parents only if **all** of them are counted:
        dropping it for one of three parents would lose the people of the other two.
        """
        holders = self.holders(slug)
        return holders if holders and all(each in counted for each in holders) else None

    def components(self, slugs: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """Split the sets into groups between which nobody is shared, in order of name."""
        by_ancestor: dict[str, list[str]] = {}
        leader = {slug: slug for slug in slugs}

        def find(slug: str) -> str:
            while leader[slug] != slug:
                leader[slug] = leader[leader[slug]]
                slug = leader[slug]
            return slug

        for slug in slugs:
            for ancestor in self.ancestors(slug):
                by_ancestor.setdefault(ancestor, []).append(slug)
        for relatives in by_ancestor.values():
            for slug in relatives[1:]:
                leader[find(slug)] = find(relatives[0])
        groups: dict[str, list[str]] = {}
        for slug in sorted(slugs):
            groups.setdefault(find(slug), []).append(slug)
        return tuple(tuple(group) for group in groups.values())

    @cached_property
    def _ancestors(self) -> dict[str, frozenset[str]]:
        return {slug: self._climb(slug) for slug in self.nodes}

    def _climb(self, slug: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [slug]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(self.nodes.get(current, Node()).parents)
        return frozenset(seen)

    @cached_property
    def _depths(self) -> dict[str, int]:
        # The number of ancestors orders every set after all of its own ancestors.
        return {slug: len(above) for slug, above in self._ancestors.items()}
