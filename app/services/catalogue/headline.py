"""Headline: the figures about the catalogue, each with its definition; computed only here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.question import Question
from app.domain.vocabulary import Kind, Reported, Status, Unit
from app.services.assess import assess
from app.services.atlas import country_counts
from app.services.catalogue.dataset_filters import TABLED
from app.services.parameters import Pairs, read_parameters
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.evaluations import published_evaluations
from app.store.listing import tabled
from app.store.models import published_models


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a value, or a range where the value cannot be known, and its definition."""

    id: str
    value: int | None
    low: int | None
    high: int | None
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Stats:
    """Every headline figure of a release."""

    items: tuple[Figure, ...]
    total: int
    release: int

    def figure(self, figure_id: str) -> Figure:
        """Return one figure by its id."""
        return next(each for each in self.items if each.id == figure_id)


def stats(store: Store, pairs: Pairs = ()) -> Stats:
    """Compute every headline figure from the present release."""
    read_parameters((), pairs)
    shot = snapshot(store)
    found = (
        *_cards(store, shot),
        *_patients(store, shot),
        *_tables(store, shot),
        *_documentation(shot),
        *_countries(store, shot),
    )
    return Stats(found, len(found), shot.release)


def _count(figure_id: str, n: int, unit: str, definition: str) -> Figure:
    return Figure(figure_id, n, n, n, unit, definition)


def _cards(store: Store, shot: Snapshot) -> Iterator[Figure]:
    kinds = {
        Kind.DATASET: ("datasets", "Sets of images with people of their own."),
        Kind.AGGREGATE: (
            "aggregates",
            "Merges of datasets; their people belong to their parts and are not counted again.",
        ),
        Kind.COHORT: (
            "cohorts",
            "Imaging cohorts known from papers, without released images; in no other figure.",
        ),
    }
    for kind, (name, definition) in kinds.items():
        n = sum(record.kind is kind for record in shot.records.values())
        yield _count(name, n, name, definition)
    with store.reading() as session:
        n_models = len(published_models(session, shot.release))
        evaluations = published_evaluations(session, shot.release)
    yield _count("models", n_models, "models", "Foundation models with a card.")
    papers = sum(each.publication_status == "paper" for each in evaluations)
    yield _count("evaluations_paper", papers, "evaluations", "Evaluations published in papers.")
    yield _count(
        "evaluations_repository",
        len(evaluations) - papers,
        "evaluations",
        "Evaluations found only in a personal or student repository; shown apart.",
    )


def _patients(store: Store, shot: Snapshot) -> Iterator[Figure]:
    answer = assess(store, Question(dimension=("country",), release=shot.release))
    yield Figure(
        "patients",
        answer.total.low if answer.total.low == answer.total.high else None,
        answer.total.low,
        answer.total.high,
        "patients",
        f"Patients as each of {answer.total.datasets} datasets counts them, each person once as "
        "far as can be known; synthetic people and recalled figures are left out, and "
        f"{answer.total.datasets_without_total} datasets publish no such total.",
    )
    yield Figure(
        "patients_placed_in_a_country",
        answer.known.low if answer.known.low == answer.known.high else None,
        answer.known.low,
        answer.known.high,
        "patients",
        f"Of these, patients whose country of imaging can be told, in {answer.known.datasets} "
        "datasets.",
    )


def _tables(store: Store, shot: Snapshot) -> Iterator[Figure]:
    sets = {r.revision_id for r in shot.records.values() if r.kind is Kind.DATASET}
    with store.reading() as session:
        held = tabled(session, TABLED, shot.release)
    for dim, with_table in held.items():
        yield _count(
            f"datasets_with_{dim}_table",
            len(sets & with_table),
            "datasets",
            f"Datasets of which we hold a published table by {_plain(dim)}, in any unit.",
        )


def _plain(item: str) -> str:
    return item.replace("_", " ")


_SAID = {
    "reporting": (
        (Reported.YES, Reported.PARTIAL),
        "whose public documentation reports {item}, fully or in part",
    ),
    "said_not_to_report": (
        (Reported.NO,),
        "whose public documentation says that no {item} is recorded or released",
    ),
    "silent_or_not_read_on": (
        (Reported.UNKNOWN,),
        "of which we found nothing about {item}: silent, or not read in full",
    ),
}


def _documentation(shot: Snapshot) -> Iterator[Figure]:
    sets = [record for record in shot.records.values() if record.kind is Kind.DATASET]
    for dim in TABLED:
        for name, (answers, words) in _SAID.items():
            n = sum(each.documentation.get(dim, Reported.UNKNOWN) in answers for each in sets)
            definition = f"Datasets {words.format(item=_plain(dim))}."
            yield _count(f"datasets_{name}_{dim}", n, "datasets", definition)


_PLACES = {
    Status.COUNTED: ("countries_with_patients_counted", "where at least one patient is counted"),
    Status.SITE_NOT_COUNTED: (
        "countries_named_without_a_count",
        "that a set names as a place of imaging without saying how many",
    ),
    Status.NOT_FOUND: (
        "countries_with_none_found",
        "for which we found no dataset; that is not to say that there is none",
    ),
}


def _countries(store: Store, shot: Snapshot) -> Iterator[Figure]:
    found = country_counts(store, Unit.PATIENTS, shot.release)
    for status, (figure_id, words) in _PLACES.items():
        n = sum(each.status is status for each in found)
        yield _count(figure_id, n, "countries", f"Countries and areas {words}.")
