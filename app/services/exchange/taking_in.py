"""Taking in: files of any format that we read, told apart, as far as they give a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.card import DatasetCard
from app.domain.imported import Imported, Taken
from app.errors import Invalid, Problem, problem
from app.importers.bids import PARTICIPANTS, read_bids
from app.importers.croissant import read_croissant
from app.importers.hugging_face import read_hugging_face
from app.importers.reading.dataset import read_dataset
from app.importers.reading.json_text import read_json_file
from app.importers.reading.yaml_text import read_yaml

CARD_YAML, CARD_JSON, CROISSANT = "card_yaml", "card_json", "croissant"
HUGGING_FACE, BIDS = "hugging_face", "bids"


def _card_yaml(text: str) -> Imported:
    return _own(CARD_YAML, read_yaml(text))


def _card_json(text: str) -> Imported:
    return _own(CARD_JSON, read_json_file(text))


def _own(name: str, fields: Mapping[str, object]) -> Imported:
    return Imported(name, fields, took=tuple(Taken(each, each) for each in fields))


_READERS: Mapping[str, Callable[[str], Imported]] = {
    CARD_YAML: _card_yaml,
    CARD_JSON: _card_json,
    CROISSANT: read_croissant,
    HUGGING_FACE: read_hugging_face,
}
FORMATS = (*_READERS, BIDS)


def take_in(files: Mapping[str, bytes], format_name: str | None = None) -> Imported:
    """Read the files of one dataset; without a format it is told from names and content.

    Raises
    ------
    Invalid
        When no format fits, or a file breaks a rule of its format.
    TooLarge
        When a file is longer than allowed.
    """
    texts = {name.rsplit("/", 1)[-1]: as_text(name, content) for name, content in files.items()}
    chosen = format_name or _told(texts)
    if chosen == BIDS:
        return read_bids(texts)
    if chosen not in _READERS:
        rule = f"must be one of {', '.join(FORMATS)}"
        raise Invalid("There is no such format.", [problem("format", rule, chosen, CARD_YAML)])
    if len(texts) != 1:
        rule = "must be one file: only BIDS has several"
        raise Invalid("There are too many files.", [problem("files", rule, ", ".join(texts))])
    return _READERS[chosen](next(iter(texts.values())))


def as_text(name: str, content: bytes) -> str:
    """Read a file as UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        byte = f"byte {error.object[error.start]:#x}"
        raise Invalid("A file is no text.", [problem(name, "must be UTF-8", byte)]) from None


def _told(texts: Mapping[str, str]) -> str:
    """Tell the format: by the names that BIDS demands, by ending, and of JSON by its context."""
    if PARTICIPANTS in texts:
        return BIDS
    for name, text in texts.items():
        if name.endswith(".md"):
            return HUGGING_FACE
        if name.endswith((".json", ".jsonld")):
            return CROISSANT if '"@context"' in text else CARD_JSON
    return CARD_YAML


def card_of(imported: Imported) -> DatasetCard:
    """Make the card; what is missing or wrong is told at once.

    Raises
    ------
    Invalid
        With every problem: contradictions that nobody has settled, and what the card breaks.
    """
    open_ones = [_unsettled(conflict.field) for conflict in imported.conflicts]
    if open_ones:
        raise Invalid("The file contradicts itself.", open_ones)
    return read_dataset(imported.fields)


def _unsettled(field: str) -> Problem:
    return problem(field, "has several values: choose one of them")
