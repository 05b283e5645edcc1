"""Diff: what two revisions of a card say differently, field by field and number by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from app.domain.access import Caller
from app.domain.counts import CountTable
from app.domain.question import whole_number
from app.domain.table import Table
from app.services.catalogue.tabulate import shown, table
from app.services.desk import Desk
from app.services.parameters import Pairs, Parameter, checked_slug, read_parameters
from app.services.writing.drafts import seen_draft
from app.services.writing.kinds import Kind, Written
from app.store import Session, Store, revisions
from app.store.releases import present_release

_NUMBERS = ("tables", "population_tables", "rows", "scores")
_OF_CELL = ("n", "share", "n_low", "n_high", "status")
_OF_ROW = ("n", "quality")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs; null where one of the two does not have it."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A printed number that differs; `before` null: it is new, `after` null: it is gone."""

    table: str
    group: Mapping[str, str]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Diff:
    """What `after` says differently from `before`; `before` 0 is no card at all."""

    kind: str
    slug: str
    before: int
    after: int
    fields: tuple[FieldChange, ...]
    numbers: tuple[NumberChange, ...]
    release: int


def _revision(name: str, meaning: str) -> Parameter:
    schema = {"type": "integer", "minimum": 1}
    return Parameter(name, meaning, whole_number(1, 2**31 - 1), "1", schema)


DIFF = (
    _revision("from", "The first of the two; the one before the second unless told."),
    _revision("to", "The second of the two; the latest that was out unless told."),
)


def diff(store: Store, kind: Kind, slug: str, pairs: Pairs = ()) -> Diff:
    """Compare two revisions that were out.

    Raises
    ------
    NotFound
        When one of them was never out.
    """
    asked: dict[str, Any] = read_parameters(DIFF, pairs)
    checked_slug(kind.name, slug)
    with store.reading() as session:
        out = [each.revision for each in revisions.revisions_of(session, kind.name, slug)
               if each.release_in is not None]  # fmt: skip
        after = asked.get("to") or max(out, default=1)
        before = asked.get("from") or max((each for each in out if each < after), default=after)
        new, _ = kind.load(session, slug, after)
        old, _ = kind.load(session, slug, before)
        return _compared(session, kind, (before, old), (after, new))


def diff_draft(desk: Desk, caller: Caller, kind: Kind, at: tuple[str, int]) -> Diff:
    """Compare a draft that the caller may see with the revision that it follows."""
    with desk.store.reading() as session:
        draft = seen_draft(session, caller, kind, *at)
        old = kind.load(session, draft.slug, draft.base)[0] if draft.base else None
        new, _ = kind.load(session, draft.slug, draft.revision, drafts=True)
        return _compared(session, kind, (draft.base, old), (draft.revision, new))


def _compared(
    session: Session, kind: Kind, before: tuple[int, Written | None], after: tuple[int, Written]
) -> Diff:
    old, new = before[1], after[1]
    return Diff(
        kind=kind.name,
        slug=new.slug,
        before=before[0],
        after=after[0],
        fields=tuple(_fields(_flat(old), _flat(new))),
        numbers=tuple(_numbers(counted(old), counted(new))),
        release=present_release(session),
    )


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield FieldChange(name, old.get(name), new.get(name))


def _numbers(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[NumberChange]:
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            where, group = key
            yield NumberChange(where, dict(group), old.get(key), new.get(key))


def _flat(card: Written | None) -> dict[str, Any]:
    """Return the fields of a card, tables with what they say beside their numbers."""
    found: dict[str, Any] = {}
    for field in fields(card) if card is not None else ():
        value = getattr(card, field.name)
        if field.name not in _NUMBERS:
            found.update(_leaves(field.name, value))
        elif field.name.endswith("tables"):
            for name, each in named(value):
                told = {f.name: getattr(each, f.name) for f in fields(each) if f.name != "cells"}
                found.update({f"{name}: {key}": part for key, part in told.items()})
    return found


def _leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Take a value apart where it has names for its parts; a list is one value."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(f"{name}.{key}", each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _leaves(f"{name}.{field.name}", getattr(value, field.name))
    else:
        yield name, value


def named(tables: Iterable[CountTable]) -> Iterator[tuple[str, CountTable]]:
    """Name each table by what it counts; a second one alike is told apart by its number."""
    seen: dict[str, int] = {}
    for each in tables:
        name = f"{each.unit} by {', '.join(each.dims)}" + (f" ({each.part})" if each.part else "")
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} #{seen[name]}"), each


def counted(card: Written | None) -> dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, Any]]:
    """Return every number of a card by its table and group."""
    found = {}
    tables = getattr(card, "tables", ()) or getattr(card, "population_tables", ())
    for name, each in named(tables):
        for cell in each.cells:
            found[name, _group(cell.key)] = {part: getattr(cell, part) for part in _OF_CELL}
    for row in getattr(card, "rows", ()):
        found["people", _group(row.key)] = {part: getattr(row, part) for part in _OF_ROW}
    for score in getattr(card, "scores", ()):
        told = {f.name: getattr(score, f.name) for f in fields(score)}
        run = f", run {told.pop('run')}" if score.run else ""
        found[f"{told.pop('metric')}{run}", _group(told.pop("dims"))] = told
    return found


def _group(key: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(dim), category) for dim, category in key.items()))


_CHANGES = (
    shown("what", "Field, or table of the number", read=lambda row: row[0]),
    shown("group", "Group of the number; empty for a field", read=lambda row: row[1]),
    shown("before", "What the first of the two says; empty where it says nothing",
          read=lambda row: row[2]),
    shown("after", "What the second says", read=lambda row: row[3]),
)  # fmt: skip


def diff_table(found: Diff) -> Table:
    """One row per difference."""
    definition = f"What revision {found.after} says differently from revision {found.before}."
    rows: list[tuple[str, str | None, str | None, str | None]] = [
        (each.field, None, _words(each.before), _words(each.after)) for each in found.fields
    ]
    rows += [
        (each.table, ", ".join(f"{d} {c}" for d, c in each.group.items()) or None,
         _words(each.before), _words(each.after))
        for each in found.numbers
    ]  # fmt: skip
    return table(f"{found.kind}-{found.slug}-diff", definition, _CHANGES, rows, found.release)


def _words(value: Any) -> str | None:
    if isinstance(value, Mapping):
        given = {name: each for name, each in value.items() if each is not None}
        return ", ".join(f"{name} {each}" for name, each in given.items()) or None
    return None if value is None or value == () else str(value)
