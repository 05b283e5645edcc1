"""BIDS folders: participants.tsv, with the coding that participants.json states."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairatlas_client.csv_files import Places
from fairatlas_client.errors import BadInput, Problem
from fairatlas_client.people import Sighting
from fairatlas_client.values import MISSING, UNKNOWN, age_of, sex_of

TABLE, SIDECAR = "participants.tsv", "participants.json"
PERSON = "participant_id"
# The standard's unit of age is the year; a sidecar may state another.
PER_YEAR = {"": 1.0, "year": 1.0, "years": 1.0, "month": 12.0, "months": 12.0,
            "week": 365.25 / 7, "weeks": 365.25 / 7, "day": 365.25, "days": 365.25}  # fmt: skip


@dataclass
class Bids:
    """The participants of a BIDS data set.

    Parameters
    ----------
    folder : Path
    places : Places
    ethnicity : str or None
        Column of ethnicity.
    uncoded : int
        Rows with a value of sex that neither the standard nor the sidecar explains: known after
        reading; counted as unknown.
    """

    folder: Path
    places: Places = field(default_factory=Places)
    ethnicity: str | None = None
    uncoded: int = 0

    def __iter__(self) -> Iterator[Sighting]:
        coding = _sidecar(self.folder / SIDECAR)
        per_year = _per_year(coding.get("age", {}))
        levels = {str(code): str(word) for code, word in _levels(coding.get("sex", {})).items()}
        groups = _levels(coding.get(self.ethnicity or "", {}))
        for row in _rows(self.folder / TABLE):
            said = row.get("sex", "")
            sex = sex_of(said, levels)
            self.uncoded += sex == UNKNOWN and said.lower() not in MISSING
            group = row.get(self.ethnicity or "", "")
            group = "" if group.lower() in MISSING else str(groups.get(group, group))
            yield Sighting(
                row[PERSON], sex, age_of(row.get("age", "").rstrip("+"), per_year),
                self.places.of(""), group or UNKNOWN,
            )  # fmt: skip

    def report(self) -> list[str]:
        """Say what could not be read, in numbers only."""
        if not self.uncoded:
            return []
        return [f"{self.uncoded} rows have a code of sex that {SIDECAR} does not explain: unknown"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened, delimiter="\t")
            if PERSON not in (rows.fieldnames or ()):
                raise BadInput("A column is missing.", [Problem(TABLE, f"needs {PERSON}")])
            for number, row in enumerate(rows, start=2):
                values = {key: (value or "").strip() for key, value in row.items() if key}
                if not values[PERSON]:
                    where = f"{TABLE}, row {number}"
                    raise BadInput(
                        "A person has no identifier.", [Problem(where, f"needs {PERSON}")]
                    )
                yield values
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{TABLE} cannot be read ({type(error).__name__})") from None


def _sidecar(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        raise BadInput(f"{SIDECAR} is no JSON") from None
    return {k: v for k, v in read.items() if isinstance(v, dict)} if isinstance(read, dict) else {}


def _levels(column: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a column's codes mean; a level may be a text or an object with a description."""
    levels = column.get("Levels")
    if not isinstance(levels, dict):
        return {}
    return {
        code: word.get("Description", "") if isinstance(word, dict) else word
        for code, word in levels.items()
    }


def _per_year(column: Mapping[str, Any]) -> float:
    unit = str(column.get("Units", "")).strip().lower()
    if unit not in PER_YEAR:
        rule = "must be years, months, weeks or days"
        raise BadInput(
            "Ages cannot be read.", [Problem(f"{SIDECAR}, age.Units", rule, unit, "years")]
        )
    return PER_YEAR[unit]
