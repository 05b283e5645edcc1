"""What an importer made of a foreign file: a card in plain values, and what became of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import Problem

# Without these there is no card; a person gives those that the file does not hold.
NEEDED = (
    "slug", "name", "kind", "description", "modalities", "body_regions", "access", "sources",
)  # fmt: skip
NEEDED_OF_RESULTS = (
    "slug", "model", "dataset", "task", "label", "protocol", "metric_definitions", "sources",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """A place in the file that became a field of the card."""

    origin: str
    field: str


@dataclass(frozen=True, slots=True)
class Left:
    """A place in the file that was not taken, and why."""

    origin: str
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that contradict each other, and where it stands."""

    origin: str
    value: object


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field for which places say different things: a person chooses one of them."""

    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """A card as far as a file gives it.

    Parameters
    ----------
    format : str
        Name of the importer.
    fields : mapping of str to object
        The card in plain values, as its YAML would hold it. Of conflicting values the first is
        taken until somebody chooses.
    took : tuple of Taken
    left : tuple of Left
    conflicts : tuple of Conflict
        Places of the file that contradict each other.
    problems : tuple of Problem
        What could not be read as it stands, and was not guessed.
    needed : tuple of str
        Fields without which there is no card.
    parts : tuple of str
        Where one file holds several cards, their names; `fields` is one of them.
    """

    format: str
    fields: Mapping[str, Any]
    took: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    needed: tuple[str, ...] = NEEDED
    parts: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that a card needs and the file does not hold."""
        return tuple(name for name in self.needed if not self.fields.get(name))
