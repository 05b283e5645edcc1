"""People: each counted once, however many files speak of them. Identifiers stay in this memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fairatlas_client.values import UNKNOWN, band_of

DIMS = ("country", "sex", "age", "ethnicity")
Group = tuple[str, ...]


@dataclass(frozen=True)
class Sighting:
    """What one file or row says of one person.

    Parameters
    ----------
    person : str
        Identifier; kept in memory only, and out of `repr`.
    sex, country, ethnicity : str
        A category, or "unknown".
    age : int or None
        Whole years.
    day : date or None
        When the image was taken: of several ages the first one counts.
    """

    person: str = field(repr=False)
    sex: str = UNKNOWN
    age: int | None = None
    country: str = UNKNOWN
    ethnicity: str = UNKNOWN
    day: date | None = None


@dataclass
class _Known:
    """What is known of one person so far."""

    said: dict[str, set[str]] = field(default_factory=dict)
    ages: set[int] = field(default_factory=set)
    day: date = date.max

    def add(self, seen: Sighting) -> None:
        for dim in ("sex", "country", "ethnicity"):
            value = getattr(seen, dim)
            if value != UNKNOWN:
                self.said.setdefault(dim, set()).add(value)
        if seen.age is not None:
            self._add_age(seen.age, seen.day or date.max)

    def _add_age(self, age: int, day: date) -> None:
        if day < self.day:
            self.day, self.ages = day, set()
        if day == self.day:
            self.ages.add(age)


@dataclass(frozen=True)
class Banding:
    """Age bands: so many years each, and an open one from `top` on."""

    width: int = 10
    top: int = 80

    def of(self, age: int | None) -> str:
        """Return the band of an age."""
        return band_of(age, self.width, self.top)


class People:
    """Everybody who was seen.

    Parameters
    ----------
    sightings : iterable of Sighting
    banding : Banding
    """

    def __init__(self, sightings: Iterable[Sighting], banding: Banding | None = None) -> None:
        self._banding = banding or Banding()
        known: dict[str, _Known] = {}
        self.files = 0
        for seen in sightings:
            self.files += 1
            known.setdefault(seen.person, _Known()).add(seen)
        self.conflicts: Counter[str] = Counter()
        self._rows = [self._row(each) for each in known.values()]

    def __len__(self) -> int:
        return len(self._rows)

    def _row(self, known: _Known) -> Mapping[str, str]:
        row = {dim: self._one(dim, known.said.get(dim, set())) for dim in DIMS if dim != "age"}
        bands = {self._banding.of(age) for age in known.ages}
        return {**row, "age": self._one("age", bands)}

    def _one(self, dim: str, values: set[str]) -> str:
        """The one value; unknown where there is none, or where files contradict each other."""
        if len(values) > 1:
            self.conflicts[dim] += 1
        return next(iter(values)) if len(values) == 1 else UNKNOWN

    def count(self, dims: Sequence[str]) -> Counter[Group]:
        """Return how many people there are in each group of the named dimensions."""
        return Counter(tuple(row[dim] for dim in dims) for row in self._rows)

    def has(self, dim: str) -> bool:
        """Whether anything is known of a dimension."""
        return any(row[dim] != UNKNOWN for row in self._rows)

    def forget_rare(self, dim: str, fewest: int, named: Iterable[str]) -> int:
        """Make unknown what fewer people have and nobody named; return how many people it was.

        Free text of a few people can be anything, a name included: it is never written.
        """
        often = Counter(row[dim] for row in self._rows)
        kept = {value for value, n in often.items() if n >= fewest} | set(named) | {UNKNOWN}
        lost = sum(n for value, n in often.items() if value not in kept)
        self._rows = [row if row[dim] in kept else {**row, dim: UNKNOWN} for row in self._rows]
        return lost
