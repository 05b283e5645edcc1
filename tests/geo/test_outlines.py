"""The outlines of the small maps: everybody is on them, where the large map has them."""

import csv
import json
import re
from functools import cache
from gzip import compress
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest

from tests.geo.world import ROOT, places, source

OUTLINES = ROOT / "frontend/assets/topo/outlines.json"
# Equal Earth: Šavrič, Patterson, Jenny (2019), International Journal of GIS 33(3).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


@cache
def outlines() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return found


def equal_earth(lon: float, lat: float) -> tuple[float, float]:
    """Project by the published formula, without the tools that built the file."""
    m = sqrt(3) / 2
    sine = m * sin(radians(lat))
    theta = asin(sine)
    t2, t6 = theta**2, theta**6
    x = radians(lon) * cos(theta) / (m * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    return x, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


def box(drawn: str) -> tuple[float, float, float, float]:
    numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", drawn)]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def test_every_code_has_a_point_and_every_area_a_shape() -> None:
    assert set(outlines()["points"]) == set(places())
    with_area = {code for code, row in places().items() if row["has_polygon"] == "true"}
    assert set(outlines()["shapes"]) == (with_area | set(source()["disputed_areas"])) - {"ATA"}


def test_points_follow_the_published_projection() -> None:
    width, top = outlines()["width"], equal_earth(0, 84)[1]
    scale = width / 2 / equal_earth(180, 0)[0]
    for code, row in places().items():
        x, y = equal_earth(float(row["lon"]), float(row["lat"]))
        there = [width / 2 + x * scale, (top - y) * scale]
        assert outlines()["points"][code] == pytest.approx(there, abs=0.06), code


def test_large_countries_are_drawn_round_their_point() -> None:
    large = [c for c, row in places().items() if float(row["largest_part_km2"] or 0) > 20_000]
    for code in set(large) - {"ATA"}:
        left, top, right, bottom = box(outlines()["shapes"][code])
        x, y = outlines()["points"][code]
        assert left <= x <= right, code
        assert top <= y <= bottom, code


def test_unsettled_borders_are_there_to_be_dashed() -> None:
    with (ROOT / "data/geo/dashed_lines.csv").open(encoding="utf-8", newline="") as file:
        lines = {row["line"] for row in csv.DictReader(file)}
    assert outlines()["dashed"].count("M") == len(lines)


def test_the_file_is_light() -> None:
    assert len(compress(OUTLINES.read_bytes(), 9)) < 40_000
