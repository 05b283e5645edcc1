"""Results: published tables of others, read into an evaluation card that can be mended and sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import orjson

from app.domain.imported import Imported, Left, Taken
from app.errors import Invalid, Problem, problem
from app.importers.fairmedfm import read_fairmedfm
from app.importers.medfair_csv import read_medfair
from app.importers.model_index import read_model_index
from app.importers.reading.evaluation import GROUP_DIMS, NUMBERS, read_evaluation
from app.importers.reading.results import GIVEN
from app.importers.results_csv import read_results_csv
from app.services.exchange.bringing import ConflictShown, read_files, shown
from app.services.exchange.taking_in import as_text
from app.services.writing.cards import Document, document_text

MODEL_INDEX, RESULTS_CSV = "model_index", "results_csv"
MEDFAIR, FAIRMEDFM = "medfair_csv", "fairmedfm"
Reader: TypeAlias = Callable[[str, str, str | None, Mapping[str, Any]], Imported]
_READERS: Mapping[str, Reader] = {
    MODEL_INDEX: read_model_index,
    RESULTS_CSV: read_results_csv,
    MEDFAIR: read_medfair,
    FAIRMEDFM: read_fairmedfm,
}
FORMATS = tuple(_READERS)
ATTRIBUTES = GROUP_DIMS  # what groups may be told apart by
NUMERIC = (*NUMBERS, "n", "n_pos")  # fields of a value that hold numbers
EXAMPLE: Document = {
    "files": [{"name": "groups.csv", "content": "c2V4LGF1cm9jCmZlbWFsZSwwLjg1Cm1hbGUsMC44OAo="}],
    "given": {
        "model": "my-model",
        "dataset": "my-dataset",
        "task": "pneumonia, chest X-ray",
        "label": "pneumonia",
        "protocol": "fine-tuned",
        "metric_definitions": {"auroc": "Area under the ROC curve."},
    },
}
_WORDS = ("groups", "metric_definitions")


@dataclass(frozen=True, slots=True)
class BroughtResults:
    """A table of results as an evaluation card, as far as the file and the person give one.

    `parts` names the evaluations that the file holds; `missing` the fields that the card still
    needs. Where nothing is missing and there is no problem, `card` is accepted as it stands.
    """

    format: str
    formats: tuple[str, ...]
    parts: tuple[str, ...]
    card: Any
    took: tuple[Taken, ...]
    left: tuple[Left, ...]
    conflicts: tuple[ConflictShown, ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]


def bring_results(sent: Document) -> BroughtResults:
    """Read a table of results of any format that we know; nothing is stored.

    Raises
    ------
    Invalid
        With what cannot be read, or the part that has to be chosen.
    TooLarge
    """
    files, format_name, part, given = _asked(sent)
    found = read_results(files, format_name, part, given)
    return BroughtResults(
        format=found.format,
        formats=FORMATS,
        parts=found.parts,
        card=orjson.Fragment(document_text(found.fields)),
        took=found.took,
        left=found.left,
        conflicts=tuple(shown(each) for each in found.conflicts),
        problems=found.problems,
        missing=found.missing,
    )


def read_results(
    files: Mapping[str, bytes], format_name: str | None, part: str | None, given: Mapping[str, Any]
) -> Imported:
    """Read one file; without a format it is told from name and content.

    Raises
    ------
    Invalid
    TooLarge
    """
    if len(files) != 1:
        rule = "must be one file"
        raise Invalid("There is not one file.", [problem("files", rule, ", ".join(files))])
    (name, content) = next(iter(files.items()))
    text = as_text(name, content)
    name = name.rsplit("/", 1)[-1]
    chosen = format_name or _told(name, text)
    if chosen not in _READERS:
        rule = f"must be one of {', '.join(FORMATS)}"
        raise Invalid("There is no such format.", [problem("format", rule, chosen, RESULTS_CSV)])
    return _checked(_READERS[chosen](text, name, part, given))


def _told(name: str, text: str) -> str:
    """Tell the format by ending, and of a table by its first line."""
    if name.endswith(".md"):
        return MODEL_INDEX
    first = text.removeprefix("\ufeff").partition("\n")[0].strip()
    if name.endswith(".json") or first.startswith("attribute,group,"):
        return FAIRMEDFM
    return MEDFAIR if first.startswith(("methods,", ",Test ", ",Val ")) else RESULTS_CSV


def _checked(found: Imported) -> Imported:
    """Add what the card still breaks, once nothing is missing."""
    if found.missing or found.problems:
        return found
    try:
        read_evaluation(found.fields)
    except Invalid as error:
        return replace(found, problems=tuple(error.problems))
    return found


Asked: TypeAlias = tuple[dict[str, bytes], str | None, str | None, dict[str, Any]]


def _asked(sent: Document) -> Asked:
    names = ("files", "format", "part", "given")
    problems = [
        problem(name, "is not a field of this request", "", ", ".join(names))
        for name in sent
        if name not in names
    ]
    files = read_files(sent.get("files"), problems)
    format_name, part = (_text(sent, name, problems) for name in ("format", "part"))
    given = sent.get("given") or {}
    if not isinstance(given, dict):
        problems.append(problem("given", "must be an object", "", '{"model": "my-model"}'))
        given = {}
    problems += [each for name, value in given.items() if (each := _wrong(name, value))]
    if problems:
        raise Invalid("The files cannot be taken.", problems)
    return files, format_name, part, given


def _text(sent: Document, name: str, problems: list[Problem]) -> str | None:
    value = sent.get(name) or None
    if not isinstance(value, str | None):
        problems.append(problem(name, "must be text", ""))
        return None
    return value


def _wrong(name: str, value: object) -> Problem | None:
    if name not in GIVEN:
        return problem(f"given.{name}", f"must be one of {', '.join(GIVEN)}", "", "model")
    if name in _WORDS:
        good = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        return None if good else problem(f"given.{name}", "must map words to words", "")
    return None if isinstance(value, str) else problem(f"given.{name}", "must be text", "")
