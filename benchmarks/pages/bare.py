"""The page that ours are held against: Dash as it comes, with the same world map and no more."""

from __future__ import annotations

from dash import Dash, dcc, html
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


def bare() -> ASGIApp:
    """Dash on FastAPI with one graph in its layout: nothing is asked, nothing is said."""
    root = FastAPI()
    app = Dash(
        __name__,
        server=root,
        assets_folder=str(ROOT / "frontend" / "assets"),
        assets_ignore=".*",
        serve_locally=True,
    )
    config = {"topojsonURL": app.get_asset_url("topo/"), "displaylogo": False}
    graph = dcc.Graph(figure=world(), config=config, responsive=True, style={"height": "40rem"})
    app.layout = html.Div(graph)
    return root


def world() -> world_map.Figure:
    """The figure of the Atlas as it opens, without the words of its tooltips."""
    settings = load_settings()
    store = prepare_store(settings)
    choices = read_choices({})
    answer = kept_assessment(store, choices.question)
    found = places(answer, snapshot(store).countries, choices.measure)
    store.close()
    geometry = read_geometry(settings.data_dir / "geo")
    return world_map.draw(found, choices.measure, geometry, lambda place: place.iso3)
