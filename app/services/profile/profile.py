"""Profile of a country or region: the numbers of the API, put together for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.assessment import CitedSource
from app.domain.question import GROUPINGS
from app.domain.reference import Country
from app.domain.source import Source
from app.domain.vocabulary import Kind, Unit
from app.errors import NotFound, problem
from app.language import _, kept_by_language
from app.services.catalogue import places as catalogue
from app.services.described import described
from app.services.first_look import world_question
from app.services.kept import kept_assessment
from app.services.measures import MEASURES, Look, places
from app.services.places_by_name import in_a_sentence, region_phrase, region_title
from app.services.profile.answers import Area, Compared, Counted, Profile
from app.services.profile.cohorts import Cohort, cohort
from app.services.profile.learners import learners
from app.services.profile.people import People, people
from app.services.profile.presence import Presence, presences
from app.services.snapshot import snapshot
from app.services.sources import as_cited
from app.store import Store
from app.store.sources import sources_of

COMPARISONS = ("subregion", "region", "income_group", "who_region")


def country_profile(store: Store, iso3: str, compared: str = "") -> Profile:
    """Return the profile of a country; `compared` names the group that it is shown beside.

    Raises
    ------
    NotFound
        When there is no such country, or it stands in no such group.
    """
    return _country(store, store.release(), iso3, compared)


def region_profile(store: Store, grouping: str, name: str) -> Profile:
    """Return the profile of a region, which is not the sum of its countries.

    Raises
    ------
    NotFound
        When there is no such grouping or region.
    """
    return _region(store, store.release(), grouping, name)


@kept_by_language(64)
def _country(store: Store, release: int, iso3: str, compared: str) -> Profile:
    detail = catalogue.country(store, iso3)
    found = detail.country
    area = Area("country", iso3, found.name, in_a_sentence(found.name))
    groups = [each for each in COMPARISONS if getattr(found, each)]
    beside = compared or (groups[0] if groups else "")
    if compared and compared not in groups:
        rule = _("must be one of {it}", it=", ".join(groups) or _("none: it stands in no group"))
        wrong = problem("beside", rule, compared, *groups[:1])
        raise NotFound(_("{found} stands in no such group.", found=found.name), [wrong])
    counts = {unit: _counted(unit, each) for unit, each in detail.counts.items()}
    shown = (beside, str(getattr(found, beside))) if beside else ("", "")
    named = tuple((each, str(getattr(found, each))) for each in groups)
    return _profile(store, release, _Frame(area, (found,), counts, shown, named))


@kept_by_language(32)
def _region(store: Store, release: int, grouping: str, name: str) -> Profile:
    if grouping not in GROUPINGS:
        rule = _("must be one of {listed}", listed=", ".join(GROUPINGS))
        raise NotFound(
            _("There is no such grouping."), [problem("grouping", rule, grouping, "region")]
        )
    counts = {}
    for unit in Unit:
        listed = catalogue.regions(store, [("grouping", grouping), ("unit", unit.value)]).items
        found = next((each for each in listed if each.name == name), None)
        if found is None:
            rule = _("must be one of {listed}", listed=", ".join(each.name for each in listed))
            wrong = problem("name", rule, name, listed[0].name if listed else "")
            raise NotFound(_("There is no such region."), [wrong])
        counts[unit] = _counted(unit, found)
    countries = snapshot(store, release).countries
    members = tuple(each for each in countries if getattr(each, grouping) == name)
    area = Area(grouping, name, region_title(grouping, name), region_phrase(grouping, name))
    return _profile(store, release, _Frame(area, members, counts, (grouping, name), ()))


def _counted(unit: Unit, found: Any) -> Counted:
    """Take over what the catalogue says of a country or a region: both name it alike."""
    return Counted(
        unit, found.status, found.n_low, found.n_high, found.datasets, found.sites_not_counted
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the catalogue says of an area, before it is completed."""

    area: Area
    members: tuple[Country, ...]
    counts: Mapping[Unit, Counted]
    beside: tuple[str, str]
    comparisons: tuple[tuple[str, str], ...]


def _profile(store: Store, release: int, frame: _Frame) -> Profile:
    area = frame.area
    inside = frozenset(each.iso3 for each in frame.members).__contains__
    answer = kept_assessment(store, world_question(store, release, area.grouping))
    datasets = presences(store, release, area.grouping, Kind.DATASET).get(area.id, ())
    studies = presences(store, release, area.grouping, Kind.COHORT).get(area.id, ())
    cohorts = tuple(cohort(store, release, each, inside) for each in studies)
    slugs = frozenset(each.record.slug for each in datasets)
    living = people(store, release, frame.members)
    return Profile(
        area=area,
        release=release,
        members=frame.members,
        counts=frame.counts,
        answer=answer,
        group=next((g for g in answer.groups if g.key[area.grouping] == area.id), None),
        datasets=datasets,
        cohorts=cohorts,
        described=described(store, release, slugs),
        learners=learners(store, release, slugs, inside),
        people=living,
        compared=_compared(store, release, *frame.beside),
        comparisons=frame.comparisons,
        sources=_sources(store, datasets, cohorts, living),
    )


def _compared(store: Store, release: int, grouping: str, name: str) -> Compared:
    countries = snapshot(store, release).countries
    inside = [each for each in countries if grouping and getattr(each, grouping) == name]
    answer = kept_assessment(store, world_question(store, release))
    held = {each.iso3 for each in inside}
    found = places(answer, countries, MEASURES["patients"])
    beside = tuple(each for each in found if each.iso3 in held)
    told_of = presences(store, release, "country", Kind.COHORT)
    silent = (each.iso3 for each in beside if each.look is Look.NONE)
    return Compared(grouping, name, beside, frozenset(silent) & told_of.keys())


def _sources(
    store: Store, datasets: Iterable[Presence], cohorts: Iterable[Cohort], living: People
) -> dict[str, CitedSource]:
    """Number every source: of the people, then of the datasets, then of the cohorts."""
    cited = [(_("People living there"), living.source)] if living.source else []
    cited += _of_datasets(store, datasets)
    cited += [(each.presence.record.name, source) for each in cohorts for source in each.sources]
    return {f"s{at}": as_cited(name, source) for at, (name, source) in enumerate(cited, start=1)}


def _of_datasets(store: Store, datasets: Iterable[Presence]) -> Iterator[tuple[str, Source]]:
    found = list(datasets)
    with store.reading() as session:
        stored = sources_of(session, {each.record.revision_id for each in found}) if found else {}
    for each in found:
        for source in each.sources:
            yield each.record.name, stored[each.record.revision_id, source]
