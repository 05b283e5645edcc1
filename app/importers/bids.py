"""BIDS: participants.tsv with its JSON sidecar, and dataset_description.json.

People are counted from their rows, each once; nobody's identifier leaves this module. What a code
means is what the sidecar says: without it nothing is counted and a problem is listed.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.documentation import Answer
from app.domain.imported import Imported
from app.errors import Invalid, TooLarge, problem
from app.importers.reading.gathering import Gathering, slug_of
from app.importers.reading.json_text import read_json_file

NAME = "bids"
PARTICIPANTS, SIDECAR, DESCRIPTION = (
    "participants.tsv", "participants.json", "dataset_description.json",
)  # fmt: skip
MAX_CHARACTERS = 50_000_000
ID = "participant_id"
_MISSING = ("n/a", "")
_SEXES = {
    "female": "female", "woman": "female", "women": "female",
    "male": "male", "man": "male", "men": "male",
    "other": "other", "intersex": "other",
    "unknown": "unknown", "not reported": "unknown",
}  # fmt: skip
_MONTHS = {"year": 12, "years": 12, "yr": 12, "yrs": 12, "month": 1, "months": 1}
_TOP = 80  # BIDS allows "89+", so that all who are older lie in one band
_AGE = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(\+?)")
_CODED = {"sex": "Levels", "age": "Units"}


@dataclass(frozen=True, slots=True)
class _Rows:
    """Columns of the file, and each participant's values; None where two rows contradict."""

    columns: tuple[str, ...]
    people: tuple[Mapping[str, str | None], ...]
    repeated: int
    contradicting: Mapping[str, int]


def read_bids(files: Mapping[str, str]) -> Imported:
    """Count the people of a BIDS dataset by sex and age, and read its description.

    Parameters
    ----------
    files : mapping of str to str
        Text by name: `participants.tsv` and `dataset_description.json` are needed,
        `participants.json` says what codes and units mean.

    Returns
    -------
    Imported
        Patients by sex and by bands of ten years (80 and older together), tallied from the file.

    Raises
    ------
    Invalid
        When a file is missing, is no table or no safe JSON, or names no participants.
    TooLarge
        When a file is longer than allowed.
    """
    lacking = [name for name in (PARTICIPANTS, DESCRIPTION) if name not in files]
    if lacking:
        rule = "is needed: it lies at the top of a BIDS dataset"
        raise Invalid("This is no BIDS dataset.", [problem(name, rule) for name in lacking])
    made = Gathering(NAME)
    described = read_json_file(files[DESCRIPTION])
    _describe(made, described)
    rows = _read_rows(files[PARTICIPANTS])
    sidecar = read_json_file(files[SIDECAR]) if SIDECAR in files else {}
    _count(made, rows, sidecar)
    return made.done()


def _describe(made: Gathering, said: Mapping[str, Any]) -> None:
    made.text("Name", "name", said.get("Name"))
    made.take("Name", "slug", slug_of(said.get("Name")))
    made.text("License", "licence", said.get("License"))
    doi = said.get("DatasetDOI")
    if isinstance(doi, str):
        found = re.fullmatch(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", doi.strip())
        if found:
            made.take("DatasetDOI", "doi", found[1])
        else:
            made.note("DatasetDOI", "must be a DOI", doi, "doi:10.18112/openneuro.ds000001.v1.0.0")
    made.take("HowToAcknowledge", "sources", [_source(made, said)])
    joined = "\n".join(_texts(said.get("EthicsApprovals"))) or None
    made.answer("EthicsApprovals", "ethics_and_governance", Answer.IN_PART, joined, "s1")
    taken = ("Name", "License", "DatasetDOI", "HowToAcknowledge", "Authors", "EthicsApprovals")
    for name in said:
        if name not in taken:
            made.leave(name[:100], "a card has no field for it")


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _source(made: Gathering, said: Mapping[str, Any]) -> dict[str, str]:
    """Make the dataset the source of its numbers, cited as it asks to be."""
    named = ", ".join(_texts(said.get("Authors")))
    wished = said.get("HowToAcknowledge")
    text = wished if isinstance(wished, str) and wished.strip() else None
    cited = made.readable("HowToAcknowledge", text)
    name = made.fields.get("name", "A BIDS dataset")
    usual = made.readable("Authors", f"{named}. {name}." if named else f"{name}.")
    return {"id": "s1", "citation": cited or usual or name, "where": PARTICIPANTS}


def _read_rows(text: str) -> _Rows:
    if len(text) > MAX_CHARACTERS:
        rule = f"must be at most {MAX_CHARACTERS} characters"
        raise TooLarge("The file is too large.", [problem(PARTICIPANTS, rule, len(text))])
    lines = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), "excel-tab", quoting=csv.QUOTE_NONE
    )
    try:
        header = [name.strip() for name in next(lines, [])]
        _check_header(header)
        return _merged(header, [_line(values, header, at) for at, values in _numbered(lines)])
    except csv.Error as error:
        found = problem(f"{PARTICIPANTS}, line {lines.line_num}", "is not TSV", str(error))
        raise Invalid("The table of participants is not readable.", [found]) from None


def _numbered(lines: Any) -> list[tuple[int, list[str]]]:
    return [(lines.line_num, values) for values in lines if any(each.strip() for each in values)]


def _check_header(header: list[str]) -> None:
    if ID not in header or len(set(header)) != len(header):
        rule = f"must name each column once, and {ID} among them"
        found = problem(f"{PARTICIPANTS}, header", rule, ", ".join(header), ID)
        raise Invalid("The table of participants is not readable.", [found])


