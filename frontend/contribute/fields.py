"""Codes of the fields of a card in words: what each means, and what can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Basis, Coverage, Dim, Unit
from app.language import N_, _
from app.services.catalogue.card_words import (
    ANSWER_WORDS,
    ASSIGNED_WORDS,
    OVERLAP_WORDS,
    REPORTED_WORDS,
    SELECTION_WORDS,
)
from app.services.terms import term
from app.services.training.weights import weights_words
from app.services.training.words import COMPLETE_WORDS
from frontend.components.kinds import ACCESS_WORDS, KIND_WORDS, kinds_of_image
from frontend.datasets.group_words import group_words

# Codes whose own words would say too little, in the words of the pages.
_WORDS: Mapping[str, str] = {
    "ethnicity": N_("race or ethnicity"),
    "socioeconomic": N_("income, education or the like"),
    "label": N_("finding or label"),
    "modality": N_("kind of image"),
    "whole-body": N_("whole body or several parts"),
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
_REPORTED_OF = ("documentation", "demographics_reported", "fairness_evaluated")


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
        "modalities": [(each, kinds_of_image([each])) for each in sorted(MODALITIES)],
        "publication_status": _worded(_PUBLISHED.items()),
        "scale": _worded(_SCALES.items()),
        "selection": _worded(SELECTION_WORDS.items()),
        "unit": _termed(Unit),
    }


def groups(countries: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Offer the groups that a card names by codes: countries by their names, and sex."""
    by_name = sorted(countries.items(), key=lambda each: each[1])
    sexes = [(each, group_words(Dim.SEX, each)) for each in ("female", "male", "other")]
    return {"country": by_name, "sex": sexes}


def meanings(path: str) -> dict[str, str]:
    """Return what the codes of a place mean, where it holds one of a vocabulary."""
    parts = path.rpartition(": ")[2].split(".")
    field = parts[0] if parts[0] in _REPORTED_OF else parts[-1]
    return dict({**choices(), **_not_chosen()}.get(field, ()))


def _not_chosen() -> dict[str, list[tuple[str, str]]]:
    """Return the codes that no form offers, by the field that holds them."""
    reported = _worded(REPORTED_WORDS.items())
    return {
        **dict.fromkeys(_REPORTED_OF, reported),
        "answer": _worded(ANSWER_WORDS.items()),
        "mix_complete": _worded(COMPLETE_WORDS.items()),
        "overlap": _worded((code, words) for code, words in OVERLAP_WORDS.items() if code),
        "role": [("pretrain", _("learn from")), ("finetune", _("tune"))],
        "weights_access": [(each, weights_words(each)) for each in ("open", "gated", "closed")],
    }


def _worded(codes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(str(code), _(words)) for code, words in codes]


def _termed(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(code), _word(str(code))) for code in codes]


def _word(code: str) -> str:
    return _(_WORDS[code]) if code in _WORDS else term(code.replace("_", " "))
