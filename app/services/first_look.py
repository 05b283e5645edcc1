"""First look: the findings and the gaps that a first visitor reads, made from the data."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.domain.reference import Country
from app.domain.vocabulary import Status
from app.language import _, kept_by_language
from app.services.catalogue.headline import Stats, stats
from app.services.described import Described, described, who_sentence
from app.services.findings import Finding, where_imaged
from app.services.kept import kept_assessment
from app.services.measures import MEASURES, places
from app.services.set_apart import of_all_cards
from app.services.snapshot import reference_of, snapshot
from app.services.where_named import Whereabouts, of_pool
from app.services.wording import joined, percent, rounded, several
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
    apart: str
    people: str
    whereabouts: Whereabouts
    described: tuple[Described, ...]
    countries: tuple[Country, ...]
    release: int


@kept_by_language(4)
def first_look(store: Store, release: int) -> FirstLook:
    """Make the sentences of Home for one release."""
    countries = snapshot(store, release).countries
    answer = kept_assessment(store, world_question(store, release))
    found = places(answer, countries, MEASURES["patients"])
    respects = described(store, release)
    return FirstLook(
        where=where_imaged(answer, found),
        nowhere=nowhere(answer, countries),
        who=who_sentence(respects[0]),
        holdings=holdings(stats(store)),
        apart=of_all_cards(answer, respects[0].datasets),
        people=_people(store, answer),
        whereabouts=of_pool(found, answer.total.datasets),
        described=respects,
        countries=countries,
        release=release,
    )


def catalogue_apart(store: Store, release: int, cards: int) -> str:
    """Say of a list of that many cards, where it is the whole catalogue, which are counted."""
    return of_all_cards(kept_assessment(store, world_question(store, release)), cards)


def world_question(store: Store, release: int, dimension: str = "country") -> Question:
    """Ask for patients by place, held against the people of the world where we hold them."""
    with store.reading() as session:
        held = {each.slug for each in references(session, release)}
    reference = WORLD if WORLD in held else None
    return Question(dimension=(dimension,), reference=reference, release=release)


def _people(store: Store, answer: Assessment) -> str:
    """Say who counted the people of the world, where they are held against the patients."""
    if answer.reference is None:
        return ""
    found = reference_of(store, answer.reference.slug)
    return _("People of the world: {name}. {source}", name=found.name, source=found.source.citation)


def nowhere(answer: Assessment, countries: tuple[Country, ...]) -> str:
    """Say how many people live where no dataset was found; nothing found is not nobody imaged."""
    found = {each.key["country"] for each in answer.groups if each.status is not Status.NOT_FOUND}
    silent = [each for each in countries if each.iso3 not in found]
    if not countries:
        return _("No country is loaded.")
    if not silent:
        return _("For every country and area we found at least one dataset that names it.")
    places = several(len(silent), "country or area", "countries and areas")
    people = sum(each.population or 0 for each in silent)
    if answer.reference is None or not people:
        return _(
            "For {places} we found no dataset that says it imaged people there.", places=places
        )
    return _(
        "For {places}, home to {people} people ({share} of the world), we found no dataset that "
        "says it imaged people there.",
        places=places,
        people=rounded(people),
        share=percent(people / answer.reference.total),
    )


def holdings(figures: Stats) -> str:
    """Say what the catalogue holds."""
    n = {each.id: each.value or 0 for each in figures.items}
    parts = [
        several(n["datasets"], "dataset"),
        several(n["aggregates"], "merge of datasets", "merges of datasets"),
        several(n["cohorts"], "cohort known from papers", "cohorts known from papers"),
        several(n["models"], "foundation model"),
        several(n["evaluations_paper"] + n["evaluations_repository"], "published evaluation"),
    ]
    return _("We hold cards of {listed}.", listed=joined(parts))
