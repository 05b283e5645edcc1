"""Tables with a row per image or patient: columns named by the user, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fairatlas_client.errors import BadInput, Problem
from fairatlas_client.people import Sighting
from fairatlas_client.values import MISSING, UNKNOWN, age_between, age_of, date_of, sex_of

SEPARATORS = {".tsv": "\t"}


@dataclass(frozen=True)
class Columns:
    """Names of the columns; None where there is none.

    Parameters
    ----------
    person : str
        Identifier of the person: rows of one are counted once.
    sex, age, birth_date, study_date, ethnicity, country, site : str or None
    """

    person: str
    sex: str | None = None
    age: str | None = None
    birth_date: str | None = None
    study_date: str | None = None
    ethnicity: str | None = None
    country: str | None = None
    site: str | None = None

    def named(self) -> list[str]:
        """Columns that must be there."""
        return [name for name in vars(self).values() if name is not None]


@dataclass(frozen=True)
class Places:
    """Where people were imaged.

    Parameters
    ----------
    everywhere : str or None
        ISO 3166-1 alpha-3 of all.
    by_site : mapping of str to str
        From the name of an institution, as the files write it, to the country.
    """

    everywhere: str | None = None
    by_site: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = {*self.by_site.values(), *filter(None, [self.everywhere])}
        wrong = sorted(str(code) for code in codes if not is_code(str(code)))
        if wrong:
            rule = "must be an ISO 3166-1 alpha-3 code"
            raise BadInput("A country is not usable.", [Problem("country", rule, wrong[0], "KEN")])
        folded = {_folded(name): code for name, code in self.by_site.items()}
        object.__setattr__(self, "by_site", folded)

    def of(self, site: str) -> str:
        """Return the country of an institution, or unknown."""
        return self.everywhere or self.by_site.get(_folded(site), UNKNOWN)


def _folded(name: str) -> str:
    return name.strip().casefold()


def is_code(text: str) -> bool:
    """Whether a text has the form of an ISO 3166-1 alpha-3 code; the server knows which exist."""
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()


def read_csv(path: Path, columns: Columns, places: Places | None = None) -> Iterator[Sighting]:
    """Yield what each row says.

    Raises
    ------
    BadInput
        When a column is missing or a row has no identifier; values are never shown.
    """
    places = places or Places()
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened, delimiter=_separator(path, opened.readline()))
            opened.seek(0)
            _check_header(path, rows.fieldnames or (), columns)
            for number, row in enumerate(rows, start=2):
                yield _sighting({k: v or "" for k, v in row.items() if k}, columns, places,
                                f"{path.name}, row {number}")  # fmt: skip
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path.name} cannot be read as a table ({type(error).__name__})") from None


def _separator(path: Path, header: str) -> str:
    known = SEPARATORS.get(path.suffix.lower())
    return known or max(",;\t", key=header.count)


def _check_header(path: Path, header: object, columns: Columns) -> None:
    names = list(header) if isinstance(header, (list, tuple)) else []
    missing = [name for name in columns.named() if name not in names]
    if missing:
        found = ", ".join(names)[:200]
        problems = [Problem(path.name, f"has no column {name!r}", found) for name in missing]
        raise BadInput("A column is missing.", problems)


def _sighting(row: Mapping[str, str], columns: Columns, places: Places, where: str) -> Sighting:
    def value(name: str | None) -> str:
        text = row.get(name, "").strip() if name else ""
        return "" if text.lower() in MISSING else text

    person = value(columns.person)
    if not person:
        raise BadInput("A person has no identifier.", [Problem(where, "needs an identifier")])
    age = age_of(value(columns.age))
    if age is None:
        age = age_between(value(columns.birth_date), value(columns.study_date))
    country = value(columns.country)
    if country and not is_code(country):
        raise BadInput(
            "A country is not usable.",
            [Problem(where, "must have an ISO 3166-1 alpha-3 code as country", "", "KEN")],
        )
    return Sighting(
        person, sex_of(value(columns.sex)), age, country or places.of(value(columns.site)),
        value(columns.ethnicity) or UNKNOWN, date_of(value(columns.study_date)),
    )  # fmt: skip
