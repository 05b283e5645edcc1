"""Where people were imaged, for a small map: counted, named, and in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.assessment import Assessment
from app.domain.vocabulary import Unit
from app.language import N_, _, plural
from app.services.catalogue.card_view import CardView
from app.services.measures import MEASURES, Look, Measure, Place, places
from app.services.place_words import counted_of
from app.services.places_by_name import in_a_sentence
from app.services.terms import term
from app.services.training.profile import Profile
from app.services.training.words import named_places
from app.services.wording import exact, joined

_LISTED = 6


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a small map shows: the places that have a look of their own, and the same in words."""

    measure: Measure
    places: tuple[Place, ...]
    words: str


def of_card(view: CardView) -> Whereabouts:
    """Return where a card says that its people were imaged; what memory alone says is left out."""
    named = {site.country for site in view.card.sites if not site.country_recalled}
    return _whereabouts(view.card.name, view.where, view.unit, named, view.countries)


def of_model(found: Profile) -> Whereabouts:
    """Return where the sets that a model learned from were imaged, with a number or without."""
    codes = {name: iso3 for iso3, name in found.country_names.items()}
    named = {codes[name] for name in named_places(found) if name in codes}
    answer = found.by("country").answer
    return _whereabouts(found.card.name, answer, found.unit, named, found.country_names)


def of_pool(found: Iterable[Place], datasets: int) -> Whereabouts:
    """Return where the patients of all datasets were imaged."""
    every = list(found)
    shown = tuple(each for each in every if each.look is not Look.NONE)
    subject = plural("{n} dataset", "{n} datasets", datasets)
    rest = plural(
        "For {n} country or area we found no dataset that says so.",
        "For {n} countries and areas we found no dataset that says so.",
        len(every) - len(shown),
    )
    return Whereabouts(MEASURES["patients"], shown, _words(subject, shown, Unit.PATIENTS, rest))


def _whereabouts(
    subject: str,
    answer: Assessment | None,
    unit: Unit,
    named: Collection[str],
    names: Mapping[str, str],
) -> Whereabouts:
    measure = MEASURES[unit.value]
    counted = places(answer, (), measure) if answer else ()
    found = {place.iso3: _full(place, names) for place in counted if place.look is not Look.NONE}
    for iso3 in named:
        found.setdefault(iso3, Place(iso3, names.get(iso3, iso3), Look.SITE, None, None))
    shown = tuple(sorted(found.values(), key=lambda place: place.name))
    return Whereabouts(measure, shown, _words(subject, shown, unit))


def _full(place: Place, names: Mapping[str, str]) -> Place:
    return replace(place, name=names.get(place.iso3, place.name))


def _words(subject: str, shown: Iterable[Place], unit: Unit, rest: str = "") -> str:
    """Say what the map shows, most first among the counted."""
    listed = list(shown)
    said = [
        _(pattern, unit=term(unit).capitalize(), places=_listed(words))
        for pattern, words in (
            (N_("{unit} are counted in {places}."), _counted(listed, unit)),
            (N_("Printed as zero in {places}."), _of(listed, Look.ZERO)),
            (N_("Too few to print, or withheld, in {places}."), _of(listed, Look.SUPPRESSED)),
            (N_("Named, and not counted, in {places}."), _of(listed, Look.SITE)),
        )
        if words
    ]
    return _(
        "World map of where people were imaged: {subject}. {listed} {rest}",
        subject=subject,
        listed=" ".join(said),
        rest=rest or _("No other place is named."),
    )


def _counted(listed: Iterable[Place], unit: Unit) -> list[str]:
    counted = [each for each in listed if each.look is Look.VALUE and each.group]
    counted.sort(key=lambda each: -(each.reading.low or 0) if each.reading else 0)
    return [
        f"{in_a_sentence(each.name)} ({counted_of(each.group, unit)})"
        for each in counted
        if each.group
    ]


def _of(listed: Iterable[Place], look: Look) -> list[str]:
    return [in_a_sentence(each.name) for each in listed if each.look is look]


def _listed(words: list[str]) -> str:
    rest = len(words) - _LISTED
    return joined(words if rest < 2 else [*words[:_LISTED], _("{n} more", n=exact(rest))])
