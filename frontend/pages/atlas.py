"""Atlas: where the people in published medical-imaging datasets were imaged, and what is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, Patch, State, dcc, html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.errors import AppError
from app.language import N_, _
from app.services.findings import Finding, where_imaged
from app.services.kept import kept_assessment
from app.services.measures import Place, places
from app.services.set_apart import not_counted_apart
from app.services.snapshot import Snapshot, snapshot
from app.services.years import release_years, undated, undated_words
from frontend.atlas.choices import Choices, first_text, question_params, read_choices
from frontend.atlas.controls import PLACE, QUESTION, controls, country_choice, world_references
from frontend.atlas.overlay import Overlay, group_legend, groups_table, of_groups, overlay_of
from frontend.atlas.refused import refused
from frontend.atlas.words import HOW_TO_READ, SEE, drawn_within, none_coloured, tooltip
from frontend.components.answer import finding_block, how_to_read
from frontend.components.country_panel import country_panel, no_country
from frontend.components.country_table import country_table
from frontend.components.legend import legend
from frontend.components.share import View, api_files, share
from frontend.components.sources import sources_list
from frontend.components.states import empty, skeleton
from frontend.components.years import year_range
from frontend.figures import world_map
from frontend.figures.geometry import our_geometry
from frontend.hall import hall
from frontend.offload import offload

dash.register_page(
    __name__, path="/atlas", name=N_("Atlas"), order=1, title=N_("Atlas: where imaged? – FairAtlas")
)

Params = Mapping[str, Any]
# What takes the browser longer than the map waits until the map has been painted.
DRAWN = "atlas-drawn"


@offload
def layout(**params: Any) -> Component:
    """Build the frame of the page; what it says comes by the callbacks below."""
    shot = snapshot(hall().store)
    asked = {name: first_text(value) for name, value in params.items()}
    return html.Div(
        className="page",
        children=[
            dcc.Store(id=QUESTION, data=asked),
            dcc.Store(id=PLACE, data=asked),
            dcc.Store(id="atlas-picked"),
            dcc.Store(id=DRAWN),
            html.H1(_("Atlas"), className="kicker"),
            html.Div(skeleton(), id="atlas-finding", **{"aria-live": "polite"}),
            controls(asked, world_references(hall().store)),
            html.Div(
                className="map-and-panel",
                children=[
                    _map_section(asked, shot),
                    html.Section(
                        className="panel",
                        **{"aria-label": _("Groups and one country")},
                        children=[
                            html.Div(id="atlas-groups"),
                            country_choice(asked, shot.countries),
                            html.Div(id="atlas-panel", **{"aria-live": "polite"}),
                        ],
                    ),
                ],
            ),
            html.Div(id="atlas-below"),
        ],
    )


def _map_section(asked: Mapping[str, str], shot: Snapshot) -> Component:
    graph = dcc.Graph(
        id="atlas-map",
        className="figure map",
        responsive=True,
        config={
            "topojsonURL": dash.get_asset_url("topo/"),
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["zoomInGeo", "zoomOutGeo", "resetGeo"]],
            "scrollZoom": False,
        },
    )
    words = _("World map; the list beside it and the table below hold the same figures.")
    return html.Section(
        className="map-section",
        **{"aria-label": _("World map")},
        children=[
            html.Div(graph, className="map-frame", role="group", **{"aria-label": words}),
            *_years(asked, shot),
            html.Div(id="atlas-undated"),
            html.Div(id="atlas-legend", **{"data-explains": ""}),
            html.P(our_geometry().disclaimer_short, className="quiet disclaimer"),
        ],
    )


def _years(asked: Mapping[str, str], shot: Snapshot) -> list[Component]:
    span = release_years(shot.records)
    names = ("released_from", "released_to")
    return [year_range(asked, names, span, stores=QUESTION)] if span else []


def _answer(params: Params) -> tuple[Choices, Assessment, tuple[Place, ...]]:
    choices = read_choices(params)
    answer = kept_assessment(hall().store, choices.question)
    return choices, answer, places(answer, _shot(choices).countries, choices.measure)


@dash.callback(
    Output("atlas-finding", "children"),
    Output("atlas-map", "figure"),
    Output("atlas-undated", "children"),
    Output("atlas-legend", "children"),
    Output("atlas-legend", "data-explains"),
    Input(QUESTION, "data"),
    State("atlas-legend", "data-explains"),
)
@offload
def show(params: Params, explained: str) -> tuple[Component, Any, list[Component], Any, str]:
    """Answer the question of the address: sentence, map, legend; tables follow."""
    try:
        choices, answer, found = _answer(params or {})
        overlay = _overlay(choices)
    except AppError as error:
        return refused(hall().store, params or {}, error), dash.no_update, [], [], ""
    explains = _explains(choices)
    legends = dash.no_update if explains == explained else _legends(choices, overlay)
    drawn = _map(choices, found, overlay)
    return _finding(answer, found), drawn, _undated(choices), legends, explains


dash.clientside_callback(
    ClientsideFunction("atlas", "afterDrawing"),
    Output(DRAWN, "data"),
    Input("atlas-finding", "children"),
    State(QUESTION, "data"),
    prevent_initial_call=True,
)


@dash.callback(
    Output("atlas-groups", "children"),
    Output("atlas-below", "children"),
    Input(DRAWN, "data"),
    prevent_initial_call=True,
)
@offload
def show_as_tables(params: Params) -> tuple[Any, list[Component]]:
    """Answer the same with tables and sources; they take the browser longer than the map."""
    try:
        choices, answer, found = _answer(params or {})
        figures = _figures_of_groups(choices, _overlay(choices))
    except AppError:
        return None, []  # the finding says what is wrong
    return figures, _below(choices, answer, found)


def _legends(choices: Choices, overlay: Overlay | None) -> list[Component]:
    return [legend(choices.measure), *([group_legend(overlay)] if overlay else [])]


def _explains(choices: Choices) -> str:
    """Name what the legends depend on: redrawing them takes long, so they stay while it does."""
    return f"{choices.measure.id} {choices.groups} {choices.question.release}"


def _overlay(choices: Choices) -> Overlay | None:
    return overlay_of(choices.groups, _shot(choices).countries)


def _shot(choices: Choices) -> Snapshot:
    return snapshot(hall().store, choices.question.release)


def _map(choices: Choices, found: tuple[Place, ...], overlay: Overlay | None) -> Any:
    geometry = our_geometry()

    def words(place: Place) -> str:
        within = overlay.words(place.iso3) if overlay else None
        return tooltip(place, choices.measure, geometry, within)

    group_of = overlay.group_of if overlay else None
    return world_map.draw(found, choices.measure, geometry, words, choices.country, group_of)


def _figures_of_groups(choices: Choices, overlay: Overlay | None) -> Component | None:
    if overlay is None:
        return None
    asked = of_groups(choices.question, overlay.grouping)
    return groups_table(overlay, kept_assessment(hall().store, asked))


def _undated(choices: Choices) -> list[Component]:
    """Name the sets that a choice of years keeps although their year is not known."""
    question = choices.question
    if question.released_from is None and question.released_to is None:
        return []
    names = undated(question, _shot(choices).records)
    summary = html.Summary(undated_words(names))
    return [html.Details([summary, html.P("; ".join(names))], className="undated")]


@dash.callback(
    Output("atlas-panel", "children"),
    Input(DRAWN, "data"),
    Input(PLACE, "data"),
)
@offload
def open_country(drawn: Params, place: Params) -> Component:
    """Tell what is known of one country; the store that was told last has the address."""
    try:
        told = drawn if dash.ctx.triggered_id == DRAWN else place
        choices, answer, found = _answer(told or {})
    except AppError:
        return no_country()  # the finding says what is wrong
    opened = next((each for each in found if each.iso3 == choices.country), None)
    if opened is None:
        return no_country()
    return country_panel(opened, answer, drawn_within(opened, found, our_geometry()))


@dash.callback(
    Output("atlas-map", "figure", allow_duplicate=True),
    Input(PLACE, "data"),
    prevent_initial_call=True,
)
@offload
def mark(params: Params) -> Any:
    """Outline another country on the map that stands."""
    shape, point = world_map.chosen_traces((params or {}).get("country"), our_geometry())
    patch = Patch()
    patch["data"][world_map.CHOSEN_SHAPE] = shape
    patch["data"][world_map.CHOSEN_POINT] = point
    return patch


dash.clientside_callback(
    ClientsideFunction("atlas", "pick"),
    Output("atlas-picked", "data"),
    Input("atlas-map", "clickData"),
    State("atlas-picked", "data"),
    prevent_initial_call=True,
)


def _finding(answer: Assessment, found: tuple[Place, ...]) -> Component:
    finding = where_imaged(answer, found)
    if answer.total.datasets == 0:
        return empty(finding.sentence)
    uncoloured = none_coloured(found)
    unknown = f"{finding.unknown} {uncoloured}" if uncoloured else finding.unknown
    return finding_block(replace(finding, unknown=unknown), not_counted_apart(answer))


def _below(choices: Choices, answer: Assessment, found: tuple[Place, ...]) -> list[Component]:
    return [
        _share(choices, answer, where_imaged(answer, found)),
        html.H2(_("The same as a table"), id="table"),
        country_table(found, answer, choices.measure),
        how_to_read(HOW_TO_READ, SEE),
        sources_list(answer.sources),
        html.P(our_geometry().disclaimer, className="quiet disclaimer"),
    ]


def _share(choices: Choices, answer: Assessment, finding: Finding) -> Component:
    groups = choices.groups
    files = [api_files("/assess", question_params(choices.question))]
    if groups:
        asked = question_params(choices.question) | {"dimension": groups}
        files.append(api_files("/assess", asked, _("the groups")))
    view = View(
        name="Atlas",
        sentence=finding.sentence,
        unknown=finding.unknown,
        release=answer.release,
        files=tuple(files),
        figures=("#atlas-map", "#atlas-legend > .legend", "#atlas-group-table"),
        sources=len(answer.sources),
        disclaimer=our_geometry().disclaimer,
        pins=True,
    )
    return share(view)
