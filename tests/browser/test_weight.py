"""What a page weighs on the way to its reader: sizes and numbers of requests, never times."""

import pytest
from playwright.sync_api import Browser

from benchmarks.pages.stops import STOPS, Stop
from benchmarks.pages.visit import PLOTLY, WORLD, Visit, reader, visit

pytestmark = pytest.mark.browser
MOST_BYTES_BEFORE_PLOTLY = 700_000
MOST_BYTES_OF_THE_WORLD = 110_000
OUTLINES, MOST_BYTES_OF_OUTLINES = "/topo/outlines", 45_000
MOST_BYTES_AGAIN = 100_000
MOST_REQUESTS = 25
BY_NAME = {stop.name: stop for stop in STOPS}


def first_and_second(browser: Browser, site: str, stop: Stop) -> tuple[Visit, Visit]:
    """Visit a page twice: with nothing kept, and with what the browser kept."""
    with reader(browser) as context:
        first = visit(context, site, stop, choose=False)
        return first, visit(context, site, stop, choose=False)


@pytest.fixture(scope="module")
def atlas(browser: Browser, site: str) -> tuple[Visit, Visit]:
    """Two visits of the Atlas, each until the map is drawn."""
    return first_and_second(browser, site, BY_NAME["Atlas"])


@pytest.fixture(scope="module")
def home(browser: Browser, site: str) -> tuple[Visit, Visit]:
    """Two visits of Home."""
    return first_and_second(browser, site, BY_NAME["Home"])


def test_home_is_light_and_draws_without_plotly(home: tuple[Visit, Visit]) -> None:
    first, _ = home
    assert 0 < first.bytes_without_plotly <= MOST_BYTES_BEFORE_PLOTLY
    assert first.of(PLOTLY) == ()
    assert first.of(WORLD) == ()
    (outlines,) = first.of(OUTLINES)
    assert 0 < outlines.bytes <= MOST_BYTES_OF_OUTLINES


def test_the_atlas_is_light_before_plotly(atlas: tuple[Visit, Visit]) -> None:
    first, _ = atlas
    assert 0 < first.bytes_without_plotly <= MOST_BYTES_BEFORE_PLOTLY
    assert len(first.asked) <= MOST_REQUESTS


def test_plotly_and_the_world_are_fetched_once_and_packed(atlas: tuple[Visit, Visit]) -> None:
    first, second = atlas
    assert len(first.of(PLOTLY)) == len(first.of(WORLD)) == 1
    assert 0 < first.of(WORLD)[0].bytes <= MOST_BYTES_OF_THE_WORLD
    # The second time the browser only asks whether its own still holds.
    assert all(each.bytes < 1_000 for each in (*second.of(PLOTLY), *second.of(WORLD)))


@pytest.mark.parametrize("page", ["home", "atlas"])
def test_the_second_visit_brings_only_what_is_said(
    page: str, request: pytest.FixtureRequest
) -> None:
    _, second = request.getfixturevalue(page)
    assert sum(each.bytes for each in second.asked) <= MOST_BYTES_AGAIN
    assert not second.of(".css")


@pytest.mark.parametrize("page", ["home", "atlas"])
def test_everything_comes_from_this_host(
    page: str, site: str, request: pytest.FixtureRequest
) -> None:
    for each in request.getfixturevalue(page):
        assert each.asked
        assert [asked.url for asked in each.asked if not asked.url.startswith(f"{site}/")] == []


def test_the_text_of_the_methods_is_light(browser: Browser, site: str) -> None:
    first, _ = first_and_second(browser, site, BY_NAME["Methods"])
    assert first.bytes_without_plotly <= MOST_BYTES_BEFORE_PLOTLY
    assert first.of(PLOTLY) == ()


def test_the_atlas_says_its_finding_before_it_draws(atlas: tuple[Visit, Visit]) -> None:
    for each in atlas:
        assert each.figure_ms is not None
        assert each.finding_ms < each.figure_ms
