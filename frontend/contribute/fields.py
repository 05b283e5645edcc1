"""Fields of a card in words: what they are called in the form, and what their codes mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Basis, Coverage, Dim, Unit
from app.language import N_, _
from app.services.catalogue.card_words import ASSIGNED_WORDS, SELECTION_WORDS
from app.services.findings import modality_words
from app.services.terms import term
from frontend.components.kinds import ACCESS_WORDS, KIND_WORDS

WORDS: Mapping[str, str] = {
    "access": N_("How one gets it"),
    "assigned_by": N_("Who assigned the groups"),
    "basis": N_("How the numbers came to be"),
    "body_regions": N_("Parts of the body"),
    "cells": N_("Numbers"),
    "ci_half_width": N_("Half width of the interval"),
    "ci_high": N_("Interval to"),
    "ci_low": N_("Interval from"),
    "citation": N_("How it is cited"),
    "city": N_("City"),
    "collection_period": N_("First and last year of imaging"),
    "country": N_("Country (three letters)"),
    "country_recalled": N_("Country from memory"),
    "coverage": N_("How the rows stand to the total"),
    "covers": N_("How many the rows cover, if it is known"),
    "custodian": N_("Kept by"),
    "dataset": N_("Set of images it was tested on (short name)"),
    "derived_from": N_("Made from the sets (short names)"),
    "description": N_("What it is, in a sentence"),
    "dims": N_("Broken down by"),
    "documentation": N_("What its documentation says"),
    "doi": N_("DOI, without its resolver"),
    "exclusive_labels": N_("Each carries one label only"),
    "governance": N_("Who decides over it"),
    "homepage": N_("Homepage"),
    "id": N_("Short name of the source"),
    "institution": N_("Hospital or institution"),
    "interval_kind": N_("What the interval is over"),
    "kind": N_("Kind of entry"),
    "licence": N_("Licence"),
    "metric": N_("Measure"),
    "metric_definitions": N_("Measures, as the source defines them"),
    "modalities": N_("Kinds of image"),
    "model": N_("Model (short name)"),
    "model_detail": N_("Which of its models"),
    "n": N_("Number"),
    "n_high": N_("At most"),
    "n_low": N_("At least"),
    "n_pos": N_("With the finding"),
    "name": N_("Name"),
    "note": N_("Note"),
    "overlap": N_("How much of it lies in them"),
    "overall": N_("Values of everybody"),
    "part": N_("Part of the set"),
    "protocol": N_("How the model was made for the task"),
    "protocol_note": N_("More on that"),
    "publication_status": N_("Where it is published"),
    "recalled": N_("From memory"),
    "release_year": N_("Year of release"),
    "results": N_("Values of groups"),
    "scale": N_("Scale of the values"),
    "scheme": N_("Scheme of ethnicity or skin tone, where there is such a column"),
    "seen": N_("Address that was read"),
    "sd": N_("Standard deviation"),
    "selection": N_("How people came to be in it"),
    "share": N_("Share"),
    "sites": N_("Where imaged"),
    "slug": N_("Short name, for addresses"),
    "source": N_("Source in the card"),
    "sources": N_("Sources"),
    "status": N_("Why there is no number"),
    "synthetic": N_("Synthetic: it shows nobody"),
    "tables": N_("Tables of numbers"),
    "task": N_("Task"),
    "totals": N_("Totals"),
    "totals_source": N_("Source of each total"),
    "unit": N_("What is counted"),
    "url": N_("Address"),
    "value": N_("Value"),
    "version": N_("Edition, as its authors call it"),
    "where": N_("Where in it"),
}
_BASIS: Mapping[Basis, str] = {
    Basis.REPORTED: N_("printed by the authors"),
    Basis.COUNTED: N_("tallied from a released file"),
    Basis.DERIVED: N_("worked out from printed numbers"),
    Basis.ESTIMATED: N_("estimated"),
}
_COVERAGE: Mapping[Coverage, str] = {
    Coverage.COMPLETE: N_("they make up the total"),
    Coverage.SUBSET: N_("they cover a stated part of it"),
    Coverage.LISTED_ONLY: N_("some of the categories, the rest is not printed"),
    Coverage.UNSTATED: N_("there is no total to hold them against"),
    Coverage.EXCEEDS_TOTAL: N_("they overlap, or add up over time"),
    Coverage.CONDITIONAL: N_("they are shares within another category"),
    Coverage.SUMMARY: N_("there are none, only a mean or a range"),
}
_PUBLISHED: Mapping[str, str] = {
    "paper": N_("in a paper"),
    "repository": N_("in a repository only, and shown apart"),
}
_SCALES: Mapping[str, str] = {
    "fraction": N_("from 0 to 1"),
    "percent": N_("in per cent"),
}


def field_words() -> dict[str, str]:
    """Name every field, and every column that a table may be broken down by."""
    dims = {dim.value: term(dim.value.replace("_", " ")) for dim in Dim}
    units = {unit.value: term(unit.value) for unit in Unit}
    return {**dims, **units, **{name: _(words) for name, words in WORDS.items()}}


def choices() -> dict[str, list[tuple[str, str]]]:
    """Offer, for each field of a vocabulary, its codes with what they mean."""
    return {
        "access": _worded(ACCESS_WORDS.items()),
        "assigned_by": _worded(ASSIGNED_WORDS.items()),
        "basis": _worded(_BASIS.items()),
        "body_regions": _termed(BODY_REGIONS),
        "coverage": _worded(_COVERAGE.items()),
        "dims": _termed(Dim),
        "kind": _worded(KIND_WORDS.items()),
        "modalities": [(each, modality_words(each)) for each in sorted(MODALITIES)],
        "publication_status": _worded(_PUBLISHED.items()),
        "scale": _worded(_SCALES.items()),
        "selection": _worded(SELECTION_WORDS.items()),
        "unit": _termed(Unit),
    }


def place_words(path: str) -> str:
    """Name a place of a card (`totals.patients.n`, `patients by sex: unit`) as its form does."""
    known = field_words()
    parts = path.replace(": ", ".").split(".")
    return ": ".join(known.get(part, part.replace("_", " ")) for part in parts)


def meanings(path: str) -> dict[str, str]:
    """Return what the codes of a place mean, where it holds one of a vocabulary."""
    last = path.replace(": ", ".").rpartition(".")[2]
    return dict(choices().get(last, ()))


def _worded(codes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(str(code), _(words)) for code, words in codes]


def _termed(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(code), term(str(code).replace("_", " "))) for code in codes]
