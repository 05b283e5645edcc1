"""The benchmark of the pages: medians, sums and goals from visits made by hand."""

import dataclasses

from benchmarks.pages.report import Visits, goals, pages
from benchmarks.pages.stops import BARE, STOPS
from benchmarks.pages.visit import Asked, Visit
from scripts.screenshots.sheet import LOOKS, WIDTHS, contact_sheet, file_name

HERE = "http://127.0.0.1/"
ASKED = (
    Asked(HERE, 5_000),
    Asked(f"{HERE}plotly/package_data/plotly.min.js", 1_400_000),
    Asked(f"{HERE}assets/topo/world_110m.json", 93_000),
)
FIRST = Visit(finding_ms=400, figure_ms=900, choice_ms=100, asked=ASKED)
HOME = Visit(finding_ms=1_400, figure_ms=None, choice_ms=None, asked=ASKED[:1])
ATLAS, AT_HOME = STOPS[1], STOPS[0]


def measured(atlas: Visit = FIRST) -> dict:
    slower = dataclasses.replace(atlas, finding_ms=5_000, figure_ms=8_000)
    bare = Visit(finding_ms=600, figure_ms=600, choice_ms=80, asked=ASKED)
    return {
        BARE: Visits([bare], [bare]),
        AT_HOME: Visits([HOME], [HOME]),
        ATLAS: Visits([atlas, slower, atlas], [atlas]),
    }


def test_plotly_and_the_world_are_weighed_apart() -> None:
    assert FIRST.bytes_without_plotly == 5_000


def test_times_are_medians_held_against_the_bare_page() -> None:
    found = {goal.name: goal for goal in goals(measured())}
    assert found["Atlas, map drawn / bare page"].value == 900 / 600
    assert found["Atlas, map drawn / bare page"].reached
    assert found["Atlas, choice shown / bare page"].value == 100 / 80
    slowest = found["Home, finding (the slowest) / bare page"]
    assert (slowest.value, slowest.reached) == (1_400 / 600, False)


def test_one_heavy_visit_is_enough_to_miss_a_goal() -> None:
    heavy = dataclasses.replace(FIRST, asked=(*ASKED, ASKED[1], Asked(f"{HERE}a", 695_001)))
    missed = {goal.name: goal.value for goal in goals(measured(heavy)) if not goal.reached}
    assert missed["kB before plotly, the heaviest page"] == 700.001
    assert missed["plotly fetched in one visit, most"] == 2


def test_a_page_is_one_line_with_a_dash_where_nothing_is_measured() -> None:
    lines = pages(measured()).splitlines()
    assert "| Home | 1,400 | – | – | 1,400 | 1 | 5 | 1 | 5 |" in lines
    assert "| Atlas | 400 | 900 | 100 | 400 | 3 | 1,498 | 3 | 1,498 |" in lines


def test_every_page_is_measured_by_its_address() -> None:
    assert all(stop.path.startswith("/") for stop in STOPS)
    assert len({stop.name for stop in STOPS}) == len({stop.path for stop in STOPS}) == len(STOPS)


def test_the_contact_sheet_shows_every_picture() -> None:
    sheet = contact_sheet(["Home", "a <model>"])
    assert "a &lt;model&gt;" in sheet
    for width in WIDTHS:
        for look in LOOKS:
            assert f'src="{file_name("a <model>", width, look)}"' in sheet
    assert file_name("a <model>", 390, "dark") == "a-model-390-dark.png"
