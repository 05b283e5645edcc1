"""Counts of people as tables of a card: small ones hidden here, before anything leaves the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from fairatlas_client.errors import BadInput, Problem
from fairatlas_client.people import DIMS, Group, People

THRESHOLD = 11
UNIT, SOURCE = "patients", "s1"
SUPPRESSED = "suppressed"
Document = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """Tables that may leave the site, and what was done to get them.

    Parameters
    ----------
    tables : list of dict
        As in a card. A small count is "<11"; a sum that holds one is `suppressed`.
    total : int or None
        People in all; None where a small count is part of it.
    report : list of str
        What a person should know: numbers of files, conflicts, what was left out. No identifier,
        no file name, no count of a small group.
    """

    tables: list[Document]
    total: int | None
    report: list[str]

    def in_card(self, card: Mapping[str, Any], citation: str) -> Document:
        """Put the tables into a card, in the place of those it counted before.

        Parameters
        ----------
        card : mapping
            A dataset card without these tables.
        citation : str
            Where the counts come from; they get a source of their own.
        """
        source = {"id": "counted", "citation": citation}
        others = [each for each in card.get("sources", []) if each.get("id") != "counted"]
        kept = [each for each in card.get("tables", []) if each.get("source") != "counted"]
        tables = [{**table, "source": "counted"} for table in self.tables]
        totals = {**card.get("totals", {}), UNIT: self.total}
        origin = dict(card.get("totals_source", {}))
        origin.pop(UNIT, None)
        if self.total is not None:
            origin[UNIT] = "counted"
        return {
            **card, "totals": totals, "totals_source": origin,
            "tables": [*kept, *tables], "sources": [*others, source],
        }  # fmt: skip


def tabulate(
    people: People,
    by: Sequence[Sequence[str]] = (),
    scheme: str | None = None,
    threshold: int = THRESHOLD,
    report: Sequence[str] = (),
) -> Counted:
    """Count people, by each thing that is known of them and by the combinations asked for.

    Parameters
    ----------
    people : People
    by : sequence of sequence of str
        Combinations, as [["sex", "age"]].
    scheme : str or None
        Category scheme of ethnicity; without it ethnicity is not counted.
    threshold : int
        Counts from 1 to one less are hidden; at least 11.
    report : sequence of str
        What the reading of the files has to say.

    Raises
    ------
    BadInput
        When a dimension is not known or the threshold is too low.
    """
    _check(by, threshold)
    known = [dim for dim in DIMS if people.has(dim) and (dim != "ethnicity" or scheme)]
    wanted = list(dict.fromkeys([(dim,) for dim in known] + [_ordered(dims) for dims in by]))
    counts = {dims: people.count(dims) for dims in wanted}
    small = {dims: {g for g, n in c.items() if 0 < n < threshold} for dims, c in counts.items()}
    tables = [_table(dims, counts, small, scheme, threshold) for dims in wanted]
    hidden = sum(map(len, small.values()))
    told = [*report, *_told(people), f"{hidden} counts below {threshold} hidden"]
    return Counted(tables, None if hidden or not len(people) else len(people), told)


def _check(by: Sequence[Sequence[str]], threshold: int) -> None:
    problems = [
        Problem("by", f"must be made of {', '.join(DIMS)}", str(dim), "sex,age")
        for dims in by
        for dim in dims
        if dim not in DIMS
    ]
    if threshold < THRESHOLD:
        rule = f"can be raised, never lowered below {THRESHOLD}"
        problems.append(Problem("threshold", rule, str(threshold)))
    if problems:
        raise BadInput("This cannot be counted.", problems)


def _ordered(dims: Sequence[str]) -> Group:
    return tuple(dim for dim in DIMS if dim in dims)


def _told(people: People) -> list[str]:
    conflicts = [
        f"{n} patients with contradicting {dim}: counted as unknown"
        for dim, n in people.conflicts.items()
    ]
    return [f"{people.files} records", *conflicts]


def _table(
    dims: Group,
    counts: Mapping[Group, Counter[Group]],
    small: Mapping[Group, set[Group]],
    scheme: str | None,
    threshold: int,
) -> Document:
    """One table; of a combination, every pair of categories that occur, with its zeros."""
    found = counts[dims]
    categories = [sorted({group[i] for group in found}) for i in range(len(dims))]
    sums = _sums_of_small(dims, small)
    cells = [
        {**dict(zip(dims, group)), **_number(found[group], group in sums, threshold)}  # noqa: B905
        for group in product(*categories)
    ]
    schemed = {"scheme": scheme} if "ethnicity" in dims else {}
    return {
        "unit": UNIT, "dims": list(dims), **schemed, "source": SOURCE, "basis": "counted",
        "coverage": "complete", "cells": cells,
    }  # fmt: skip


def _sums_of_small(dims: Group, small: Mapping[Group, set[Group]]) -> set[Group]:
    """Groups that hold a hidden group of a finer table."""
    return {
        tuple(group[finer.index(dim)] for dim in dims)
        for finer, groups in small.items()
        if set(dims) < set(finer)
        for group in groups
    }


def _number(n: int, holds_small: bool, threshold: int) -> Document:
    if 0 < n < threshold:
        return {"n": f"<{threshold}"}
    return {"status": SUPPRESSED} if holds_small else {"n": n}