def _line(values: list[str], header: list[str], at: int) -> dict[str, str]:
    if len(values) != len(header):
        rule = f"must have {len(header)} values, as the header has"
        found = problem(f"{PARTICIPANTS}, line {at}", rule, str(len(values)))
        raise Invalid("The table of participants is not readable.", [found])
    row = dict(zip(header, (each.strip() for each in values), strict=True))
    if row[ID] in _MISSING:
        found = problem(f"{PARTICIPANTS}, line {at}", f"must name its {ID}", "", "sub-01")
        raise Invalid("The table of participants is not readable.", [found])
    return row


def _merged(header: list[str], rows: list[dict[str, str]]) -> _Rows:
    """Count each participant once; where rows of one contradict, the value is not known."""
    if not rows:
        found = problem(PARTICIPANTS, "must hold at least one participant")
        raise Invalid("The table of participants is empty.", [found])
    people: dict[str, dict[str, str | None]] = {}
    contradicting: Counter[str] = Counter()
    for row in rows:
        held = people.setdefault(row[ID], dict(row))
        for name, value in row.items():
            before = held[name]
            if before in _MISSING:
                held[name] = value
            elif before is not None and value not in (before, *_MISSING):
                held[name] = None
                contradicting[name] += 1
    repeated = len(rows) - len(people)
    return _Rows(tuple(header), tuple(people.values()), repeated, contradicting)


def _count(made: Gathering, rows: _Rows, sidecar: Mapping[str, Any]) -> None:
    total = len(rows.people)
    made.take(PARTICIPANTS, "totals", {"patients": total})
    made.take(PARTICIPANTS, "totals_source", {"patients": "s1"})
    if rows.repeated:
        made.leave(PARTICIPANTS, f"{rows.repeated} further rows of participants counted already")
    tables = [
        table
        for name, read in (("sex", _sexes), ("age", _ages))
        if name in rows.columns and (table := _table(made, rows, name, sidecar, read))
    ]
    made.take(PARTICIPANTS, "tables", tables or None)
    for name in rows.columns:
        if name not in (ID, *_CODED):
            made.leave(f"{PARTICIPANTS}: {name[:80]}", "only sex and age are counted")


Reader = Callable[[Gathering, Any], Callable[[str], str | None] | None]


def _table(
    made: Gathering, rows: _Rows, name: str, sidecar: Mapping[str, Any], read: Reader
) -> dict[str, Any] | None:
    """Tally one column by what its sidecar says, or list why it cannot be tallied."""
    said = sidecar.get(name)
    coding = read(made, said.get(_CODED[name]) if isinstance(said, dict) else None)
    if coding is None:
        return None
    found: Counter[str] = Counter()
    not_coded = 0
    for person in rows.people:
        value = person[name]
        group = "unknown" if value is None or value in _MISSING else coding(value)
        not_coded += group is None
        found[group or "unknown"] += 1
    if not_coded:
        rule = f"{not_coded} values are not explained by {SIDECAR}: counted as unknown"
        made.note(f"{PARTICIPANTS}: {name}", rule)
    if wrong := rows.contradicting.get(name):
        rule = f"{wrong} rows contradict an earlier one of the same participant: unknown"
        made.note(f"{PARTICIPANTS}: {name}", rule)
    cells = [{name: group, "n": n} for group, n in sorted(found.items(), key=_order)]
    shape = {"unit": "patients", "dims": [name], "source": "s1", "cells": cells}
    return {**shape, "basis": "counted", "coverage": "complete"}


def _order(pair: tuple[str, int]) -> tuple[bool, int, str]:
    group, _ = pair
    first = re.match(r"\d+", group)
    return group == "unknown", int(first[0]) if first else 0, group


def _sexes(made: Gathering, levels: object) -> Callable[[str], str | None] | None:
    """Read which code means which sex; a code that looks like one is not taken for it."""
    if not isinstance(levels, dict) or not levels:
        rule = f"{SIDECAR} must say in Levels what its codes mean: they are not guessed"
        made.note(f"{PARTICIPANTS}: sex", rule, "", '{"sex": {"Levels": {"F": "female"}}}')
        return None
    meanings: dict[str, str] = {}
    for code, meaning in levels.items():
        words = _meaning(meaning).casefold().strip(" .")
        if words in _SEXES:
            meanings[code] = _SEXES[words]
        else:
            rule = f"must mean {', '.join(dict.fromkeys(_SEXES.values()))}: it is not guessed"
            made.note(f"{SIDECAR}: sex.Levels.{code[:40]}", rule, words, "female")
    return meanings.get if meanings else None


def _meaning(value: object) -> str:
    """Return the words for a code, plain or in the form with a description."""
    if isinstance(value, dict):
        value = value.get("Description") or value.get("description")
    return value if isinstance(value, str) else ""


def _ages(made: Gathering, units: object) -> Callable[[str], str | None] | None:
    """Read the unit of age; years and months are counted in bands of ten years."""
    months = _MONTHS.get(units.strip().casefold()) if isinstance(units, str) else None
    if months is None:
        rule = f"{SIDECAR} must say in Units whether age is in years or months: it is not guessed"
        made.note(f"{PARTICIPANTS}: age", rule, units or "", '{"age": {"Units": "years"}}')
        return None
    unit = months
    return lambda value: _band(value, unit)


def _band(value: str, months: int) -> str | None:
    """Return the band of ten years of an age; of one that is cut off only where it is sure."""
    found = _AGE.fullmatch(value)
    if not found:
        return None
    years = math.floor(float(found[1]) * months / 12)
    if found[2] and years < _TOP:
        return None
    if years >= _TOP:
        return f"{_TOP}+" if years <= 130 else None
    start = years // 10 * 10
    return f"{start}-{start + 9}"
