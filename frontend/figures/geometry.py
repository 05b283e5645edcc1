"""Where things stand on the map: label points, dashed borders and the words printed with it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from frontend.hall import hall

_FAINT_KM2 = 15_000


@dataclass(frozen=True, slots=True)
class Point:
    """Label point of a country, in degrees.

    `small` ones are drawn and clicked as points; `faint` ones have an area that one can hit but
    hardly see, and get a point where there is something to say.
    """

    lon: float
    lat: float
    has_polygon: bool
    small: bool
    faint: bool


@dataclass(frozen=True, slots=True)
class Geometry:
    """What a world map needs besides its shapes, which the browser fetches from our assets.

    `dashed_lons` and `dashed_lats` are broken by None between borders; `drawn_within` names the
    country inside whose outline another lies.
    """

    points: dict[str, Point]
    dashed_lons: tuple[float | None, ...]
    dashed_lats: tuple[float | None, ...]
    disclaimer: str
    disclaimer_short: str
    drawn_within: dict[str, str]


def our_geometry() -> Geometry:
    """Return the geometry of the application that serves this request."""
    return read_geometry(hall().settings.data_dir / "geo")


@cache
def read_geometry(folder: Path) -> Geometry:
    """Read the files of `data/geo`, once per process."""
    source = yaml.safe_load((folder / "source.yaml").read_text(encoding="utf-8"))
    lons, lats = _dashed(folder / "dashed_lines.csv")
    return Geometry(
        points={row["iso3"]: _point(row) for row in _rows(folder / "places.csv")},
        dashed_lons=lons,
        dashed_lats=lats,
        disclaimer=" ".join(source["disclaimer"].split()),
        disclaimer_short=" ".join(source["disclaimer_short"].split()),
        drawn_within=source.get("drawn_within", {}),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _point(row: dict[str, str]) -> Point:
    area = float(row["largest_part_km2"] or 0)
    return Point(
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        has_polygon=row["has_polygon"] == "true",
        small=row["small"] == "true",
        faint=area < _FAINT_KM2,
    )


def _dashed(path: Path) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    lons: list[float | None] = []
    lats: list[float | None] = []
    before = None
    for row in _rows(path):
        if before not in (None, row["line"]):
            lons.append(None)
            lats.append(None)
        lons.append(float(row["lon"]))
        lats.append(float(row["lat"]))
        before = row["line"]
    return tuple(lons), tuple(lats)
