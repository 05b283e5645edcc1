"""Words for dimensions and their groups, as docs/words.md has them: people first, as recorded."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.age import AgeBand
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Unit
from app.language import N_, _
from app.services.places_by_name import in_a_sentence
from app.services.terms import term
from app.services.wording import joined, nouns

Names = Mapping[str, str]

# What a control calls a dimension, and what a sentence calls it.
DIMENSION_LABELS = {
    "country": N_("country where imaged"),
    "region": N_("region of the world where imaged"),
    "subregion": N_("subregion where imaged"),
    "who_region": N_("WHO region where imaged"),
    "income_group": N_("income group of the country where imaged"),
    "sex": N_("sex, as recorded"),
    "age": N_("age"),
    "ethnicity": N_("race or ethnicity, as recorded"),
    "skin_tone": N_("skin tone"),
}
DIMENSION_NOUNS = {
    "country": N_("country"),
    "region": N_("region"),
    "subregion": N_("subregion"),
    "who_region": N_("WHO region"),
    "income_group": N_("income group"),
    "sex": N_("sex"),
    "age": N_("age"),
    "ethnicity": N_("race or ethnicity"),
    "skin_tone": N_("skin tone"),
}
_WHO_REGIONS = {
    "AFR": N_("African Region"),
    "AMR": N_("Region of the Americas"),
    "EMR": N_("Eastern Mediterranean Region"),
    "EUR": N_("European Region"),
    "SEAR": N_("South-East Asia Region"),
    "WPR": N_("Western Pacific Region"),
}
_PLACES = {
    "country": nouns("country or area", "countries and areas"),
    "region": nouns("region", "regions"),
    "subregion": nouns("subregion", "subregions"),
    "who_region": nouns("WHO region", "WHO regions"),
    "income_group": nouns("income group", "income groups"),
}
PLACES = frozenset(_PLACES)
_UNIT_LABELS = {
    Unit.PATIENTS: N_("patients"),
    Unit.STUDIES: N_("studies"),
    Unit.IMAGES: N_("images, as each set counts them"),
}


def unit_label(unit: Unit) -> str:
    """Name a unit for a control."""
    return _(_UNIT_LABELS[unit])


def dimension_noun(dimension: str) -> str:
    """Name one or two dimensions ("sex,age") in a sentence: sex and age."""
    return joined(_(DIMENSION_NOUNS[name]) for name in dimension.split(","))


def place_nouns(dimension: str) -> tuple[str, str]:
    """Return the noun of a place, or of a group by two dimensions, for `several`."""
    return _PLACES.get(dimension) or nouns("group", "groups")


def age_words(band: str) -> str:
    """Write a band of ages: 0 to 9 years; 80 years or older."""
    read = AgeBand.parse(band)
    return (
        _("{lo} years or older", lo=read.lo)
        if read.hi is None
        else _("{lo} to {hi} years", lo=read.lo, hi=read.hi)
    )


def group_label(dimension: str, category: str, names: Names) -> str:
    """Name one category on a figure; `names` holds the countries by ISO 3166-1 alpha-3."""
    if dimension == "country":
        return names.get(category, category)
    if dimension == "who_region":
        return _(_WHO_REGIONS.get(category, category))
    if dimension == "age":
        return age_words(category)
    if dimension == "sex":
        return term(category.capitalize())
    return term(category)


def key_label(key: Mapping[str, str], names: Names) -> str:
    """Name a group of one or two dimensions."""
    return ", ".join(group_label(name, category, names) for name, category in key.items())


def people_in(key: Mapping[str, str], names: Names, unit: str, scheme: str | None) -> str:
    """Name the people (or the images of people) of a group, for a sentence."""
    described = who(key, names, scheme)
    if unit == Unit.PATIENTS:
        return _("people {described}", described=described)
    return _("{unit} of people {described}", unit=term(unit), described=described)


def who(key: Mapping[str, str], names: Names, scheme: str | None) -> str:
    """Describe the people of a group without naming them: recorded as female aged 40 to 49."""
    return " ".join(_described(n, c, names, scheme) for n, c in key.items())


def _described(dimension: str, category: str, names: Names, scheme: str | None) -> str:
    if dimension in PLACES:
        return _imaged_in(dimension, group_label(dimension, category, names))
    if dimension == "age":
        return _aged(category)
    if dimension == "skin_tone":
        named = scheme_name(scheme)
        return _("with skin tone {category} ({scheme})", category=category, scheme=named)
    return _("recorded as {category}", category=term(category))


def _aged(band: str) -> str:
    read = AgeBand.parse(band)
    if read.hi is None:
        return _("aged {lo} or older", lo=read.lo)
    return _("aged {lo} to {hi}", lo=read.lo, hi=read.hi)


def _imaged_in(dimension: str, where: str) -> str:
    if dimension == "income_group":
        group = where[:1].lower() + where[1:]
        return _("imaged in countries of {group}", group=group)
    if dimension == "who_region" or where == "Americas":
        return _("imaged in the {region}", region=where)
    return _("imaged in {place}", place=in_a_sentence(where))


def scheme_name(scheme: str | None) -> str:
    """Name a category scheme for people."""
    if scheme is None:
        return _("no scheme stated")
    known = SCHEMES.get(scheme)
    return known.name if known else scheme


def within_filter(text: str, names: Names) -> str:
    """Write who of a reference is eligible ("sex:female;age:40-74"), in words."""
    pairs = dict(part.split(":", 1) for part in text.split(";") if part)
    found = []
    if "sex" in pairs:
        found.append(_("people recorded as {sex}", sex=term(pairs["sex"])))
    if "age" in pairs:
        found.append(_aged(pairs["age"]))
    if "country" in pairs:
        country = names.get(pairs["country"], pairs["country"])
        found.append(_("in {country}", country=in_a_sentence(country)))
    return " ".join(found)
