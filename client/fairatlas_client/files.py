"""Files to be sent: all of them are read and checked before the first byte leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairatlas_client.counting import THRESHOLD
from fairatlas_client.errors import BadInput, Problem

LARGEST = 20_000_000
DATASETS, MODELS, EVALUATIONS, REFERENCES = "datasets", "models", "evaluations", "references"
# A field that only this kind of card has.
TELLING = {
    EVALUATIONS: "metric_definitions", MODELS: "pretraining", REFERENCES: "rows",
    DATASETS: "modalities",
}  # fmt: skip
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class CardFile:
    """A card that may be sent: its kind, its name, and its bytes as they were checked."""

    path: Path
    noun: str
    slug: str
    content: bytes


def check(paths: Sequence[Path], threshold: int = THRESHOLD) -> list[CardFile]:
    """Read and check every file; nothing is sent.

    The server knows more rules than these; `push` asks it to try everything (`dry_run`) before
    it stores anything.

    Parameters
    ----------
    paths : sequence of Path
        Cards as JSON.
    threshold : int
        Counts from 1 to one less must not be in a table that was counted.

    Raises
    ------
    BadInput
        With the problems of all files.
    """
    problems: list[Problem] = []
    found = [each for path in paths if (each := _checked(path, threshold, problems))]
    names = [(each.noun, each.slug) for each in found]
    problems += [
        Problem(str(each.path), "has the same name as another file", each.slug)
        for number, each in enumerate(found)
        if (each.noun, each.slug) in names[:number]
    ]
    if problems:
        raise BadInput(f"{len(problems)} problems; nothing was sent.", problems[:MOST_PROBLEMS])
    return found


def load_json(path: Path) -> dict[str, Any]:
    """Read one JSON object; keys given twice, NaN and infinities are refused.

    Raises
    ------
    BadInput
    """
    return _parsed(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than {LARGEST} bytes")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({type(error).__name__})") from None


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError:
        raise BadInput(f"{path} is nested too deeply") from None
    except ValueError as error:
        raise BadInput(f"{path} is no JSON: {str(error)[:200]}") from None
    if not isinstance(read, dict):
        raise BadInput(f"{path} must be one JSON object: a card")
    return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice[:80]!r} is given twice")
    return found


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _checked(path: Path, threshold: int, problems: list[Problem]) -> CardFile | None:
    try:
        content = _bytes(path)
        card = _parsed(path, content)
    except BadInput as error:
        problems.append(Problem(str(path), error.message))
        return None
    before = len(problems)
    noun = next((noun for noun, field in TELLING.items() if field in card), None)
    slug = card.get("slug")
    if noun is None:
        rule = f"must be a card: one of {', '.join(TELLING.values())} is needed"
        problems.append(Problem(str(path), rule))
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        rule = "must be lower-case letters, digits and hyphens"
        problems.append(Problem(f"{path}: slug", rule, str(slug)[:80], "nairobi-chest-ct"))
    problems += _small(path, card, threshold)
    if len(problems) > before or noun is None:
        return None
    return CardFile(path, noun, str(slug), content)


def _small(path: Path, card: Mapping[str, Any], threshold: int) -> list[Problem]:
    """Small counts that were not printed by anybody: they must not leave the site."""
    tables = card.get("tables")
    return [
        Problem(
            f"{path}: tables[{number}].cells[{position}]",
            f"is a count below {threshold}: hide it, or say basis: reported where it is published",
            example=f'n: "<{threshold}"',
        )
        for number, table in enumerate(tables if isinstance(tables, list) else [])
        if isinstance(table, dict) and table.get("basis") != "reported"
        for position, cell in enumerate(table.get("cells") or [])
        if isinstance(cell, dict) and _is_small(cell.get("n"), threshold)
    ]


def _is_small(n: object, threshold: int) -> bool:
    return isinstance(n, (int, float)) and not isinstance(n, bool) and 0 < n < threshold
