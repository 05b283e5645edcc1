"""The command that reads a published table of results into an evaluation card."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import Invalid, problem
from app.importers.reading.results import GIVEN
from app.services.exchange.results import FORMATS, read_results
from app.services.writing.cards import document_text

Add = Callable[..., argparse.ArgumentParser]
Run = Callable[..., None]


def add_command(commands: Any, add: Add, run: Run) -> None:
    """Add `results` to the command line."""
    words = "read a published table of results into an evaluation card; nothing is stored"
    found = add(commands, "results", run, words)
    found.add_argument("file", type=Path, metavar="FILE")
    found.add_argument("--format", choices=FORMATS, help="told from the file unless named")
    found.add_argument("--part", help="which evaluation, where the file holds several")
    found.add_argument("--given", action="append", default=[], metavar="NAME=TEXT",
                       help=f"{', '.join(GIVEN)}; groups.0=0-59")  # fmt: skip
    found.add_argument("--out", type=Path, required=True, metavar="CARD.json")


def read(given: argparse.Namespace) -> str:
    """Write the card, and return what was left, contradicts and is missing."""
    try:
        content = given.file.read_bytes()
    except OSError as error:
        found_no = problem("FILE", "must be a file that can be read", str(given.file))
        raise Invalid(f"There is nothing to read ({type(error).__name__}).", [found_no]) from None
    found = read_results({given.file.name: content}, given.format, given.part, _said(given.given))
    if found.problems:
        raise Invalid("The table is not usable as it stands.", list(found.problems))
    given.out.write_text(document_text(found.fields), encoding="utf-8")
    lines = [f"left: {each.origin}: {each.why}" for each in found.left]
    lines += [f"said otherwise in the file: {each.field}" for each in found.conflicts]
    lines += [f"missing: {name}" for name in found.missing]
    values = len(found.fields.get("results", ()))
    return "\n".join([*lines, f"{given.out}: {values} values of groups"])


def _said(pairs: list[str]) -> dict[str, Any]:
    """Read NAME=TEXT, and NAME.KEY=TEXT for those that map words."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        head, dot, key = name.partition(".")
        if not sign or head not in GIVEN or bool(dot) != (head in ("groups", "metric_definitions")):
            rule = f"must be NAME=TEXT with a name of {', '.join(GIVEN)}"
            raise Invalid("It is not clear what is said.",
                          [problem("--given", rule, pair, "model=my-model")])  # fmt: skip
        if dot:
            found.setdefault(head, {})[key] = text
        else:
            found[head] = text
    return found
