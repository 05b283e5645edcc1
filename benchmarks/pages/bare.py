"""The page that ours are held against: Dash as it comes, with the same world map and no more."""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html
from fastapi import FastAPI
from starlette.types import ASGIApp

from app.services.kept import kept_assessment
from app.services.measures import places
from app.services.opening import prepare_store
from app.services.snapshot import snapshot
from app.settings import load_settings
from benchmarks.web.servers import ROOT
from frontend.atlas.choices import read_choices
from frontend.figures import world_map
from frontend.figures.geometry import read_geometry

EVERY, CHOSEN = "all", "ct"


def bare() -> ASGIApp:
    """Dash on FastAPI with one graph, one choice and one word: nothing is asked of a database."""
    root = FastAPI()
    app = Dash(
        __name__,
        server=root,
        assets_folder=str(ROOT / "frontend" / "assets"),
        assets_ignore=".*",
        serve_locally=True,
    )
    figures = worlds()
    config = {"topojsonURL": app.get_asset_url("topo/"), "displaylogo": False}
    graph = dcc.Graph(
        id="map", figure=figures[EVERY], config=config, responsive=True, style={"height": "40rem"}
    )
    choice = dcc.RadioItems([EVERY, CHOSEN], EVERY, id="choice")
    said = html.P(EVERY, id="said")
    app.layout = html.Main([html.Div(choice, **{"data-param": "modality"}), said, graph])

    @app.callback(
        Output("map", "figure"),
        Output("said", "children"),
        Input("choice", "value"),
        prevent_initial_call=True,
    )
    def choose(value: str) -> tuple[world_map.Figure, str]:
        return figures[value], value

    return root


def worlds() -> dict[str, world_map.Figure]:
    """The figure of the Atlas as it opens and after a choice, without the words of its tooltips."""
    settings = load_settings()
    store = prepare_store(settings)
    geometry = read_geometry(settings.data_dir / "geo")

    def drawn(asked: dict[str, str]) -> world_map.Figure:
        choices = read_choices(asked)
        answer = kept_assessment(store, choices.question)
        found = places(answer, snapshot(store).countries, choices.measure)
        return world_map.draw(found, choices.measure, geometry, lambda place: place.iso3)

    figures = {EVERY: drawn({}), CHOSEN: drawn({"modality": CHOSEN})}
    store.close()
    return figures
