"""First look: the findings and the gaps that a first visitor reads, made from the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.domain.reference import Country
from app.domain.vocabulary import Status
from app.services.catalogue.headline import Stats, stats
from app.services.described import Described, described, who_sentence
from app.services.findings import Finding, where_imaged
from app.services.kept import kept_assessment
from app.services.measures import MEASURES, places
from app.services.snapshot import snapshot
from app.services.wording import percent, rounded, several
from app.store import Store
from app.store.references import references

WORLD = "un-wpp-2024-2025"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What Home says: where people were imaged, where nothing was found, and who they are."""

    where: Finding
    nowhere: str
    who: str
    holdings: str
    described: tuple[Described, ...]
    countries: tuple[Country, ...]
    release: int


@lru_cache(maxsize=4)
def first_look(store: Store, release: int) -> FirstLook:
    """Make the sentences of Home for one release."""
    countries = snapshot(store, release).countries
    answer = kept_assessment(store, world_question(store, release))
    respects = described(store, release)
    return FirstLook(
        where=where_imaged(answer, places(answer, countries, MEASURES["patients"])),
        nowhere=nowhere(answer, countries),
        who=who_sentence(respects[0]),
        holdings=holdings(stats(store)),
        described=respects,
        countries=countries,
        release=release,
    )


def world_question(store: Store, release: int, dimension: str = "country") -> Question:
    """Ask for patients by place, held against the people of the world where we hold them."""
    with store.reading() as session:
        held = {each.slug for each in references(session, release)}
    reference = WORLD if WORLD in held else None
    return Question(dimension=(dimension,), reference=reference, release=release)


def nowhere(answer: Assessment, countries: tuple[Country, ...]) -> str:
    """Say how many people live where no dataset was found; nothing found is not nobody imaged."""
    found = {each.key["country"] for each in answer.groups if each.status is not Status.NOT_FOUND}
    silent = [each for each in countries if each.iso3 not in found]
    if not countries:
        return "No country is loaded."
    if not silent:
        return "For every country and area we found at least one dataset that names it."
    of = several(len(silent), "country or area", "countries and areas")
    return (
        f"For {of}{_home_to(answer, silent)} we found no dataset that says it imaged people there."
    )


def _home_to(answer: Assessment, silent: list[Country]) -> str:
    people = sum(each.population or 0 for each in silent)
    if answer.reference is None or not people:
        return ""
    share = percent(people / answer.reference.total)
    return f", home to {rounded(people)} people ({share} of the world),"


def holdings(figures: Stats) -> str:
    """Say what the catalogue holds."""
    n = {each.id: each.value or 0 for each in figures.items}
    parts = [
        several(n["datasets"], "dataset"),
        f"{several(n['aggregates'], 'merge')} of datasets",
        f"{several(n['cohorts'], 'cohort')} known from papers",
        several(n["models"], "foundation model"),
        several(n["evaluations_paper"] + n["evaluations_repository"], "published evaluation"),
    ]
    return f"We hold cards of {', '.join(parts[:-1])} and {parts[-1]}."
