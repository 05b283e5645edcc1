"""Pool: the evidence of many overlapping sets, put together for the groups of one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.domain.evidence import Evidence, Key
from app.services.selection import Selection
from app.stats import Composition, Measured
from app.stats.influence import influence
from app.stats.lineage import Lineage
from app.stats.pooling import (
    Bools,
    Component,
    Floats,
    Membership,
    components,
    high,
    leave_one_out,
    low,
    membership,
    remainder,
)


@dataclass(frozen=True)
class Pool:
    """Arrays of one question; D sets by G groups, in the unit of the question.

    `least` and `most` bound each set's amount per group, `exact` is the amount where it is
    exact (else 0, and the set is not in `serves`, the known-only reading).
    """

    slugs: tuple[str, ...]
    keys: tuple[Key, ...]
    totals: Floats
    has_total: Bools
    least: Floats
    most: Floats
    exact: Floats
    known: Floats
    not_printed: Floats
    serves: Bools
    spare_inside: Bools
    parts: tuple[Component, ...]
    members: Membership
    lineage: Lineage

    @cached_property
    def total(self) -> tuple[int, int]:
        """Fewest and most different people of the selection."""
        return self._pair(self.totals[:, None], self.totals[:, None], self.members.counted)[0]

    @cached_property
    def placed(self) -> tuple[int, int]:
        """Fewest and most people who can be placed in a group."""
        return self._pair(self.known[:, None], self.known[:, None], self.members.evidence)[0]

    @cached_property
    def amounts(self) -> list[tuple[int, int]]:
        """Fewest and most people per group."""
        return self._pair(self.least, self.most, self.members.evidence)

    @cached_property
    def not_listed(self) -> tuple[int, int]:
        """Fewest and most people in categories that a source does not print."""
        column = self.not_printed[:, None]
        return self._pair(column, column, self.members.evidence)[0]

    @cached_property
    def unplaced(self) -> tuple[int, int]:
        """Fewest and most people whose group is not known."""
        placed = self.known + self.not_printed
        found = remainder(self.totals, placed, self.parts, self.members)
        return round(found[0]), round(found[1])

    @cached_property
    def spare(self) -> int:
        """Most people who may be in any one group beside those it counts."""
        inside = self.known + self.not_printed
        held = np.where(self.spare_inside, self.totals, inside)
        return round(remainder(self.totals, held, self.parts, self.members)[1])

    @cached_property
    def composition(self) -> Floats:
        """People per group among the sets that serve the known-only reading."""
        return high(self.exact, self.members.evidence & self.serves)

    @cached_property
    def influence(self) -> Measured | None:
        """Range of each known share when any one set is left out; None for fewer than two."""
        serving = self.members.evidence & self.serves
        if serving.sum() < 2:
            return None
        without = leave_one_out(self.exact, self.lineage, self.slugs, self.has_total, self.serves)
        nobody = np.zeros(())
        pools = Composition(without[serving], nobody)
        return influence("share", Composition(self.composition, nobody), pools)

    def _pair(self, least: Floats, most: Floats, member: Bools) -> list[tuple[int, int]]:
        lows, highs = low(least, self.parts, member), high(most, member)
        return [(round(a), round(b)) for a, b in zip(lows, highs, strict=True)]


def pool(
    selection: Selection,
    evidence: Mapping[str, Evidence],
    keys: Sequence[Key],
    lineage: Lineage,
) -> Pool:
    """Lay the evidence of a selection out as arrays, and decide who is counted where."""
    slugs = tuple(record.slug for record in selection.datasets)
    rows = [evidence.get(slug) for slug in slugs]
    sizes = [selection.total.get(s, _covered(e)) for s, e in zip(slugs, rows, strict=True)]
    totals = np.array([size or 0 for size in sizes], dtype=float)
    has_total = np.array([size is not None for size in sizes], dtype=bool)
    broken_down = np.array([e is not None and e.has_breakdown for e in rows], dtype=bool)
    whole = np.array([e is not None and e.exact for e in rows], dtype=bool)
    least, most, exact = _matrices(rows, keys)
    return Pool(
        slugs=slugs,
        keys=tuple(keys),
        totals=totals,
        has_total=has_total,
        least=least,
        most=most,
        exact=exact,
        known=_column(rows, "known"),
        not_printed=_column(rows, "not_printed"),
        serves=broken_down & whole,
        spare_inside=np.array([e is not None and e.spare_inside for e in rows], dtype=bool),
        parts=components(lineage, slugs),
        members=membership(lineage, slugs, has_total, broken_down),
        lineage=lineage,
    )


def _covered(evidence: Evidence | None) -> int | None:
    """Return what a table covers, for a set without a published total (flagged in the answer)."""
    if evidence is None or not evidence.has_breakdown:
        return None
    return evidence.covers if evidence.covers is not None else (evidence.known or None)


def _column(rows: Sequence[Evidence | None], name: str) -> Floats:
    values = [getattr(e, name) if e is not None and e.has_breakdown else 0 for e in rows]
    return np.array(values, dtype=float)


def _matrices(
    rows: Sequence[Evidence | None], keys: Sequence[Key]
) -> tuple[Floats, Floats, Floats]:
    place = {key: column for column, key in enumerate(keys)}
    least, most, exact = (np.zeros((len(rows), len(keys))) for _ in range(3))
    for row, evidence in enumerate(rows):
        if evidence is None or not evidence.has_breakdown:
            continue
        for key, amount in evidence.amounts.items():
            least[row, place[key]] = amount.low
            most[row, place[key]] = amount.high
            if evidence.exact:
                exact[row, place[key]] = amount.n or 0
    return least, most, exact
