"""Crossing: groups by two attributes, arranged as rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.services.results.run_question import group_words, is_known


class OfGroup(Protocol):
    """Anything that is said of one group."""

    @property
    def group(self) -> Mapping[str, str]:
        """Attributes of the group and their words."""


Said = TypeVar("Said", bound=OfGroup)
Cell = TypeVar("Cell")


@dataclass(frozen=True, slots=True)
class Crossing(Generic[Cell]):
    """Rows are of the first attribute; a cell is None where nobody is."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]


def crossing(
    found: Sequence[Said], pair: Sequence[str], cell: Callable[[Said], Cell]
) -> Crossing[Cell]:
    """Arrange groups; those of whom an attribute is not known come last."""
    by, cross = pair
    rows, columns = (
        sorted({each.group[name] for each in found}, key=_last) for name in (by, cross)
    )
    at = {(each.group[by], each.group[cross]): cell(each) for each in found}
    return Crossing(
        tuple(group_words({by: row}) for row in rows),
        tuple(group_words({cross: column}) for column in columns),
        tuple(tuple(at.get((row, column)) for column in columns) for row in rows),
    )


def _last(word: str) -> tuple[bool, str]:
    return not is_known({"": word}), word
