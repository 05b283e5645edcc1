"""Whole cards: read a text as one card, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias, TypeVar

from app.errors import Invalid, Problem
from app.importers.reading.fields import Fields
from app.importers.reading.yaml_text import read_yaml

Card = TypeVar("Card")
# A card in YAML, or its fields where they were read from another notation already.
Given: TypeAlias = str | Mapping[str, Any]


def read_whole(
    given: Given, names: Collection[str], make: Callable[[Fields], Card | None], kind: str
) -> Card:
    """Read one card.

    Parameters
    ----------
    given : str or mapping
        YAML, or plain values as `read_json` returns them.
    names : collection of str
        Fields that the card may have.
    make : callable
        Makes the card of its fields, notes every problem in them, and gives None where none can
        be made.
    kind : str
        What a person calls such a card.

    Returns
    -------
    Card

    Raises
    ------
    Invalid
        With every problem found: field path, rule, value and an example.
    TooLarge
        When the text is longer than allowed.
    """
    problems: list[Problem] = []
    values = read_yaml(given) if isinstance(given, str) else dict(given)
    fields = Fields(values, "", names, problems)
    card = make(fields)
    if problems or card is None:
        slug = fields.values.get("slug")
        raise Invalid(f"The {kind} {slug!r} has {len(problems)} problems.", problems)
    return card
