"""Bundle: card files and reference folders as they lie on disk, read and checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.domain.card import DatasetCard
from app.domain.evaluation import EvaluationCard
from app.domain.model import ModelCard
from app.errors import AppError, Invalid, Problem, problem
from app.importers.card_yaml import read_dataset, read_evaluation, read_model

AnyCard = DatasetCard | ModelCard | EvaluationCard
CardKind = Literal["dataset", "model", "evaluation"]
FOLDERS: dict[str, CardKind] = {
    "datasets": "dataset",
    "cohorts": "dataset",
    "models": "model",
    "evaluations": "evaluation",
}
_READERS: dict[CardKind, Callable[[str], AnyCard]] = {
    "dataset": read_dataset,
    "model": read_model,
    "evaluation": read_evaluation,
}
# Raise it when importers or the tally read the same text differently: all cards are then new.
_READING = b"reading 1\n"
_LARGEST_FILE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CardFile:
    """One file that holds a card; `content_hash` tells whether it has changed."""

    path: Path
    kind: CardKind
    content_hash: str
    text: bytes

    @property
    def slug(self) -> str:
        """Name of the file, which is the slug of a bundled card."""
        return self.path.stem


def content_hash(*parts: bytes) -> str:
    """Hash of what a card or reference is read from."""
    return hashlib.sha256(_READING + b"\n".join(parts)).hexdigest()


def card_files(folder: Path) -> list[CardFile]:
    """Find the bundled cards: the folder says the kind, the name of the file the slug."""
    found = [
        _card_file(path, kind)
        for name, kind in FOLDERS.items()
        for path in sorted((folder / name).glob("*.yaml"))
    ]
    _refuse_twins(found)
    return found


def _card_file(path: Path, kind: CardKind | None) -> CardFile:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            found = problem(
                str(path), f"must be at most {_LARGEST_FILE} bytes", path.stat().st_size
            )
            raise Invalid("The file is too large for a card.", [found])
        text = path.read_bytes()
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.") from None
    return CardFile(path, kind or _kind_of(text), content_hash(text), text)


def _refuse_twins(files: Iterable[CardFile]) -> None:
    seen: dict[tuple[str, str], Path] = {}
    problems = []
    for file in files:
        before = seen.setdefault((file.kind, file.slug), file.path)
        if before is not file.path:
            problems.append(problem(str(file.path), f"is a second {file.slug}; see {before}"))
    if problems:
        raise Invalid("Two cards have the same name.", problems)


def files_at(paths: Iterable[Path]) -> list[CardFile]:
    """Find the cards at these paths: files, or folders with .yaml files below them."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if not path.exists() or not inside:
            rule = "must be a card in YAML, or a folder of such cards"
            raise Invalid(f"There is no card at {path}.", [problem("PATH", rule, str(path))])
        found.extend(inside)
    return [_card_file(path, None) for path in found]


def _kind_of(text: bytes) -> CardKind:
    """Tell the kind of a card by the field that only this kind has."""
    if re.search(rb"^metric_definitions\s*:", text, re.MULTILINE):
        return "evaluation"
    return "model" if re.search(rb"^pretraining\s*:", text, re.MULTILINE) else "dataset"


def read_cards(files: Iterable[CardFile], *, named: bool) -> list[tuple[CardFile, AnyCard]]:
    """Read every card; all problems of all files are told at once, each with its file.

    `named` asks that the slug be the name of the file, as it is in the bundle.
    """
    read: list[tuple[CardFile, AnyCard]] = []
    problems: list[Problem] = []
    broken: list[str] = []
    for file in files:
        try:
            card = _read(file, named)
        except AppError as error:
            broken.append(file.path.name)
            problems.extend(_located(file, error))
        else:
            read.append((file, card))
    if broken:
        names = ", ".join(broken[:5]) + (" ..." if len(broken) > 5 else "")
        raise Invalid(f"Nothing was loaded: {len(broken)} cards are broken ({names}).", problems)
    return read


def _read(file: CardFile, named: bool) -> AnyCard:
    try:
        text = file.text.decode()
    except UnicodeDecodeError as error:
        found = problem("", "must be UTF-8", f"byte {error.object[error.start]:#x}")
        raise Invalid("The file is no text.", [found]) from None
    card = _READERS[file.kind](text)
    if named and card.slug != file.slug:
        found = problem("slug", "must be the name of the file", card.slug, file.slug)
        raise Invalid("The card has another name than its file.", [found])
    return card


def _located(file: CardFile, error: AppError) -> list[Problem]:
    if not error.problems:
        return [problem(str(file.path), error.message)]
    return [
        replace(each, field=f"{file.path}: {each.field}" if each.field else str(file.path))
        for each in error.problems
    ]
