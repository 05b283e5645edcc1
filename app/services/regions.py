"""Regions: which countries a grouping puts together, and what lies inside the one asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.domain.assessment import Excluded
from app.domain.evidence import Evidence
from app.domain.margin import Margin
from app.domain.question import GROUPINGS, Question
from app.domain.reference import Country
from app.domain.vocabulary import Dim
from app.errors import Invalid, problem
from app.language import _
from app.services.selection import Selection
from app.store.records import PublishedDataset

GroupOf = Callable[[str, str], str | None]


def grouping(countries: Iterable[Country]) -> GroupOf:
    """Return the function from (grouping, ISO3) to the group, None where a list places none."""
    by_iso3 = {country.iso3: country for country in countries}

    def group_of(name: str, iso3: str) -> str | None:
        country = by_iso3.get(iso3)
        found: str | None = getattr(country, name) if country else None
        return found

    return group_of


def split_region(question: Question) -> tuple[str, str] | None:
    """Return the grouping and the name of the region filter, where there is one."""
    if question.region is None:
        return None
    name, _other, value = question.region.partition(":")
    return name, value


def check_region(question: Question, countries: Iterable[Country]) -> None:
    """Refuse a region that the grouping does not have, naming those it has."""
    wanted = split_region(question)
    if wanted is None:
        return
    known = sorted({group for c in countries if (group := getattr(c, wanted[0])) is not None})
    if wanted[1] not in known:
        rule = _("must be one of {listed}", listed=", ".join(known))
        raise Invalid(_("There is no such region."), [problem("region", rule, wanted[1], known[0])])


def within(
    question: Question,
    selection: Selection,
    country_margins: Mapping[int, tuple[Margin, ...]],
    group_of: GroupOf,
) -> Selection:
    """Keep the sets imaged in the region asked for.

    A set imaged partly elsewhere serves a question about places with its cells inside; in any
    other question its people inside cannot be told apart, so it is left out and named.
    """
    wanted = split_region(question)
    if wanted is None:
        return selection
    geographic = bool({"country", *GROUPINGS} & set(question.dimension))
    kept, excluded, total = [], list(selection.excluded), dict(selection.total)
    for record in selection.datasets:
        inside = {
            group_of(wanted[0], iso3) == wanted[1]
            for iso3 in places(record, country_margins.get(record.revision_id, ()))
        }
        if inside == {True}:
            kept.append(record)
        elif True in inside and geographic:
            kept.append(record)
            total.pop(record.slug, None)
        elif True in inside:
            why = _(
                "imaged only partly in {wanted}, and its people there are not told apart",
                wanted=wanted[1],
            )
            excluded.append(Excluded(record.slug, why))
    return replace(selection, datasets=tuple(kept), total=total, excluded=tuple(excluded))


def places(record: PublishedDataset, margins: Iterable[Margin]) -> set[str]:
    """Return every country that the sites or the tables of a set name."""
    named = {iso3 for iso3, _other in record.site_countries}
    counted = {g.key[0] for m in margins if m.dims == (Dim.COUNTRY,) for g in m.groups}
    return named | counted


def restrict(
    question: Question, evidence: Mapping[str, Evidence], selection: Selection, group_of: GroupOf
) -> tuple[Selection, dict[str, Evidence]]:
    """Keep, of evidence about places, the groups inside the region asked for.

    A set imaged partly elsewhere counts with its cells inside; where a site inside is not
    counted, it has no total there.
    """
    wanted = split_region(question)
    geographic = [name for name in question.dimension if name == "country" or name in GROUPINGS]
    if wanted is None or not geographic:
        return selection, dict(evidence)
    name, place = geographic[0], question.dimension.index(geographic[0])

    def inside(key: tuple[str, ...]) -> bool:
        if name == "country":
            return group_of(wanted[0], key[place]) == wanted[1]
        return name != wanted[0] or key[place] == wanted[1]

    found = {
        slug: each if slug in selection.total else _only(each, inside)
        for slug, each in evidence.items()
    }
    split = {
        record.slug: found[record.slug].known
        for record in selection.datasets
        if record.slug in found
        and not found[record.slug].places
        and record.slug not in selection.total
        and question.unit in record.totals
        and record.totals[question.unit].n is not None
    }
    return replace(selection, total={**split, **selection.total}), found


def _only(evidence: Evidence, inside: Callable[[tuple[str, ...]], bool]) -> Evidence:
    amounts = {key: amount for key, amount in evidence.amounts.items() if inside(key)}
    known = sum(amount.n or 0 for amount in amounts.values())
    return replace(
        evidence,
        amounts=amounts,
        places=frozenset(key for key in evidence.places if inside(key)),
        known=known,
        unknown=0,
        not_printed=0,
        covers=known,
    )
