"""Croissant 1.0 and 1.1 with RAI (JSON-LD): what it says of a dataset, and our own extension.

Nothing is fetched: a context that lies elsewhere is not asked for, and mlcroissant is given none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.croissant import CARD, COUNTS, RAI
from app.domain.imported import Imported
from app.domain.printed import PrintedFraction
from app.domain.vocabulary import Dim
from app.errors import Invalid, problem
from app.importers.guarded.guard import Choked, Guard
from app.importers.reading.gathering import Gathering, slug_of
from app.importers.reading.json_text import read_json_file

NAME = "croissant"
# The library works with graphs: what is larger is read here, without its opinion.
MOST_VALUES = 20_000
_MLCROISSANT = Guard("app.importers.guarded.croissant")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LEFT = {
    "distribution": "files say nothing of people",
    "creator": "a card names who keeps the data; who made it stands in the citation",
    "isLiveDataset": "a card has no such field",
    "inLanguage": "a card has no such field",
}


def read_croissant(text: str) -> Imported:
    """Read a Croissant file as far as it says what a card holds.

    Parameters
    ----------
    text : str
        JSON-LD, Croissant 1.0 or 1.1, with or without RAI.

    Returns
    -------
    Imported
        Whole where the file was written here; else what could be taken, what was left, and the
        contradictions. What mlcroissant finds wrong is among the problems.

    Raises
    ------
    Invalid
        When the text is no safe JSON, or describes no dataset.
    TooLarge
        When the text is longer than allowed.
    """
    document = read_json_file(text)
    if not _is_dataset(document):
        rule = "must be sc:Dataset: this is no description of a dataset"
        found = problem("@type", rule, document.get("@type", ""), "sc:Dataset")
        raise Invalid("The file is no Croissant.", [found])
    checked, said = _checked(document)
    made = Gathering(NAME, _whole(document), CARD, _same)
    for words in said:
        made.note("mlcroissant", words)
    _take(made, {**_shortened(document), **_shortened(checked)}, document)
    return made.done()


def _is_dataset(document: Mapping[str, Any]) -> bool:
    kinds = document.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(k, str) and re.split(r"[:/#]", k)[-1] == "Dataset" for k in found)


def _checked(document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Let mlcroissant read it; return its reading, and what it finds wrong or cannot do."""
    if (why := _beyond(document)) is not None:
        return {}, [why]
    try:
        told = json.loads(_MLCROISSANT.ask(json.dumps(_plain(document)).encode()))
    except Choked:
        return {}, ["cannot read this file within the limits of memory and time"]
    return told["read"], told["said"]


def _beyond(document: dict[str, Any]) -> str | None:
    """Say why the library is not asked: a context that it would fetch, or too much of all."""
    context = document.get("@context")
    if not isinstance(context, dict):
        return "was not asked: the context is not in the file, and nothing is fetched"
    for values, (key, value) in enumerate(_walk(document)):
        if values > MOST_VALUES:
            return f"was not asked: the file holds more than {MOST_VALUES} values"
        if key == "@import" or (key == "@context" and value is not context):
            return "was not asked: only one context, at the top, is read"
    return None


def _walk(value: Any) -> Iterator[tuple[str | None, Any]]:
    waiting: list[tuple[str | None, Any]] = [(None, value)]
    while waiting:
        key, found = waiting.pop()
        yield key, found
        if isinstance(found, dict):
            waiting.extend(found.items())
        elif isinstance(found, list):
            waiting.extend((None, each) for each in found)


def _plain(value: Any) -> Any:
    """Leave out our own card, which is no matter of the library's; fractions become numbers."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k != CARD}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return float(value) if isinstance(value, PrintedFraction) else value


def _shortened(document: Mapping[str, Any]) -> dict[str, Any]:
    """Name properties by their short names, whichever of their spellings a file has."""
    short = {}
    for key, value in document.items():
        name = re.sub(r"^(?:sc:|schema:|cr:|dct:|https?://schema\.org/)", "", key)
        name = re.sub(r"^http://mlcommons\.org/croissant/RAI/", "rai:", name)
        short[re.sub(r"^http://mlcommons\.org/croissant/", "", name)] = value
    return short


def _whole(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the card that the file carries, with the rows of its record set as its cells."""
    card = document.get(CARD)
    if not isinstance(card, dict):
        return None
    tables = card.get("tables")
    if not isinstance(tables, list):
        return dict(card)
    cells: dict[Any, list[dict[str, Any]]] = {}
    for row in _counts(document):
        cells.setdefault(row.get("table"), []).append(_cell(row))
    filled = [
        {**table, "cells": cells[at]} if at in cells and isinstance(table, dict) else table
        for at, table in enumerate(tables)
    ]
    return {**card, "tables": filled}


