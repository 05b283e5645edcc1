"""Taking a view away: addresses, years and groups, as the browser is told of them."""

import json
from dataclasses import replace

import pytest

from app.domain.assessment import Value
from app.domain.question import Question
from app.services.measures import MEASURES, places
from frontend import tokens
from frontend.atlas.overlay import group_legend, groups_table, of_groups, overlay_of
from frontend.components.share import View, api_files, share
from frontend.components.years import year_range
from frontend.figures import world_map
from frontend.figures.group_lines import group_lines
from tests.frontend.test_tokens import contrast
from tests.frontend.test_world_map import GEOMETRY
from tests.support.answers import COUNTRIES, answer, group

REGIONS = {"KEN": "Africa", "BRA": "Americas", "USA": "Americas"}
PLACED = [replace(each, region=REGIONS.get(each.iso3)) for each in COUNTRIES]
OVERLAY = overlay_of("region", PLACED) or pytest.fail("there is a grouping")
YEARS = ("released_from", "released_to")


def told(component, name: str) -> dict:  # type: ignore[no-untyped-def]
    return json.loads(component.to_plotly_json()["props"][f"data-{name}"])


def test_the_same_question_stands_in_every_kind_of_file() -> None:
    files = api_files("/assess", {"dimension": "sex", "subject": "dataset:a b"})
    query = "?dimension=sex&subject=dataset%3Aa+b"
    assert files.links == (
        ("JSON", f"/api/v1/assess{query}"),
        ("CSV", f"/api/v1/assess.csv{query}"),
        ("Parquet", f"/api/v1/assess.parquet{query}"),
    )


def test_a_view_is_handed_over_whole() -> None:
    view = View("Atlas", "Found.", "Not known.", 7, (api_files("/countries", {}),), ("#map",), 3)
    given = told(share(view, "-other"), "share")
    assert given["sentence"] == "Found."
    assert given["unknown"] == "Not known."
    assert given["release"] == 7
    assert given["releaseId"] == "release-other"
    assert given["sources"] == 3
    assert given["files"][0]["links"][0] == ["JSON", "/api/v1/countries"]


@pytest.mark.parametrize(
    ("asked", "reach", "chosen"),
    [
        ({}, (2000, 2026), [2000, 2026]),
        ({"released_from": "2012"}, (2000, 2026), [2012, 2026]),
        ({"released_from": "1950", "released_to": "2040"}, (1950, 2040), [1950, 2040]),
        ({"released_from": "soon"}, (2000, 2026), [2000, 2026]),
    ],
)
def test_the_sliders_show_what_was_asked(
    asked: dict[str, str], reach: tuple[int, int], chosen: list[int]
) -> None:
    given = told(year_range(asked, YEARS, (2000, 2026), stores="s"), "years")
    assert (given["first"], given["last"]) == reach
    assert given["chosen"] == chosen


def test_every_group_has_a_hue_of_its_own_that_can_be_seen() -> None:
    for hues, theme in ((tokens.GROUPS_LIGHT, tokens.LIGHT), (tokens.GROUPS_DARK, tokens.DARK)):
        assert len(set(hues)) == 6
        assert all(contrast(hue, theme["surface"]) >= 3 for hue in hues)


def test_each_group_has_a_line_in_a_hue_and_dashes_of_its_own() -> None:
    found = places(answer(), PLACED, MEASURES["patients"])
    group_of = OVERLAY.group_of
    data = world_map.draw(found, MEASURES["patients"], GEOMETRY, str, None, group_of)["data"]
    africa, americas = data[world_map.CHOSEN_POINT + 1 :]
    assert africa["line"]["color"] == tokens.GROUPS_LIGHT[0]
    assert americas["line"]["color"] == tokens.GROUPS_LIGHT[1]
    assert len(set(tokens.GROUP_DASHES)) == len(tokens.GROUPS_LIGHT)
    assert {33 < lon < 43 for lon in africa["lon"] if lon is not None} == {True}  # Kenya alone
    assert OVERLAY.words("KEN") == "Africa"
    assert OVERLAY.words("LAO") is None
    assert len(group_legend(OVERLAY).children[1].children) == 2


def test_no_line_is_drawn_between_two_countries_of_one_group() -> None:
    def north(group_of: dict[str, str]) -> bool:
        """Whether the line along the 49th parallel, between the two countries, is drawn."""
        return any(
            lon is not None and lat is not None and -120 < lon < -98 and abs(lat - 49) < 0.2
            for lons, lats in group_lines(group_of).values()
            for lon, lat in zip(lons, lats, strict=True)
        )

    assert north({"USA": "south", "CAN": "north"})
    assert north({"USA": "south"})
    assert not north({"USA": "Americas", "CAN": "Americas"})


def test_the_groups_are_asked_for_themselves_and_never_summed() -> None:
    asked = of_groups(Question(modality="ct", dimension=("country",)), "region")
    assert asked == Question(modality="ct", dimension=("region",))


def test_no_group_has_a_ratio_under_three_datasets_and_the_unknown_has_a_row() -> None:
    few = group("?", datasets=2, n=(40, 50), ratio=Value(2.0, 1.0, 3.0))
    more = group("?", n=(60, 60), ratio=Value(0.5, 0.4, 0.6))
    counted = answer(
        [replace(more, key={"region": "Americas"}), replace(few, key={"region": "Africa"})]
    )
    shown = told(groups_table(OVERLAY, counted).children[1], "table")
    rows = [row["cells"] for row in shown["rows"]]
    assert [row[0]["text"] for row in rows[:2]] == ["Africa", "Americas"]
    assert rows[0][1:] == ["40 to 50", "2", "–"]
    assert rows[1][1:] == ["60", "3", "0.5 (0.4 to 0.6)"]
    assert rows[2] == ["Not known where", "200", "–", "–"]
