"""Lists that countries stand in: where each comes from, and as of when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from app.importers.reference_csv import read_country_columns


class Listed(NamedTuple):
    """One list: its source, its date as it is written, and what has changed since."""

    source: str
    as_of: str | None
    note: str | None


@cache
def listed_groups(data_dir: Path) -> Mapping[str, Listed]:
    """Return the list behind each column of the countries, by the name of the column."""
    folder = data_dir / "reference" / "countries"
    if not (folder / "source.yaml").is_file():
        return {}
    return {
        each.column: Listed(each.source, each.as_of, each.note)
        for each in read_country_columns(folder)
    }
