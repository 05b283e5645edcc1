"""Governance: who decides over the data of a set, and which counts they keep to themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.counts import Cell, CountTable
from app.domain.vocabulary import Dim
from app.errors import Problem, problem


@dataclass(frozen=True, slots=True)
class Withheld:
    """A wish of those whose data it is: counts by `dim`, or of one category, are not shown.

    Parameters
    ----------
    dim : Dim
    by : str
        Who decided so ("Te Mana Raraunga").
    category : str or None
        The one category; None where the whole dimension is withheld.
    why : str or None
        In their words, where they give any.
    """

    dim: Dim
    by: str
    category: str | None = None
    why: str | None = None

    def covers(self, category: str | None) -> bool:
        """Whether a count of this category of the dimension is withheld."""
        return category is not None and self.category in (None, category)


@dataclass(frozen=True, slots=True)
class Governance:
    """Who holds authority over the data, under what consent and terms; None is not known.

    Parameters
    ----------
    authority : str or None
        Who decides over access and use: a committee, a nation, a hospital.
    consent : str or None
        Under what consent, or its waiver, the data are used.
    terms : str or None
        Terms of use beyond the licence.
    withheld : tuple of Withheld
    """

    authority: str | None = None
    consent: str | None = None
    terms: str | None = None
    withheld: tuple[Withheld, ...] = ()


def withheld_problems(
    withheld: Sequence[Withheld], tables: Sequence[CountTable]
) -> Iterator[Problem]:
    """Name every number that those whose data it is want to keep, and every way back to it."""
    for at, table in enumerate(tables):
        for wish in withheld:
            if wish.dim in table.dims:
                yield from _shown(table, wish, at)


def _shown(table: CountTable, wish: Withheld, at: int) -> Iterator[Problem]:
    if table.summary is not None and wish.dim is Dim.AGE:
        rule = f"is withheld by {wish.by}: leave it out"
        yield problem(f"tables[{at}].summary", rule)
    for place, cell in enumerate(table.cells):
        if wish.covers(cell.key[wish.dim]) and _has_number(cell):
            rule = f"is withheld by {wish.by}: give status: withheld and no number"
            group = ", ".join(cell.key.values())
            yield problem(f"tables[{at}].cells[{place}]", rule, group, "status: withheld")
    if wish.category is not None and _alone(table.cells, wish):
        rule = (
            f"withholds only {wish.category}, which the other numbers would give back: leave out "
            "the number of one more category"
        )
        yield problem(f"tables[{at}]", rule, wish.category)


def _has_number(cell: Cell) -> bool:
    return any(each is not None for each in (cell.n, cell.share, cell.n_low, cell.n_high))


def _alone(cells: Iterable[Cell], wish: Withheld) -> bool:
    """Whether one category alone is without a number: total minus the others is its number."""
    hidden = {cell.key[wish.dim] for cell in cells if not _has_number(cell)}
    return hidden == {wish.category}
