"""Places by name: countries and regions as people look for them, and where their profiles are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from app.domain.question import GROUPINGS
from app.domain.reference import Country
from app.language import N_, _

WHO_REGIONS = {
    "AFR": "African Region",
    "AMR": "Region of the Americas",
    "EMR": "Eastern Mediterranean Region",
    "EUR": "European Region",
    "SEAR": "South-East Asia Region",
    "WPR": "Western Pacific Region",
}
_KEPT_BY = {
    "region": N_("by the United Nations’ list of regions"),
    "subregion": N_("by the United Nations’ list of subregions"),
    "who_region": N_("by the World Health Organization’s list of regions"),
    "income_group": N_("by the World Bank’s list of income groups"),
}
_LISTS = {
    "region": N_("Region of the world (UN)"),
    "subregion": N_("Subregion (UN)"),
    "who_region": N_("Region of the World Health Organization"),
    "income_group": N_("Income group (World Bank)"),
}
# Names that take an article in a sentence, beside those that end in a plural or a common noun.
_WITH_ARTICLE = {
    "Bahamas", "Gambia", "Netherlands", "Philippines", "Maldives", "Comoros",
    "Isle of Man", "Caribbean Netherlands", "British Indian Ocean Territory", "Seychelles",
}  # fmt: skip
_ENDINGS = (" Islands", " Republic", " Territories", " Emirates", " Outlying Islands")
_BEGINNINGS = ("United States", "United Kingdom", "Democratic Republic", "Republic of", "Federated")
# Names in our lists that people also look for by a shorter, longer or older one.
_ALSO: dict[str, tuple[str, ...]] = {
    "United States of America": ("USA", "US"),
    "United Kingdom": ("UK", "Great Britain", "England", "Scotland", "Wales"),
    "Côte d’Ivoire": ("Ivory Coast",),
    "Democratic Republic of the Congo": ("DRC", "Congo - Kinshasa"),
    "Republic of the Congo": ("Congo - Brazzaville",),
    "Czechia": ("Czech Republic",),
    "Türkiye": ("Turkey",),
    "Eswatini": ("Swaziland",),
    "Myanmar": ("Burma",),
    "Cabo Verde": ("Cape Verde",),
    "Timor-Leste": ("East Timor",),
    "Laos": ("Lao People’s Democratic Republic",),
    "Vietnam": ("Viet Nam",),
    "South Korea": ("Republic of Korea",),
    "North Korea": ("Democratic People’s Republic of Korea",),
    "North Macedonia": ("Macedonia",),
    "Vatican City": ("Holy See",),
}
_PLAIN = str.maketrans({"’": "", "'": "", "-": " ", "_": " ", "&": "and"})


def folded(text: str) -> str:
    """Write a text without case, accents, apostrophes and hyphens, for looking it up."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def by_name(countries: Iterable[Country]) -> list[Country]:
    """Order countries as people look for them: Åland and Côte d’Ivoire under A and C."""
    return sorted(countries, key=lambda country: folded(country.name))


def named_places(countries: Iterable[Country]) -> Iterator[tuple[str, str]]:
    """Offer every country as (address, name)."""
    return ((country_path(each.iso3), each.name) for each in by_name(countries))


def also(country: Country) -> tuple[str, ...]:
    """Return other names that people look for a country by."""
    known = _ALSO.get(country.name, ())
    saint = country.name.removeprefix("Saint ")
    return known if saint == country.name else (*known, f"St. {saint}", f"St {saint}")


def in_a_sentence(name: str) -> str:
    """Write the name of a country as it stands after "in"."""
    article = name in _WITH_ARTICLE or name.endswith(_ENDINGS) or name.startswith(_BEGINNINGS)
    return _("the {name}", name=name) if article else name


def country_path(iso3: str) -> str:
    """Return where the profile of a country is."""
    return f"/countries/{iso3}"


def region_path(grouping: str, name: str) -> str:
    """Return where the profile of a region is."""
    return f"/regions/{grouping}/{quote(name, safe='')}"


def region_name(grouping: str, name: str) -> str:
    """Name a region in full: the World Health Organization's are known by letters."""
    if not (grouping == "who_region" and name in WHO_REGIONS):
        return name
    return _("WHO {region}", region=_(WHO_REGIONS[name]))


def region_title(grouping: str, name: str) -> str:
    """Name a region as the heading of its own page: an income group is one of countries."""
    if grouping == "income_group":
        return _("{group} countries", group=_hyphened(name).capitalize())
    return region_name(grouping, name)


def list_title(grouping: str) -> str:
    """Say which list a region stands in, as a heading."""
    return _(_LISTS[grouping])


def list_keeper(grouping: str) -> str:
    """Say whose list it is, after a number of countries."""
    return _(_KEPT_BY[grouping])


def regions_of(countries: Iterable[Country]) -> Iterator[tuple[str, str]]:
    """Return every region as (grouping, name), in the order of the lists and of the names."""
    places = list(countries)
    for grouping in GROUPINGS:
        for name in sorted({found for each in places if (found := getattr(each, grouping))}):
            yield grouping, name


def region_phrase(grouping: str, name: str) -> str:
    """Write the name of a region as it stands after "in"."""
    if grouping == "income_group":
        return _("{group} countries (World Bank)", group=_hyphened(name))
    if grouping == "who_region":
        return _("the {name}", name=region_name(grouping, name))
    return _("the {name}", name=name) if name == "Americas" else name


def _hyphened(name: str) -> str:
    return name.lower().replace(" ", "-")
