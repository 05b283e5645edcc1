"""Words for the kinds of image, of access and of card, as every page writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Access, Kind
from app.language import N_, _
from app.services.findings import modality_words
from app.services.terms import term

ACCESS_WORDS: Mapping[Access, str] = {
    Access.OPEN: N_("open to download"),
    Access.REGISTRATION: N_("after registering"),
    Access.REQUEST: N_("on request"),
    Access.CREDENTIALED: N_("with credentials"),
    Access.CLOSED: N_("closed"),
    Access.UNKNOWN: N_("not known to us"),
}
KIND_WORDS: Mapping[Kind, str] = {
    Kind.DATASET: N_("dataset"),
    Kind.AGGREGATE: N_("aggregate of datasets"),
    Kind.COHORT: N_("cohort without released images"),
}


def kinds_of_image(modalities: Iterable[str]) -> str:
    """Name the kinds of image of one set or model, in a list."""
    return ", ".join(
        _("several kinds") if each == "mixed" else modality_words(each) for each in modalities
    )


def parts_of_the_body(regions: Iterable[str]) -> str:
    """Name the parts of the body of one set or model, in a list."""
    return ", ".join(
        _("whole body or several parts") if each == "whole-body" else term(each) for each in regions
    )


def modality_options() -> list[tuple[str, str]]:
    """Offer every kind of image, by its words."""
    named = sorted((modality_words(each), each) for each in MODALITIES)
    return [("", _("all kinds")), *((each, words) for words, each in named)]


def region_options() -> list[tuple[str, str]]:
    """Offer every part of the body."""
    return [("", _("all parts")), *((each, term(each)) for each in BODY_REGIONS)]


def access_options() -> list[tuple[str, str]]:
    """Offer every way to obtain the data."""
    return [("", _("any access")), *((each.value, words) for each, words in ACCESS_WORDS.items())]
