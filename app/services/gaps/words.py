"""Words for dimensions and their groups, as docs/words.md has them: people first, as recorded."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.age import AgeBand
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Unit

Names = Mapping[str, str]

# What a control calls a dimension, and what a sentence calls it.
DIMENSION_LABELS = {
    "country": "country where imaged",
    "region": "region of the world where imaged",
    "subregion": "subregion where imaged",
    "who_region": "WHO region where imaged",
    "income_group": "income group of the country where imaged",
    "sex": "sex, as recorded",
    "age": "age",
    "ethnicity": "race or ethnicity, as recorded",
    "skin_tone": "skin tone",
}
DIMENSION_NOUNS = {
    "country": "country",
    "region": "region",
    "subregion": "subregion",
    "who_region": "WHO region",
    "income_group": "income group",
    "sex": "sex",
    "age": "age",
    "ethnicity": "race or ethnicity",
    "skin_tone": "skin tone",
}
_WHO_REGIONS = {
    "AFR": "African Region",
    "AMR": "Region of the Americas",
    "EMR": "Eastern Mediterranean Region",
    "EUR": "European Region",
    "SEAR": "South-East Asia Region",
    "WPR": "Western Pacific Region",
}
PLACES = frozenset({"country", "region", "subregion", "who_region", "income_group"})
_UNIT_LABELS = {
    Unit.PATIENTS: "patients",
    Unit.STUDIES: "studies",
    Unit.IMAGES: "images, as each set counts them",
}


def unit_label(unit: Unit) -> str:
    """Name a unit for a control."""
    return _UNIT_LABELS[unit]


def dimension_noun(dimension: str) -> str:
    """Name one or two dimensions ("sex,age") in a sentence: sex and age."""
    return " and ".join(DIMENSION_NOUNS[name] for name in dimension.split(","))


def age_words(band: str) -> str:
    """Write a band of ages: 0 to 9 years; 80 years or older."""
    read = AgeBand.parse(band)
    return f"{read.lo} years or older" if read.hi is None else f"{read.lo} to {read.hi} years"


def group_label(dimension: str, category: str, names: Names) -> str:
    """Name one category on a figure; `names` holds the countries by ISO 3166-1 alpha-3."""
    if dimension == "country":
        return names.get(category, category)
    if dimension == "who_region":
        return _WHO_REGIONS.get(category, category)
    if dimension == "age":
        return age_words(category)
    if dimension == "sex":
        return category.capitalize()
    return category


def key_label(key: Mapping[str, str], names: Names) -> str:
    """Name a group of one or two dimensions."""
    return ", ".join(group_label(name, category, names) for name, category in key.items())


def people_in(key: Mapping[str, str], names: Names, unit: str, scheme: str | None) -> str:
    """Name the people (or the images of people) of a group, for a sentence."""
    whom = "people" if unit == Unit.PATIENTS else f"{unit} of people"
    return " ".join([whom, *(_described(n, c, names, scheme) for n, c in key.items())])


def _described(dimension: str, category: str, names: Names, scheme: str | None) -> str:
    if dimension in PLACES:
        where = group_label(dimension, category, names)
        return f"imaged in {_within(dimension, where)}"
    if dimension == "age":
        return f"aged {age_words(category).replace(' years', '')}"
    if dimension == "skin_tone":
        return f"with skin tone {category} ({scheme_name(scheme)})"
    return f"recorded as {category}"


def _within(dimension: str, where: str) -> str:
    if dimension == "income_group":
        return f"countries of {where[:1].lower()}{where[1:]}"
    return f"the {where}" if dimension == "who_region" or where == "Americas" else where


def scheme_name(scheme: str | None) -> str:
    """Name a category scheme for people."""
    if scheme is None:
        return "no scheme stated"
    known = SCHEMES.get(scheme)
    return known.name if known else scheme


def within_filter(text: str, names: Names) -> str:
    """Write who of a reference is eligible ("sex:female;age:40-74"), in words."""
    pairs = [part.partition(":") for part in text.split(";") if part]
    words = {
        "sex": lambda value: f"people recorded as {value}",
        "age": lambda value: f"aged {age_words(value).replace(' years', '')}",
        "country": lambda value: f"in {names.get(value, value)}",
    }
    order = ("sex", "age", "country")
    found = sorted(pairs, key=lambda pair: order.index(pair[0]))
    return " ".join(words[name](value) for name, _, value in found)
