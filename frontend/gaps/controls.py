"""The choices of the page of gaps, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from app.domain.question import DIMENSIONS, Question
from app.domain.reference import Country
from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Dim, Unit
from app.language import _
from app.services.catalogue.references import ReferenceHead
from app.services.findings import modality_words
from app.services.gaps.choices import SchemeChoice, Subject
from app.services.gaps.words import DIMENSION_LABELS, PLACES, age_words, unit_label
from app.services.terms import term
from app.services.wording import rounded, several
from frontend.components.controls import choice, drawer
from frontend.components.finder import finder, joined, part
from frontend.gaps.address import DIMENSION

STORE = "gaps-question"
_FILTERED = ("sex", "age", "country")
_AGES = ("0-14", "15-49", "20+", "20-64", "40-74", "50+", "55-74", "65+", "80+")


def controls(params: Mapping[str, str], subjects: Sequence[Subject]) -> Component:
    """Offer what does not depend on other choices; the rest comes with the answer."""
    named = [(each.value, each.words) for each in subjects]
    first = [
        _finder("subject", _("Who"), named, params, "all", _("Type a name")),
        _finder("other", _("Beside"), named, params, "", _("Nothing")),
        _dimensions(params.get("dimension") or DIMENSION),
        _pick("unit", _("Counted in"), _units(), params, Unit.PATIENTS.value),
        _pick("modality", _("Kind of image"), _modalities(), params),
        _pick("body_region", _("Part of the body"), _body_regions(), params),
    ]
    second = html.Div(id="gaps-compare", className="choices")
    return drawer(
        _("Choose who is compared with whom"), [html.Div(first, className="choices"), second]
    )


def _finder(
    param: str,
    label: str,
    options: Sequence[tuple[str, str]],
    params: Mapping[str, str],
    usual: str,
    hint: str,
) -> Component:
    chosen = params.get(param) or usual
    return finder(param, label, options, chosen, default=usual, hint=hint, stores=STORE)


def _pick(
    param: str,
    label: str,
    options: Sequence[tuple[str, str]],
    params: Mapping[str, str],
    usual: str = "",
) -> Component:
    chosen = params.get(param) or usual
    return choice(param, label, options, chosen, default=usual, stores=STORE)


def _dimensions(chosen: str) -> Component:
    first, _other, second = chosen.partition(",")
    options = [(name, _(DIMENSION_LABELS[name])) for name in DIMENSIONS]
    parts = [
        part("dimension", "0", _("By"), options, first),
        part("dimension", "1", _("and by"), [("", _("nothing else")), *options], second),
    ]
    return joined("dimension", "list", parts, chosen, default=DIMENSION, stores=STORE)


def _units() -> list[tuple[str, str]]:
    return [(unit.value, unit_label(unit)) for unit in Unit]


def _modalities() -> list[tuple[str, str]]:
    named = sorted((modality_words(each), each) for each in MODALITIES)
    return [("", _("all kinds")), *((each, words) for words, each in named)]


def _body_regions() -> list[tuple[str, str]]:
    return [("", _("all parts")), *((each, term(each)) for each in BODY_REGIONS)]


# --- What depends on the question -----------------------------------------------------------------


def comparing(
    question: Question,
    references: Sequence[ReferenceHead],
    schemes: Sequence[SchemeChoice],
    countries: Sequence[Country],
    named: str = "",
) -> list[Component]:
    """Offer the references that fit, who of them is eligible, and the category schemes."""
    chosen = question.reference or ""
    listed = [
        (each.slug, _("{each} ({total} people)", each=each.name, total=rounded(each.total)))
        for each in references
    ]
    if chosen and chosen not in dict(listed):
        listed.append((chosen, _("{chosen} (does not fit)", chosen=named or chosen)))
    nothing = _("choose a reference") if listed else _("no reference fits")
    params = {"reference": chosen, "scheme": question.scheme or ""}
    head = next((each for each in references if each.slug == chosen), None)
    return [
        *([_schemes(params, schemes)] if schemes else []),
        _pick("reference", _("Compare with"), [("", nothing), *listed], params),
        *([_eligible(question, head, countries)] if head else []),
    ]


def _schemes(params: Mapping[str, str], schemes: Sequence[SchemeChoice]) -> Component:
    options = [(each.id, f"{each.name} ({several(each.datasets, 'dataset')})") for each in schemes]
    return _pick(
        "scheme", _("Categories of"), [("", _("choose whose categories")), *options], params
    )


def _eligible(
    question: Question, head: ReferenceHead, countries: Sequence[Country]
) -> Component | None:
    """Offer who of the reference is eligible, by what is not asked about itself."""
    given = dict(question.reference_filter)
    asked = {"country" if name in PLACES else name for name in question.dimension}
    offered = [n for n in _FILTERED if Dim(n) in head.dims and n not in asked]
    parts = [
        part("reference_filter", name, label, options, given.get(name, ""))
        for name, label, options in _filters(given.get("age", ""), countries)
        if name in offered
    ]
    if not parts:
        return None
    text = ";".join(f"{name}:{value}" for name, value in question.reference_filter)
    return joined("reference_filter", "pairs", parts, text, stores=STORE)


def _filters(
    age: str, countries: Sequence[Country]
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    sexes = [
        ("", _("either sex")),
        ("female", _("recorded as female")),
        ("male", _("recorded as male")),
    ]
    bands = [*_AGES, *([age] if age and age not in _AGES else [])]
    ages = [
        ("", _("any age")),
        *((band, _("aged {years}", years=age_words(band))) for band in bands),
    ]
    named = sorted((each.name, each.iso3) for each in countries if each.population)
    places = [("", _("anywhere")), *((iso3, name) for name, iso3 in named)]
    return [
        ("sex", _("of whom"), sexes),
        ("age", _("of age"), ages),
        ("country", _("living in"), places),
    ]
