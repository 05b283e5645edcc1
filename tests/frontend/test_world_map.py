"""The world map: every status its own look, small states as points, the chosen one outlined."""

from pathlib import Path

import pytest

from app.domain.assessment import Value
from app.domain.vocabulary import Status
from app.services.measures import MEASURES, places
from frontend import tokens
from frontend.figures import world_map
from frontend.figures.geometry import read_geometry
from frontend.figures.scale import COUNT, DATASETS, RATE, RATIO, scale_of
from tests.support.answers import COUNTRIES, answer, group

GEOMETRY = read_geometry(Path(__file__).resolve().parents[2] / "data" / "geo")


def drawn(measure: str, *groups, chosen: str | None = None):  # type: ignore[no-untyped-def]
    found = places(answer(groups), COUNTRIES, MEASURES[measure])
    return world_map.draw(found, MEASURES[measure], GEOMETRY, lambda place: place.name, chosen)


def area_colour(figure, iso3: str) -> str:  # type: ignore[no-untyped-def]
    """The colour that the first trace gives a country."""
    trace = figure["data"][0]
    step = trace["z"][trace["locations"].index(iso3)]
    return trace["colorscale"][2 * step][1]


def point(figure, iso3: str) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """Symbol and colour of a country's point."""
    trace = figure["data"][4]
    index = trace["customdata"].index(iso3)
    return trace["marker"]["symbol"][index], trace["marker"]["color"][index]


@pytest.mark.parametrize(("n", "step"), [(1, 0), (9, 0), (10, 1), (999, 2), (10**6, 6), (10**8, 6)])
def test_counts_are_coloured_by_decade(n: int, step: int) -> None:
    figure = drawn("patients", group("KEN", n=(n, n)))
    assert area_colour(figure, "KEN") == tokens.COUNTS_LIGHT[step]


@pytest.mark.parametrize(
    ("ratio", "step"),
    [(0.01, 0), (0.1, 1), (0.3, 2), (0.6, 3), (1.0, 4), (1.5, 5), (3.0, 6), (8.0, 7), (99.0, 8)],
)
def test_ratios_are_coloured_around_one(ratio: float, step: int) -> None:
    figure = drawn("ratio", group("KEN", ratio=Value(ratio, ratio, ratio)))
    assert area_colour(figure, "KEN") == tokens.RATIO_LIGHT[step]


@pytest.mark.parametrize(
    ("status", "look"),
    [
        (Status.ZERO, "zero"),
        (Status.SUPPRESSED, "suppressed"),
        (Status.SITE_NOT_COUNTED, "site"),
        (Status.NOT_FOUND, "none"),
    ],
)
def test_each_kind_of_nothing_has_its_own_look(status: Status, look: str) -> None:
    figure = drawn("patients", group("KEN", status, n=(0, 10)))
    assert area_colour(figure, "KEN") == tokens.PATTERNS_LIGHT[look]


def test_a_range_is_coloured_by_what_is_certain() -> None:
    figure = drawn("patients", group("KEN", n=(90, 2_000)))
    assert area_colour(figure, "KEN") == tokens.COUNTS_LIGHT[1]


def test_no_colour_by_ratio_under_three_datasets() -> None:
    figure = drawn("ratio", group("KEN", datasets=2, ratio=Value(2.0, 1.0, 3.0)))
    assert area_colour(figure, "KEN") == tokens.PATTERNS_LIGHT["few"]
    assert point(figure, "KEN")[0] == "circle"


def test_small_states_are_points_with_the_same_looks() -> None:
    counted = point(drawn("patients", group("SGP", n=(49, 49))), "SGP")
    nothing = point(drawn("patients"), "SGP")
    zero = point(drawn("patients", group("SGP", Status.ZERO, n=(0, 0))), "SGP")
    named = point(drawn("patients", group("SGP", Status.SITE_NOT_COUNTED, n=(0, 9))), "SGP")
    assert counted == ("circle", tokens.COUNTS_LIGHT[1])
    assert len({counted[0], nothing[0], zero[0], named[0]}) == 4


def test_an_area_too_small_to_see_gets_a_point_where_there_is_something_to_say() -> None:
    assert point(drawn("patients", group("VUT", n=(49, 49))), "VUT")[0] == "circle"
    assert "VUT" not in drawn("patients")["data"][4]["customdata"]


def test_zero_is_ringed_on_large_countries_too() -> None:
    assert point(drawn("patients", group("BRA", Status.ZERO, n=(0, 0))), "BRA")[0] == "circle-open"


def test_the_arms_of_a_ratio_are_told_apart_without_colour() -> None:
    groups = [
        group(iso3, ratio=Value(ratio, ratio, ratio))
        for iso3, ratio in (("KEN", 0.1), ("BRA", 1.0), ("USA", 10.0))
    ]
    assert sorted(drawn("ratio", *groups)["data"][3]["text"]) == sorted("−=+")


def test_kosovo_has_a_point_and_no_part_of_serbias_figure() -> None:
    figure = drawn("patients", group("SRB", n=(50, 50)), group("XKX", n=(7_000, 7_000)))
    assert "XKX" not in figure["data"][0]["locations"]
    assert area_colour(figure, "SRB") == tokens.COUNTS_LIGHT[1]
    assert point(figure, "XKX") == ("circle", tokens.COUNTS_LIGHT[3])


@pytest.mark.parametrize(
    ("iso3", "outlined", "ringed"), [("BRA", 1, 0), ("XKX", 0, 1), (None, 0, 0)]
)
def test_the_chosen_country_is_marked(iso3: str | None, outlined: int, ringed: int) -> None:
    data = drawn("patients", chosen=iso3)["data"]
    assert len(data[world_map.CHOSEN_SHAPE]["locations"]) == outlined
    assert len(data[world_map.CHOSEN_POINT]["lon"]) == ringed


def test_a_chosen_code_that_is_no_country_is_ignored() -> None:
    assert drawn("patients", chosen="<script>")["data"][world_map.CHOSEN_SHAPE]["locations"] == []


def test_the_projection_is_equal_earth_and_starts_at_greenwich() -> None:
    geo = drawn("patients")["layout"]["geo"]
    assert geo["projection"] == {"type": "equal earth", "rotation": {"lon": 0, "lat": 0}}


def test_disputed_areas_are_never_coloured() -> None:
    assert not [
        code for code in GEOMETRY.points if code in ("XJK", "XAC", "XAP", "XHT", "XBT", "XIT")
    ]


@pytest.mark.parametrize("scale", [COUNT, DATASETS, RATE, RATIO])
def test_every_step_has_a_colour_words_and_an_edge(scale) -> None:  # type: ignore[no-untyped-def]
    assert len(scale.colours) == len(scale.labels) == len(scale.edges) + 1
    assert len(scale.ticks) == len(scale.edges)


def test_every_measure_has_a_scale() -> None:
    assert all(scale_of(measure) for measure in MEASURES.values())
