"""Disclosure control: which counts must not be printed, so that no small group is given back.

Primary suppression hides counts from 1 to threshold - 1. Complementary suppression hides as few
others as it can, so that nobody who adds and subtracts what stays printed (margins, joint tables,
totals, units, parts, earlier versions of the same card) can pin a hidden count to one number.

The attacker is taken to know every printed number, every zero, the totals, which counts are hidden
for being small (1 to threshold - 1) and which to protect them (threshold or more), which sums of
two tables agree, and which of two tables is part of the other. Whoever knows less finds less.

The proof of safety of a hidden count is a second *world*: whole numbers that agree with all of that
and differ from the first world in this count. What an optimisation over such worlds must move is
what must be hidden (the network-flow heuristic of cell suppression, as a mixed-integer programme:
Kelly, Golden and Assad 1992; Fischetti and Salazar-Gonzalez 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.errors import TooLarge, problem
from app.stats.disclosure_joint import joints
from app.stats.disclosure_links import Links, linked
from app.stats.disclosure_tables import Ledger, TableSeen
from app.stats.disclosure_worlds import Worlds, completed

THRESHOLD = 11
# Beyond this the search takes many minutes.
MOST_CELLS = 30_000
_FREE_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Suppression:
    """What to hide of the tables that were given.

    Parameters
    ----------
    primary, complementary : tuple of (int, ...)
        For each table, the positions of its cells that are hidden for being small, and of those
        hidden to protect them.
    exposed : tuple of (int, int)
        Table and position of hidden cells that nothing can protect: other figures that are
        printed already give them back.
    """

    primary: tuple[tuple[int, ...], ...]
    complementary: tuple[tuple[int, ...], ...]
    exposed: tuple[tuple[int, int], ...]


def suppress(tables: Sequence[TableSeen], threshold: int = THRESHOLD) -> Suppression:
    """Choose the counts to hide.

    Parameters
    ----------
    tables : sequence of TableSeen
        Every table of one card and of its published versions, oldest first; a total is a table
        without dimensions.
    threshold : int
        Counts from 1 to `threshold - 1` are small; at least 2.

    Returns
    -------
    Suppression

    Raises
    ------
    TooLarge
        When there are small counts and more than `MOST_CELLS` cells.

    Notes
    -----
    A range of two whole numbers is the least that a hidden count keeps. Running it on its own
    outcome hides nothing more.
    """
    if not any(table.has_hidden(threshold) for table in tables):
        nothing: tuple[tuple[int, ...], ...] = ((),) * len(tables)
        return Suppression(nothing, nothing, ())
    ledger = Ledger.of([*tables, *joints(tables)], threshold)
    if (size := int((~ledger.latent).sum())) > MOST_CELLS:
        rule = f"with small counts must have at most {MOST_CELLS} cells; merge categories"
        raise TooLarge("Too many cells to protect.", [problem("tables", rule, size)])
    ledger.values[:] = completed(ledger)
    links = linked(ledger)
    hidden, exposed = _protected(ledger, links)
    small = ledger.small
    return Suppression(
        primary=ledger.positions(ledger.hideable & small)[: len(tables)],
        complementary=ledger.positions(ledger.hideable & hidden & ~small)[: len(tables)],
        exposed=tuple(ledger.place(index) for index in exposed),
    )


def _protected(ledger: Ledger, links: Links) -> tuple[NDArray[np.bool_], list[int]]:
    """Hide until every hidden cell has a second world; return what is hidden, and what has none."""
    worlds = Worlds(ledger, links)
    looser = Worlds(ledger, replace(links, maybe=[]))
    hidden = ledger.hidden.copy()
    proven = np.zeros(len(hidden), dtype=bool)
    exposed: list[int] = []
    helps = _prove_freely(worlds, hidden, proven, _FREE_ROUNDS)
    while (waiting := np.flatnonzero(hidden & ~ledger.latent & ~proven)).size:
        cell = int(waiting[np.argmin(ledger.values[waiting])])
        moved = worlds.second(cell, hidden)
        if moved is None and links.maybe:
            moved = looser.second(cell, hidden)
        if moved is None:
            exposed.append(cell)
            proven[cell] = True
            continue
        hidden |= moved & ledger.hideable
        proven |= moved
        # Where stirring proved nothing last time, it is not tried again after every step.
        helps = helps and _prove_freely(worlds, hidden, proven, 1)
    return hidden, [cell for cell in exposed if ledger.real[cell]]


def _prove_freely(
    worlds: Worlds, hidden: NDArray[np.bool_], proven: NDArray[np.bool_], rounds: int
) -> bool:
    """Find second worlds for many cells at once that need nothing more to be hidden.

    Returns
    -------
    bool
        Whether the last one proved anything.
    """
    for _ in range(rounds):
        waiting = hidden & ~proven & worlds.told
        if not waiting.any():
            return False
        moved = worlds.stirred(hidden, waiting)
        if not (moved & waiting).any():
            return False
        proven |= moved
    return True
