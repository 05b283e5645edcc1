"""The brief: one country or region on two pages, to be read on a screen or on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from app.domain.vocabulary import Unit
from app.services.findings import Finding
from app.services.profile.answers import Profile
from app.services.profile.words import (
    comparison,
    counted_words,
    finding,
    ratio_bounds,
)
from app.services.wording import exact
from frontend.components.described_bars import described_bars
from frontend.components.sources import sources_list
from frontend.profile.bars import share_bars
from frontend.profile.compared import compared_section
from frontend.profile.sets import cohorts_section, datasets_section, models_section, more_on_screen

_HOW = (
    "A number counts people where they were imaged, as the datasets say. It is not where people "
    "are from, nor who holds the data or made a model.",
    "People are counted once, as far as can be known: sets that reuse others are not added to "
    "them. Where the overlap is not known, a number is a range.",
    "“We found no dataset” is not zero: hospitals may hold many images that nobody has published.",
    "No comparison with people is made under three independent datasets. Countries stand by name; "
    "none is ranked.",
)


def brief(profile: Profile, kicker: str, facts: Component, note: str | None) -> Component:
    """Put the parts of a profile in their order."""
    return html.Div(
        className="page profile",
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
            html.P(found.permanent, className="permanent"),
        ]
    )


def _counted(profile: Profile) -> Component:
    sentences = [comparison(profile), ratio_bounds(profile)]
    return html.Section(
        [
            html.H2("What is counted"),
            *[html.P(each) for each in sentences if each],
            share_bars(profile),
            _units(profile),
        ],
        id="counted",
    )


def _units(profile: Profile) -> Component:
    heads = ["Unit", "Imaged there", "Datasets that count", "Datasets that only name it"]
    rows = [
        html.Tr(
            [
                html.Th(unit.value.capitalize(), scope="row"),
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
    caption = html.Caption("Units are never added to each other. Images are not people.")
    table = [caption, html.Thead(html.Tr(head)), html.Tbody(rows)]
    return html.Div(html.Table(table, className="area-units"), className="wide-table")


def _number(datasets: int) -> str:
    return exact(datasets) if datasets else "none found"


def _described(profile: Profile) -> Component | None:
    if not profile.datasets:
        return None
    said = "Each bar is all datasets that count people there or name it. Hatched: nothing found."
    return html.Section(
        [
            html.H2("What they say of the people in them"),
            html.Div(described_bars(profile.described, said), className="wide-table"),
        ],
        id="described",
    )


def _below(profile: Profile) -> Component:
    how = [html.Summary("How to read this"), *[html.P(line) for line in _HOW]]
    return html.Div(
        [
            _downloads(profile),
            html.Details(how, className="how"),
            sources_list(profile.sources),
            more_on_screen("sources", profile.sources),
            html.P([_cite(profile), html.Span(**{"data-here": "true"})], className="paper-only"),
        ],
        className="below",
    )


def _cite(profile: Profile) -> str:
    return f"FairAtlas, release {profile.release}, {profile.area.name}: "


def _downloads(profile: Profile) -> Component:
    links = [html.A(words, href=href) for words, href in _addresses(profile)]
    spaced = [part for each in links for part in (each, " ")]
    return html.Div(
        [
            html.Span(["These figures: ", *spaced]),
            html.Button("Copy link", className="plain", **{"data-copy-link": "true"}),
            html.Span(f"Release {profile.release}", id="release"),
        ],
        className="downloads",
    )


def _addresses(profile: Profile) -> list[tuple[str, str]]:
    area = profile.area
    reference = profile.answer.reference
    asked = {"dimension": area.grouping, "unit": Unit.PATIENTS.value}
    asked |= {"reference": reference.slug} if reference else {}
    against = f"/api/v1/assess.csv?{urlencode(asked)}"
    if area.is_country:
        there = f"/api/v1/countries/{area.id}"
        own = [("JSON", there), ("CSV", f"{there}.csv"), ("Parquet", f"{there}.parquet")]
        return [*own, ("against the world’s people (CSV)", against)]
    listed = urlencode({"grouping": area.grouping})
    own = [("JSON", f"/api/v1/regions?{listed}"), ("CSV", f"/api/v1/regions.csv?{listed}")]
    return [*own, ("against the world’s people (CSV)", against)]
