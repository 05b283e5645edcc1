"""The brief: one country or region on two pages, to be read on a screen or on paper."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.domain.vocabulary import Unit
from app.language import N_, _
from app.services.findings import Finding
from app.services.profile.answers import Profile
from app.services.profile.words import comparison, counted_words, finding
from app.services.terms import term
from app.services.wording import exact
from frontend.components.answer import how_to_read
from frontend.components.described_bars import described_bars
from frontend.components.share import Files, View, api_files, share
from frontend.components.sources import sources_list
from frontend.components.states import know_one
from frontend.profile.bars import share_bars
from frontend.profile.compared import compared_section
from frontend.profile.sets import (
    cohorts_section,
    datasets_section,
    is_short,
    models_section,
    more_sources,
)

_HOW = (
    N_(
        "A number counts people where they were imaged, as the datasets say. It is not where "
        "people are from, nor who holds the data or made a model."
    ),
    N_(
        "People are counted once, as far as can be known: sets that reuse others are not added to "
        "them. Where the overlap is not known, a number is a range."
    ),
    N_(
        "“We found no dataset” is not zero: hospitals may hold many images that nobody has "
        "published."
    ),
    N_(
        "No comparison with people is made under three independent datasets. Countries stand by "
        "name; none is ranked."
    ),
)
_NOTHING = N_("We found no dataset that counts it or names it, in patients, studies or images.")
_SEE = ("representation_ratio", "per_million", "counting", "statuses", "sources")


def brief(profile: Profile, kicker: str, facts: Component, note: str | None) -> Component:
    """Put the parts of a profile in their order."""
    return html.Div(
        className="page profile short" if is_short(profile) else "page profile",
        children=[
            html.Div(
                [_opening(profile, finding(profile), kicker, note), facts], className="opening"
            ),
            _counted(profile),
            datasets_section(profile),
            _described(profile),
            cohorts_section(profile),
            models_section(profile),
            compared_section(profile),
            _below(profile),
        ],
    )


def _opening(profile: Profile, found: Finding, kicker: str, note: str | None) -> Component:
    return html.Div(
        [
            html.P(kicker, className="kicker"),
            html.H1(profile.area.name),
            html.P(found.sentence, id="finding", className="finding"),
            html.P(found.unknown, id="not-known", className="not-known"),
            html.P(note, id="drawn-within", className="quiet") if note else None,
            html.P(_(found.permanent), className="permanent"),
            _tell_us(profile),
        ]
    )


def _tell_us(profile: Profile) -> Component | None:
    """Where nothing was found, lead to where anybody tells of what we do not hold."""
    if profile.datasets:
        return None
    words, href = know_one()
    return html.P(html.A(words, href=href), className="take-back")


def _counted(profile: Profile) -> Component:
    sentence = comparison(profile)
    return html.Section(
        [
            html.H2(_("What is counted")),
            html.P(sentence) if sentence else None,
            share_bars(profile),
            _units(profile) if profile.datasets else html.P(_(_NOTHING)),
        ],
        id="counted",
    )


def _units(profile: Profile) -> Component:
    heads = [
        _("Unit"),
        _("Imaged there"),
        _("Datasets that count"),
        _("Datasets that only name it"),
    ]
    rows = [
        html.Tr(
            [
                html.Th(term(unit).capitalize(), scope="row"),
                html.Td(counted_words(each), id=f"counted-{unit.value}"),
                html.Td(_number(each.datasets), className="number"),
                html.Td(_number(each.sites_not_counted), className="number"),
            ]
        )
        for unit, each in profile.counts.items()
    ]
    kinds = ["", "", "number", "number"]
    head = [
        html.Th(each, scope="col", className=kind) for each, kind in zip(heads, kinds, strict=True)
    ]
    caption = html.Caption(_("Units are never added to each other. Images are not people."))
    table = [caption, html.Thead(html.Tr(head)), html.Tbody(rows)]
    # On a phone it is wider than the window: the keyboard has to reach what scrolls.
    label = {"aria-label": _("What is counted")}
    drawn = html.Table(table, className="area-units")
    return html.Div(drawn, className="wide-table", tabIndex=0, role="region", **label)


def _number(datasets: int) -> str:
    return exact(datasets) if datasets else _("none found")


def _described(profile: Profile) -> Component | None:
    if not profile.datasets:
        return None
    said = _("Each bar is all datasets that count people there or name it. Hatched: nothing found.")
    return html.Section(
        [
            html.H2(_("What they say of the people in them")),
            html.Div(described_bars(profile.described, said), className="wide-table"),
        ],
        id="described",
    )


def _below(profile: Profile) -> Component:
    return html.Div(
        [
            _share(profile),
            how_to_read(_HOW, _SEE),
            sources_list(profile.sources),
            more_sources(profile),
            html.P([_cite(profile), html.Span(**{"data-here": "true"})], className="paper-only"),
        ],
        className="below",
    )


def _cite(profile: Profile) -> str:
    return _(
        "FairAtlas, release {release}, {area}: ", release=profile.release, area=profile.area.name
    )


def _share(profile: Profile) -> Component:
    found = finding(profile)
    view = View(
        name=profile.area.name,
        sentence=found.sentence,
        unknown=found.unknown,
        release=profile.release,
        files=_files(profile),
        figures=(".shares", ".area-units", "#described .described"),
        sources=len(profile.sources),
    )
    return share(view)


def _files(profile: Profile) -> tuple[Files, ...]:
    area = profile.area
    reference = profile.answer.reference
    asked = {"dimension": area.grouping, "unit": Unit.PATIENTS.value}
    asked |= {"reference": reference.slug} if reference else {}
    against = api_files("/assess", asked, _("against the world’s people"))
    if area.is_country:
        return api_files(f"/countries/{area.id}", {}), against
    return api_files("/regions", {"grouping": area.grouping}), against