def _counts(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    sets = document.get("recordSet")
    for each in sets if isinstance(sets, list) else [sets]:
        if isinstance(each, dict) and each.get("@id") == COUNTS:
            rows = each.get("data")
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict):
                    yield {name.removeprefix(f"{COUNTS}/"): value for name, value in row.items()}


def _cell(row: Mapping[str, Any]) -> dict[str, Any]:
    names = (*(dim.value for dim in Dim), "n", "n_low", "n_high", "status")
    cell = {name: row[name] for name in names if row.get(name) is not None}
    if row.get("below") is not None:
        cell["n"] = f"<{row['below']}"
    if row.get("share") is not None:
        cell["share"] = _share(row["share"])
    return cell


def _share(value: object) -> object:
    try:
        return PrintedFraction.of(value) if isinstance(value, str) else value
    except ValueError:
        return value  # the reader of cards says what is wrong with it


def _same(field: str, one: object, other: object) -> bool:
    """Whether two spellings mean the same: the parts of a list in any order."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return False


def _take(made: Gathering, said: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    name = _text(said.get("name"))
    made.text("name", "name", name)
    if not made.whole:
        made.take("name", "slug", slug_of(name))
    made.text("description", "description", _text(said.get("description")))
    made.text("license", "licence", _text(said.get("license")))
    made.text("version", "version", _text(said.get("version")))
    made.text("publisher", "custodian", _text(said.get("publisher")))
    _take_links(made, said)
    _take_year(made, _text(_shortened(document).get("datePublished")))
    made.words("keywords", [w for w in _listed(said.get("keywords")) if isinstance(w, str)])
    source = _source(made, said)
    for origin, (item, answer) in RAI.items():
        if origin in said:
            joined = "\n".join(filter(None, (_text(each) for each in _listed(said[origin]))))
            made.answer(origin, item, answer, joined or None, source)
    _leave(made, said)


def _take_links(made: Gathering, said: Mapping[str, Any]) -> None:
    for origin in ("url", "sameAs"):
        value = _text(said.get(origin))
        if value and value.startswith(("http://", "https://")):
            made.text(origin, "homepage", value)
            break
    # A card that the file carries may well have a homepage that is another DOI than its own.
    for origin in ("identifier",) if made.whole else ("identifier", "@id", "sameAs", "url"):
        found = _DOI.fullmatch(_text(said.get(origin)) or "")
        if found:
            made.text(origin, "doi", found[1])
            break


def _take_year(made: Gathering, date: str | None) -> None:
    if date is None:
        return
    found = re.match(r"(\d{4})(?!\d)", date)
    if found and 1900 <= int(found[1]) <= 2100:
        made.take("datePublished", "release_year", int(found[1]))
    else:
        made.note("datePublished", "must begin with a year", date, "2021-05-01")


def _source(made: Gathering, said: Mapping[str, Any]) -> str:
    """Make the file itself the source of what it says; return its id."""
    if made.whole:
        return ""
    cited = made.readable("citeAs", _text(said.get("citeAs")))
    name = made.fields.get("name", "A dataset")
    source = {"id": "s1", "citation": cited or f"{name}. Croissant metadata."}
    if "homepage" in made.fields:
        source["url"] = made.fields["homepage"]
    made.take("citeAs" if cited else "the file itself", "sources", [source])
    return "s1"


def _leave(made: Gathering, said: Mapping[str, Any]) -> None:
    for origin, why in _LEFT.items():
        if said.get(origin):
            made.leave(origin, why)
    sets = [each for each in _listed(said.get("recordSet")) if isinstance(each, dict)]
    if any(each.get("@id") != COUNTS or not made.whole for each in sets):
        made.leave("recordSet", "records are not counted here: bring counts as a table")
    known = {*_KNOWN, *_LEFT, *RAI}
    others = sorted(each for each in said if each not in known and not each.startswith("@"))
    for origin in others[:50]:
        made.leave(origin[:100], "a card has no field for it")


_KNOWN = frozenset({
    "name", "description", "license", "version", "publisher", "url", "sameAs", "identifier",
    "datePublished", "keywords", "citeAs", "conformsTo", "recordSet", CARD,
})  # fmt: skip


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    """Return the one text of a value: itself, that in English, or the name of what it describes."""
    if isinstance(value, list):
        texts = [found for each in value if (found := _text(each))]
        return ", ".join(texts) or None
    if isinstance(value, dict):
        for key in ("@value", "en", "name", "url", "@id"):
            if key in value:
                return _text(value[key])
        return None
    if isinstance(value, PrintedFraction):
        return value.text
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
