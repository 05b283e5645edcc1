"""Places: what a card says of countries beyond its tables by country (COUNTING, 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.domain.card import DatasetCard
from app.domain.margin import Margin, MarginGroup
from app.domain.vocabulary import Basis, Coverage, Dim, Status, Unit


def with_places(card: DatasetCard, found: list[Margin]) -> Iterator[Margin]:
    """Complete the country margins: one country for every unit, and sites without a count.

    A set placed wholly in one country by a table of one unit is placed there in its other
    units too. A site without a count says where, not how many.

    Parameters
    ----------
    card : DatasetCard
    found : list of Margin
        The margins that the tables give, counts in the unit of each.
    """
    home = _only_country(card, found)
    for unit in Unit:
        margin = next((m for m in found if m.dims == (Dim.COUNTRY,) and m.unit is unit), None)
        if margin is None and home is not None:
            margin = _placed(card, unit, home)
        yield from _named_sites(card, unit, margin)
    yield from (margin for margin in found if margin.dims != (Dim.COUNTRY,))


def _only_country(card: DatasetCard, found: list[Margin]) -> Margin | None:
    """Return the country margin that places the whole set in one country, if one does."""
    for margin in found:
        whole = margin.coverage is Coverage.COMPLETE and not margin.unknown
        alone = len(margin.groups) == 1 and not margin.recalled
        if margin.dims == (Dim.COUNTRY,) and whole and alone:
            elsewhere = {site.country for site in card.sites} - {margin.groups[0].key[0]}
            return None if elsewhere else margin
    return None


def _placed(card: DatasetCard, unit: Unit, home: Margin) -> Margin | None:
    """Place the total of another unit in the one country of the set."""
    total = card.totals.get(unit)
    if total is None or total.n is None:
        return None
    sources = [*home.sources, *([total.source] if total.source else [])]
    status = Status.COUNTED if total.n else Status.ZERO
    group = MarginGroup(home.groups[0].key, total.n, total.n, total.n, status)
    return replace(
        home,
        unit=unit,
        groups=(group,),
        known=total.n,
        unknown=0,
        not_printed=0,
        covers=total.n,
        basis=Basis.DERIVED,
        sources=tuple(dict.fromkeys(sources)),
        recalled=home.recalled or total.recalled,
    )


def _named_sites(card: DatasetCard, unit: Unit, margin: Margin | None) -> Iterator[Margin]:
    """Add the countries that a site names and no table counts."""
    total = card.total(unit)
    counted = {group.key[0] for group in margin.groups} if margin else set()
    named = sorted({site.country for site in card.sites} - counted)
    if margin is None:
        if not named:
            return
        margin = Margin(
            dims=(Dim.COUNTRY,),
            unit=unit,
            scheme=None,
            groups=(),
            known=0,
            unknown=total,
            not_printed=None if total is None else 0,
            covers=None,
            basis=Basis.REPORTED,
            coverage=Coverage.UNSTATED,
            sources=tuple(source.id for source in card.sources),
        )
    rest = None if margin.unknown is None else margin.unknown + (margin.not_printed or 0)
    sites = (MarginGroup((iso3,), None, 0, rest, Status.SITE_NOT_COUNTED) for iso3 in named)
    yield replace(margin, groups=(*margin.groups, *sites))
