"""Choosing: what a file says against what is stored; a person decides, and the choice is kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.imported import Conflict, Imported, Left, Side, Taken
from app.errors import Invalid, NotFound, Problem, problem
from app.exporters.cards import plain
from app.services.exchange.handing_out import published_card
from app.services.exchange.parts import as_one, parts_of, with_sources_of
from app.store import Store

STORED, FILE = "stored", "file"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file beside the stored card of the same slug.

    `parts` is the card by its parts, as it will be if nobody chooses otherwise: what is stored,
    and what only the file has. `conflicts` are the parts of which a person chooses one side.
    """

    slug: str | None
    revision: int | None
    imported: Imported
    parts: Mapping[str, Any]
    conflicts: tuple[Conflict, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The card in plain values after every choice, and the record of the choices for the log."""

    fields: Mapping[str, Any]
    record: Mapping[str, Any]


def compare(store: Store, imported: Imported, slug: str | None = None) -> Comparison:
    """Hold a file against the stored card; without one, only against itself.

    Raises
    ------
    NotFound
        When a slug is given and no such card is stored.
    """
    wanted = slug or imported.fields.get("slug")
    known, revision = _stored(store, wanted, must=slug is not None)
    told = parts_of(with_sources_of(known, imported.fields))
    held = parts_of(known)
    inside = {conflict.field: conflict.sides for conflict in imported.conflicts}
    conflicts = tuple(_conflicts(held, told, inside))
    added = tuple(each for each in told if each not in held and each not in inside)
    return Comparison(
        slug=wanted if isinstance(wanted, str) else None,
        revision=revision,
        imported=imported,
        parts={**told, **held},
        conflicts=conflicts,
        added=added,
    )


def _stored(store: Store, slug: object, must: bool) -> tuple[dict[str, Any], int | None]:
    if not isinstance(slug, str):
        return {}, None
    try:
        found = published_card(store, slug)
    except (NotFound, Invalid):
        if must:
            raise
        return {}, None
    return plain(found.card), found.revision


def _conflicts(
    held: Mapping[str, Any], told: Mapping[str, Any], inside: Mapping[str, tuple[Side, ...]]
) -> Iterator[Conflict]:
    for field in dict.fromkeys((*told, *inside)):
        sides = inside.get(field) or (Side(FILE, told[field]),)
        if field in held and all(side.value != held[field] for side in sides):
            sides = (Side(STORED, held[field]), *sides)
        elif field in held and len(sides) == 1:
            continue
        if len(sides) > 1:
            yield Conflict(field, sides)


def resolve(
    comparison: Comparison, choices: Mapping[str, str], chosen_by: str, chosen_at: str
) -> Resolution:
    """Apply one choice per conflict: the name of the side that holds.

    Parameters
    ----------
    comparison : Comparison
    choices : mapping of str to str
        By field, the origin of the side ("stored", "file", or a place in the file).
    chosen_by, chosen_at : str
        Who chose, and when; kept in the record.

    Raises
    ------
    Invalid
        With every conflict that is not chosen, and every choice that is none.
    """
    problems = [*_unchosen(comparison, choices), *_unknown(comparison, choices)]
    if problems:
        raise Invalid("Some contradictions are not settled.", problems)
    parts = dict(comparison.parts)
    for conflict in comparison.conflicts:
        chosen = _side(conflict, choices[conflict.field])
        if chosen.value is None:
            parts.pop(conflict.field, None)
        else:
            parts[conflict.field] = chosen.value
    return Resolution(as_one(parts), _record(comparison, choices, chosen_by, chosen_at))


def _side(conflict: Conflict, origin: str) -> Side:
    return next(side for side in conflict.sides if side.origin == origin)


def _unchosen(comparison: Comparison, choices: Mapping[str, str]) -> Iterator[Problem]:
    for conflict in comparison.conflicts:
        origins = [side.origin for side in conflict.sides]
        if choices.get(conflict.field) not in origins:
            rule = f"must be chosen by a person: one of {', '.join(origins)}"
            yield problem(conflict.field, rule, choices.get(conflict.field, ""), origins[0])


def _unknown(comparison: Comparison, choices: Mapping[str, str]) -> Iterator[Problem]:
    fields = [conflict.field for conflict in comparison.conflicts]
    for field in choices:
        if field not in fields:
            near = difflib.get_close_matches(field, fields, n=1)
            yield problem(field, "has no contradiction to settle", choices[field], *near)


def _record(
    comparison: Comparison, choices: Mapping[str, str], chosen_by: str, chosen_at: str
) -> dict[str, Any]:
    """Return what a log keeps: plain values that JSON can hold."""
    imported = comparison.imported
    return {
        "act": "import",
        "chosen_by": chosen_by,
        "chosen_at": chosen_at,
        "slug": comparison.slug,
        "revision": comparison.revision,
        "format": imported.format,
        "took": [_plainly(each) for each in imported.took],
        "left": [_plainly(each) for each in imported.left],
        "added": list(comparison.added),
        "choices": [_choice(each, choices[each.field]) for each in comparison.conflicts],
    }


def _plainly(each: Taken | Left) -> dict[str, str]:
    return {name: getattr(each, name) for name in each.__dataclass_fields__}


def _choice(conflict: Conflict, origin: str) -> dict[str, Any]:
    return {
        "field": conflict.field,
        "chosen": origin,
        "sides": [{"origin": side.origin, "value": side.value} for side in conflict.sides],
    }


def settled(imported: Imported, resolution: Resolution) -> Imported:
    """Return the import with every contradiction settled, ready to be made a card."""
    return replace(imported, fields=resolution.fields, conflicts=())
