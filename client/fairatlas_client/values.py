"""Values of one person as files write them, as the categories that FairAtlas counts."""

from __future__ import annotations

import re
from datetime import date

UNKNOWN = "unknown"
OLDEST = 120
# What DICOM (0010,0040), BIDS and plain tables write; anything else is unknown, never guessed.
SEXES = {
    "f": "female", "female": "female", "m": "male", "male": "male", "o": "other", "other": "other",
}  # fmt: skip
MISSING = frozenset({"", "n/a", "na", "nan", "none", "null", "unknown", "u"})

_DICOM_AGE = re.compile(r"(\d{3})([DWMY])")
_PER_YEAR = {"D": 365.25, "W": 365.25 / 7, "M": 12.0, "Y": 1.0}
_PLAIN_AGE = re.compile(r"(\d{1,3})(\.\d+)?")
_DATE = re.compile(r"(\d{4})[-.]?(\d{2})[-.]?(\d{2})(?:\D.*)?")


def sex_of(text: str, coding: dict[str, str] | None = None) -> str:
    """Return female, male, other or unknown.

    Parameters
    ----------
    text : str
        As the file has it.
    coding : dict or None
        The file's own words for its codes ({"1": "female"}).
    """
    said = (coding or {}).get(text.strip(), text).strip().lower()
    return SEXES.get(said, UNKNOWN)


def age_of(text: str, per_year: float = 1.0) -> int | None:
    """Return whole years, or None where the text is no age of a person.

    Parameters
    ----------
    text : str
        DICOM's form ("045Y", "006M") or a plain number.
    per_year : float
        How many of the units of a plain number make a year (12 for months).
    """
    text = text.strip()
    if found := _DICOM_AGE.fullmatch(text):
        years = int(found[1]) / _PER_YEAR[found[2]]
    elif _PLAIN_AGE.fullmatch(text):
        years = float(text) / per_year
    else:
        return None
    return int(years) if years <= OLDEST else None


def age_between(born: str, seen: str) -> int | None:
    """Return the whole years between two dates, or None where there are none to be had.

    Parameters
    ----------
    born, seen : str
        "19800229" or "1980-02-29".
    """
    first, last = date_of(born), date_of(seen)
    if first is None or last is None or last < first:
        return None
    had_birthday = (last.month, last.day) >= (first.month, first.day)
    years = last.year - first.year - (not had_birthday)
    return years if years <= OLDEST else None


def date_of(text: str) -> date | None:
    """Return a date of DICOM or ISO 8601, or None."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def band_of(age: int | None, width: int = 10, top: int = 80) -> str:
    """Return the age band: "40-49", "80+", or unknown.

    Parameters
    ----------
    age : int or None
        Whole years.
    width : int
        Years in a band.
    top : int
        First age of the open band.
    """
    if age is None:
        return UNKNOWN
    if age >= top:
        return f"{top}+"
    low = age - age % width
    return f"{low}-{min(low + width, top) - 1}"
