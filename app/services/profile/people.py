"""People: who lives in an area, by the United Nations, and how firm that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.age import AgeBand
from app.domain.reference import Country
from app.domain.source import Source
from app.domain.vocabulary import Dim
from app.language import N_, _
from app.services.first_look import WORLD, world_question
from app.services.snapshot import reference_of
from app.services.wording import exact, percent, rounded, several
from app.store import Store

AGES = ("0-14", "15-24", "25-64", "65+")
_STRUCTURE = {
    "published": N_("Ages as the UN publishes them."),
    "scaled-wpp2019": N_("Ages are the UN’s shares of 2019, scaled to the total of 2025."),
    "scaled-subregion": N_("The UN prints no ages here: these are the shares of its subregion."),
}


@dataclass(frozen=True, slots=True)
class People:
    """People living in an area; `ages` holds broad bands, empty where no figure exists.

    `silent` names countries of a region for which the UN gives no figure.
    """

    total: int | None
    ages: Mapping[str, int]
    structures: Mapping[str, int]
    silent: tuple[str, ...]
    year: int | None
    source: Source | None


def people(store: Store, release: int, countries: Iterable[Country]) -> People:
    """Add up the people of these countries (one, for a country)."""
    inside = list(countries)
    held = world_question(store, release).reference is not None
    reference = reference_of(store, WORLD) if held else None
    by_country = _ages(store, release) if held else {}
    ages: Counter[str] = Counter()
    for each in inside:
        ages.update(by_country.get(each.iso3, {}))
    known = [each for each in inside if each.population is not None]
    return People(
        total=sum(each.population or 0 for each in known) if known else None,
        ages={band: ages[band] for band in AGES if ages[band]},
        structures=Counter(each.age_structure for each in known if each.age_structure),
        silent=tuple(sorted(each.name for each in inside if each.population is None)),
        year=reference.year if reference else None,
        source=reference.source if reference else None,
    )


@lru_cache(maxsize=2)
def _ages(store: Store, release: int) -> Mapping[str, Counter[str]]:
    """People of each country in broad bands of age."""
    broad = {band: AgeBand.parse(band) for band in AGES}
    found: dict[str, Counter[str]] = {}
    for row in reference_of(store, WORLD).rows:
        age = AgeBand.parse(row.key[Dim.AGE])
        band = next((name for name, each in broad.items() if age.inside(each)), None)
        if band is not None:
            found.setdefault(row.key[Dim.COUNTRY], Counter())[band] += row.n
    return found


def people_sentence(found: People) -> str:
    """Say how many people live there, and as of when."""
    if found.total is None:
        return _("The UN gives no number of people living here.")
    said = _("{total} people live here", total=rounded(found.total))
    if found.year:
        said = _("{people} (UN, 1 July {year})", people=said, year=found.year)
    young = found.ages.get("0-14")
    if not young:
        return f"{said}."
    share = percent(young / sum(found.ages.values()))
    return _("{people}: {share} are under 15.", people=said, share=share)


def structure_sentence(found: People) -> str:
    """Say how the ages were made."""
    if not found.structures:
        return _("No ages are known to us here.")
    if len(found.structures) == 1 and sum(found.structures.values()) == 1:
        return _(_STRUCTURE[next(iter(found.structures))])
    if set(found.structures) == {"published"}:
        return _(_STRUCTURE["published"])
    said = [_(_MADE[name], n=exact(n)) for name, n in sorted(found.structures.items())]
    where = several(sum(found.structures.values()), "country or area", "countries and areas")
    return _("Ages of {where}: {listed}.", where=where, listed=", ".join(said))


_MADE = {
    "published": N_("{n} as the UN publishes them"),
    "scaled-wpp2019": N_("{n} by the UN’s shares of 2019, scaled to the total of 2025"),
    "scaled-subregion": N_("{n} by the shares of the subregion, as the UN prints none"),
}
