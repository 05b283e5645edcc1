"""Bringing: files that somebody brings to the page, read into a card that can be mended and sent.

Nothing is stored. What a person chooses between file and stored card is put into words, which the
page keeps beside the draft.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.domain.access import Caller
from app.domain.imported import Conflict, Left, Taken
from app.errors import Invalid, Problem, problem
from app.services.desk import Desk
from app.services.exchange.choosing import Comparison, Resolution, compare, resolve
from app.services.exchange.parts import as_one
from app.services.exchange.taking_in import FORMATS, take_in
from app.services.writing.cards import Document, document_text, value_text

MOST_FILES = 20
FILES_EXAMPLE = {
    "files": [{"name": "card.yaml", "content": "c2x1ZzogbXktZGF0YXNldAo="}],
    "format": "card_yaml",
}
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SideShown:
    """One of the values that contradict each other, as JSON text, and where it stands."""

    origin: str
    value: str


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """A field for which a person chooses one side."""

    field: str
    sides: tuple[SideShown, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """Files as a card, as far as they give one.

    `card` holds what is stored and what only the file has; of `conflicts` a person chooses.
    `revision` is that of the stored card (None: there is none), `missing` names fields that a card
    needs. `chosen` puts the choices into words once they are made.
    """

    format: str
    formats: tuple[str, ...]
    slug: str | None
    revision: int | None
    card: Any
    took: tuple[Taken, ...]
    left: tuple[Left, ...]
    added: tuple[str, ...]
    conflicts: tuple[ConflictShown, ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    chosen: str


def bring(desk: Desk, caller: Caller, sent: Document) -> Brought:
    """Read files of any format that we know, and hold them against the stored card.

    Raises
    ------
    Invalid
        With what cannot be read, or a choice that is none.
    TooLarge
    """
    files, format_name, choices = _asked(sent)
    found = compare(desk.store, take_in(files, format_name))
    if not choices:
        return _brought(found, found.conflicts, as_one(found.parts), "")
    done = resolve(found, choices, caller.name, desk.stamp())
    return _brought(found, (), done.fields, _in_words(done))


def _brought(
    found: Comparison, conflicts: tuple[Conflict, ...], fields: Mapping[str, Any], chosen: str
) -> Brought:
    imported = found.imported
    return Brought(
        format=imported.format,
        formats=FORMATS,
        slug=found.slug,
        revision=found.revision,
        card=orjson.Fragment(document_text(fields)),
        took=imported.took,
        left=imported.left,
        added=found.added if found.revision else (),
        conflicts=tuple(shown(each) for each in conflicts),
        problems=imported.problems,
        missing=tuple(name for name in imported.missing if not fields.get(name)),
        chosen=chosen,
    )


def shown(conflict: Conflict) -> ConflictShown:
    """Show a contradiction with the values as JSON text."""
    sides = (SideShown(side.origin, value_text(side.value)) for side in conflict.sides)
    return ConflictShown(conflict.field, tuple(sides))


def _in_words(done: Resolution) -> str:
    """Say who chose what; a reviewer reads it beside the draft."""
    said = [
        f"{each['field']}: {each['chosen']} holds; " + "; ".join(
            f"{side['origin']} says {value_text(side['value'])[:_SHOWN]}"
            for side in each["sides"]
        )
        for each in done.record["choices"]
    ]  # fmt: skip
    return f"Chosen when a file ({done.record['format']}) was read. " + ". ".join(said)


def _asked(sent: Document) -> tuple[dict[str, bytes], str | None, dict[str, str]]:
    problems = [
        problem(name, "is not a field of this request", "", "files, format, choices")
        for name in sent
        if name not in ("files", "format", "choices")
    ]
    files = read_files(sent.get("files"), problems)
    format_name, choices = sent.get("format") or None, sent.get("choices") or {}
    if not isinstance(format_name, str | None):
        problems.append(problem("format", f"must be one of {', '.join(FORMATS)}", format_name))
    if not isinstance(choices, dict) or not all(isinstance(v, str) for v in choices.values()):
        problems.append(problem("choices", "must name a side for each field", "", "stored"))
    if problems:
        raise Invalid("The files cannot be taken.", problems)
    return files, format_name, dict(choices)


def read_files(given: object, problems: list[Problem]) -> dict[str, bytes]:
    """Read named files in base64, and note what is none."""
    found: dict[str, bytes] = {}
    if not isinstance(given, list) or not 0 < len(given) <= MOST_FILES:
        rule = f"must be a list of 1 to {MOST_FILES} files"
        problems.append(problem("files", rule, "", '[{"name": "card.yaml", "content": "..."}]'))
        return found
    for number, each in enumerate(given):
        try:
            found[str(each["name"])[:200]] = base64.b64decode(each["content"], validate=True)
        except (TypeError, KeyError, ValueError, binascii.Error):
            rule = "must have a name, and its content in base64"
            problems.append(problem(f"files[{number}]", rule, "", str(FILES_EXAMPLE["files"])))
    return found
