"""Shapes of a profile: plain values, each with its status and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.assessment import Assessment, CitedSource, Group
from app.domain.reference import Country
from app.domain.vocabulary import Status, Unit
from app.services.described import Described
from app.services.measures import Place
from app.services.profile.cohorts import Cohort
from app.services.profile.learners import Learners
from app.services.profile.people import People
from app.services.profile.presence import Presence


@dataclass(frozen=True, slots=True)
class Area:
    """What a profile is about: a country (grouping "country") or a region of a grouping.

    `phrase` is the name as it stands after "in".
    """

    grouping: str
    id: str
    name: str
    phrase: str

    @property
    def is_country(self) -> bool:
        """Whether it is one country or area."""
        return self.grouping == "country"


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted there in one unit, pooled over datasets; the same numbers as in the API."""

    unit: Unit
    status: Status
    low: int | None
    high: int | None
    datasets: int
    sites_not_counted: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Countries of one group by name, with what is known of each: no order but that of names.

    `unreleased` are those where only images that are not released are known.
    """

    grouping: str
    name: str
    places: tuple[Place, ...]
    unreleased: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of one area, in one release.

    `group` and `answer` hold the patients there against the people of the world; `datasets` are
    in the totals, `cohorts` are in none.
    """

    area: Area
    release: int
    members: tuple[Country, ...]
    counts: Mapping[Unit, Counted]
    answer: Assessment
    group: Group | None
    datasets: tuple[Presence, ...]
    cohorts: tuple[Cohort, ...]
    described: tuple[Described, ...]
    learners: Learners
    people: People
    compared: Compared
    comparisons: tuple[tuple[str, str], ...]
    sources: Mapping[str, CitedSource]

    @property
    def country(self) -> Country | None:
        """The country, where the profile is about one."""
        return self.members[0] if self.area.is_country else None
