"""Reference: the people a dataset is held against. A reference is counts, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.source import Source
from app.domain.vocabulary import Dim
from app.errors import Invalid, problem


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """People of one group; `quality` is the status of the figure, for example "published"."""

    key: Mapping[Dim, str]
    n: int
    quality: str = "published"


@dataclass(frozen=True, slots=True)
class Reference:
    """Whole numbers of people per group of one eligible population.

    Parameters
    ----------
    slug, name : str
    year : int
        Year that the figures describe.
    eligible : str
        Who is in it, in plain words: printed on every figure.
    dims : tuple of Dim
    rows : tuple of ReferenceRow
        People, whole numbers.
    source : Source
    licence : str
    scheme : str or None
        Category scheme of ethnicity; must equal the table's to be compared.
    country : str or None
        ISO 3166-1 alpha-3 of a national reference; None for the world.
    note : str or None

    Raises
    ------
    Invalid
        When a row misses a dimension, repeats a group, or counts below 0.
    """

    slug: str
    name: str
    year: int
    eligible: str
    dims: tuple[Dim, ...]
    rows: tuple[ReferenceRow, ...]
    source: Source
    licence: str
    scheme: str | None = None
    country: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        problems = []
        seen: set[tuple[str, ...]] = set()
        for index, row in enumerate(self.rows):
            key = tuple(row.key.get(dim, "") for dim in self.dims)
            if set(row.key) != set(self.dims):
                rule = f"must name exactly {', '.join(self.dims)}"
                problems.append(problem(f"rows[{index}]", rule, dict(row.key)))
            if key in seen:
                problems.append(problem(f"rows[{index}]", "is given twice", dict(row.key)))
            if row.n < 0:
                rule = "must be a whole number, 0 or more"
                problems.append(problem(f"rows[{index}].n", rule, row.n, "120000"))
            seen.add(key)
        if problems:
            raise Invalid(f"The reference {self.slug!r} is not usable.", problems[:100])


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area of ISO 3166-1 (and XKX), with the groups it is listed in.

    Parameters
    ----------
    iso3, name : str
    region, subregion, who_region, income_group : str or None
        UN M49 region and subregion, WHO region, World Bank income group; None where the list
        does not place it.
    least_developed, landlocked, small_island : bool
        UN lists (LDC, LLDC, SIDS).
    population : int or None
        People; None where the UN gives no figure.
    age_structure : str or None
        Status of its age structure: published, scaled-wpp2019 or scaled-subregion.
    lon, lat : float
        Label point, degrees.
    """

    iso3: str
    name: str
    region: str | None
    subregion: str | None
    who_region: str | None
    income_group: str | None
    least_developed: bool
    landlocked: bool
    small_island: bool
    population: int | None
    age_structure: str | None
    lon: float
    lat: float
