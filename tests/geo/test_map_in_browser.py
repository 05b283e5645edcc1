"""plotly.js draws the built file, finds every part in it and asks nobody else for a map."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.geo.world import MAP, places, source
from tests.support.browser import BrowserPage

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Map</title>
<div id="map"></div><script src="plotly.min.js"></script>
<script>const figure = FIGURE;
Plotly.newPlot("map", figure.data, figure.layout, {topojsonURL: "/topo/"})
  .then(() => { window.drawn = true; });</script></html>"""

PARTS = """() => Object.fromEntries(document.getElementById("map").calcdata[0]
  .filter((one) => one.geojson).map((one) => [one.loc, one.geojson.geometry.coordinates.length]))"""


def figure() -> dict[str, Any]:
    geo = {
        "projection": {"type": "equal earth", "rotation": {"lon": 0}},
        **{f"show{layer}": True for layer in ("land", "ocean", "coastlines", "lakes", "rivers")},
        "showcountries": False,
    }
    codes = [*places(), *source()["disputed_areas"]]
    trace = {"type": "choropleth", "locations": codes, "z": list(range(len(codes)))}
    return {"data": [trace], "layout": {"width": 1200, "height": 640, "geo": geo}}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "topo").mkdir()
    (tmp_path / "topo" / MAP.name).write_bytes(MAP.read_bytes())
    plotly = files("plotly") / "package_data" / "plotly.min.js"
    (tmp_path / "plotly.min.js").write_bytes(plotly.read_bytes())
    (tmp_path / "index.html").write_text(PAGE.replace("FIGURE", json.dumps(figure())), "utf-8")
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_plotly_draws_every_area_with_all_its_parts(
    browser_page: BrowserPage, address: str
) -> None:
    browser_page.page.goto(address)
    browser_page.page.wait_for_function("window.drawn === true")
    parts = browser_page.page.evaluate(PARTS)
    with_area = {code for code, row in places().items() if row["has_polygon"] == "true"}
    assert set(parts) == with_area | set(source()["disputed_areas"])
    assert parts["PSE"] == 2
    assert parts["BES"] == 3
    outlines = browser_page.page.locator("path.choroplethlocation[d]").count()
    assert outlines == len(parts)
    assert browser_page.external_requests == []
