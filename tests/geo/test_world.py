"""The world geometry: nobody is lost, everybody is where they live, and nothing was swapped."""

import csv
import hashlib
from collections import Counter

import pytest

from tests.geo.world import ROOT, areas, holds, places, polygons, source, topology

N_CODES = 250  # ISO 3166-1 has 249; Kosovo (XKX) is the other

# Checked by hand on other maps: towns on the parts that a single-part map loses.
TOWNS = {
    "Ramallah": ("PSE", 35.20, 31.90),
    "Gaza City": ("PSE", 34.45, 31.50),
    "Madrid": ("ESP", -3.70, 40.42),
    "inland Tenerife": ("ESP", -16.60, 28.27),
    "Lisbon district": ("PRT", -9.00, 38.95),
    "inland Madeira": ("PRT", -17.00, 32.75),
    "inland Sao Miguel": ("PRT", -25.45, 37.78),
    "Quito": ("ECU", -78.50, -0.20),
    "inland Isabela": ("ECU", -91.10, -0.60),
    "inland Mauritius": ("MUS", 57.55, -20.30),
    "inland Bonaire": ("BES", -68.28, 12.18),
    "Saba": ("BES", -63.235, 17.635),
}

# The United Nations' view, where other maps differ from it.
UN_VIEW = {
    "Simferopol": ("UKR", 34.10, 45.00),
    "Quneitra": ("SYR", 35.82, 33.12),
    "Laayoune": ("ESH", -13.10, 27.10),
    "Hargeisa": ("SOM", 44.06, 9.56),
    "northern Nicosia": ("CYP", 33.36, 35.22),
    "Pristina": ("SRB", 21.16, 42.66),
    "Cayenne region": ("GUF", -53.00, 4.00),
    "Srinagar": ("XJK", 74.80, 34.10),
    "Anadyr region, west of 180": ("RUS", 177.00, 65.00),
    "Chukotka, east of 180": ("RUS", -175.00, 66.50),
}


def ids() -> list[str]:
    return [one["id"] for one in topology()["objects"]["countries"]["geometries"]]


def test_every_code_has_a_place_on_earth() -> None:
    assert len(places()) == N_CODES
    for row in places().values():
        assert -180 <= float(row["lon"]) <= 180
        assert -90 <= float(row["lat"]) <= 90


def test_no_code_is_drawn_twice() -> None:
    assert [code for code, times in Counter(ids()).items() if times > 1] == []


def test_areas_are_those_of_the_places_and_the_disputed_ones() -> None:
    with_area = {code for code, row in places().items() if row["has_polygon"] == "true"}
    assert set(ids()) == with_area | set(source()["disputed_areas"])
    assert len(with_area) == 244


def test_disputed_areas_have_no_place_so_that_no_figure_can_reach_them() -> None:
    assert set(source()["disputed_areas"]).isdisjoint(places())


@pytest.mark.parametrize("town", TOWNS)
def test_joined_areas_keep_all_their_parts(town: str) -> None:
    assert holds(*TOWNS[town])


def test_mauritius_keeps_the_chagos_archipelago() -> None:
    assert areas()["MUS"].bounds[2] > 71


@pytest.mark.parametrize("town", UN_VIEW)
def test_borders_follow_the_united_nations(town: str) -> None:
    code, lon, lat = UN_VIEW[town]
    assert [other for other in areas() if holds(other, lon, lat)] == [code]


def test_label_points_lie_on_their_own_land() -> None:
    drawn = [
        code for code, row in places().items() if code in areas() and row["has_polygon"] == "true"
    ]
    lost = [c for c in drawn if not holds(c, float(places()[c]["lon"]), float(places()[c]["lat"]))]
    assert lost == []


def test_codes_without_an_area_lie_where_the_source_says() -> None:
    absent = {code for code, row in places().items() if row["has_polygon"] == "false"}
    assert absent == set(source()["drawn_within"]) | set(source()["without_any_area"])
    for code in ("SMR", "VAT", "XKX"):
        row = places()[code]
        assert holds(source()["drawn_within"][code], float(row["lon"]), float(row["lat"]))


def test_small_is_absent_or_under_3000_square_kilometres() -> None:
    for code, row in places().items():
        size = float(row["largest_part_km2"] or 0)
        assert row["small"] == ("true" if size < 3000 else "false"), code
    small = {code for code, row in places().items() if row["small"] == "true"}
    assert {"SGP", "MUS", "VAT", "XKX", "TUV", "BHR"} <= small
    assert small.isdisjoint({"CYP", "RWA", "JAM"})


def test_sizes_agree_with_published_areas() -> None:
    published = {"RWA": 26_338, "LUX": 2_586, "URY": 176_215, "LSO": 30_355, "MNG": 1_564_116}
    for code, km2 in published.items():
        assert float(places()[code]["largest_part_km2"]) == pytest.approx(km2, rel=0.06), code


def test_no_area_is_inside_out() -> None:
    widest = max(areas(), key=lambda code: areas()[code].area)
    assert widest == "RUS"
    assert areas()["RUS"].area < 4000  # square degrees; the whole globe has 64,800


def test_every_layer_that_plotly_can_ask_for_is_there() -> None:
    asked = {"countries", "land", "ocean", "coastlines", "lakes", "rivers", "subunits"}
    layers = topology()["objects"]
    assert set(layers) == asked
    for layer in layers.values():
        assert all(one["type"] and one["arcs"] for one in layer["geometries"])


def test_every_ring_has_at_least_three_corners() -> None:
    lengths = [len(arc) - 1 for arc in topology()["arcs"]]
    for geometry in topology()["objects"]["countries"]["geometries"]:
        for outline in (ring for polygon in polygons(geometry) for ring in polygon):
            assert sum(lengths[i if i >= 0 else ~i] for i in outline) >= 3, geometry["id"]


def test_dashed_lines_are_the_unsettled_borders_and_no_others() -> None:
    with (ROOT / "data/geo/dashed_lines.csv").open(encoding="utf-8", newline="") as file:
        drawn = {row["between"] for row in csv.DictReader(file)}
    unsettled = set(source()["disputed_areas"])
    named = set(source()["undetermined_borders"])
    assert named <= drawn
    assert all(unsettled & set(pair.split("-")) for pair in drawn - named)
    assert unsettled <= {code for pair in drawn for code in pair.split("-")}


@pytest.mark.parametrize("path", sorted(source()["sha256"]))
def test_built_files_are_those_of_the_last_build(path: str) -> None:
    found = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
    assert found == source()["sha256"][path]
