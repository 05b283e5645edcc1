"""Read the built map file into shapes, without the tools that built it."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "frontend/assets/topo/world_110m.json"
Ring = list[tuple[float, float]]


@cache
def topology() -> dict[str, Any]:
    """The map file as it is served."""
    found: dict[str, Any] = json.loads(MAP.read_text(encoding="utf-8"))
    return found


@cache
def source() -> dict[str, Any]:
    """Source, disclaimer and checksums of the geometry."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "data/geo/source.yaml").read_text("utf-8"))
    return found


@cache
def places() -> dict[str, dict[str, str]]:
    """The row of each code."""
    with (ROOT / "data/geo/places.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row for row in csv.DictReader(file)}


def arc(index: int) -> Ring:
    """One arc in degrees; a negative index walks it backwards."""
    scale, shift = topology()["transform"]["scale"], topology()["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology()["arcs"][index if index >= 0 else ~index]:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points if index >= 0 else points[::-1]


def ring(indices: list[int]) -> Ring:
    """Arcs end to end; longitudes run on past 180, so that no ring jumps across the map."""
    points = [point for index in indices for point in arc(index)[1:]]
    unrolled = [points[0]]
    for lon, lat in points[1:]:
        turns = round((unrolled[-1][0] - lon) / 360)
        unrolled.append((lon + 360 * turns, lat))
    return unrolled


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons of a geometry, each a list of rings of arcs."""
    arcs: list[Any] = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else arcs


@cache
def areas() -> dict[str, BaseGeometry]:
    """The shape of each code; Antarctica, which winds round the pole, is left to the browser."""
    return {
        geometry["id"]: shapely.union_all(
            [
                shapely.make_valid(shapely.Polygon(ring(p[0]), [ring(h) for h in p[1:]]))
                for p in polygons(geometry)
            ]
        )
        for geometry in topology()["objects"]["countries"]["geometries"]
        if geometry["id"] != "ATA"
    }


def holds(code: str, lon: float, lat: float) -> bool:
    """Whether the area of a code covers the point, whichever way round its longitude is told."""
    turns = [shapely.Point(lon + turn, lat) for turn in (-360, 0, 360)]
    return any(areas()[code].covers(point) for point in turns)
