"""Seeds of one job over HTTP: found among what is out, and told as a spread."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.domain.access import Role
from tests.support import runs as made
from tests.support.writers import House, house

SEEDS = {"my-run": 7, "seed-8": 8, "seed-9": 9}


def of_seed(seed: int) -> dict[str, Any]:
    return {"job": {**made.ABOUT["job"], "seed": seed}}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Three seeds out, a fourth that is no more than a draft, and two that are another job."""
    folder = tmp_path_factory.mktemp("runs")
    with house(f"sqlite:///{folder / 'f.db'}", runs_url=str(folder / "runs")) as opened:
        ana, rosa = opened.writer("ana"), opened.writer("rosa", Role.REVIEWER)
        for slug, seed in SEEDS.items():
            made.sent(ana, made.seeded(seed), slug=slug, **of_seed(seed))
        made.sent(ana, made.seeded(10), slug="a-draft", **of_seed(10))
        made.sent(ana, made.seeded(11), slug="a-part", model_detail="half", **of_seed(11))
        made.sent(ana, made.seeded(12), slug="a-finding", label="effusion", **of_seed(12))
        made.work(opened)
        for slug in (*SEEDS, "a-part", "a-finding"):
            made.out(opened, ana, rosa, slug)
        yield opened


def test_the_spread_is_that_of_the_published_seeds(home: House) -> None:
    found = home.get("/evaluations/my-run/seeds").json()
    assert found["runs"] == [{"slug": slug, "seed": seed} for slug, seed in SEEDS.items()]
    runs = [home.get(f"/evaluations/{slug}/run").json()["run"]["scores"] for slug in SEEDS]
    known = 0
    items = [each for each in found["items"] if not each["attributes"]]
    for item, *scores in zip(items, *runs, strict=True):
        values = [each["value"] for each in scores]
        assert {each["metric"] for each in scores} == {item["metric"]}
        if None in values:
            assert item["reason"] in {each["reason"] for each in scores}
            assert item["mean"] is None
        elif item["decimals"] is None:
            known += 1
            assert item["mean"] == pytest.approx(np.mean(values))
            assert (item["low"], item["high"]) == (min(values), max(values))
            assert (item["interval_kind"], item["n_seeds"]) == ("seeds", 3)
    assert known > 5


def test_the_spread_of_a_gap_is_that_of_the_published_gaps(home: House) -> None:
    items = home.get("/evaluations/my-run/seeds").json()["items"]
    gaps = [home.get(f"/evaluations/{slug}/gaps").json()["items"] for slug in SEEDS]
    known = 0
    for item in items:
        alike = [
            [
                g["value"]
                for g in run
                if (g["metric"], g["attributes"]) == (item["metric"], item["attributes"])
            ]
            for run in gaps
        ]
        if item["attributes"] and item["mean"] is not None and item["decimals"] is None:
            known += 1
            values = [value for (value,) in alike]
            assert item["mean"] == pytest.approx(np.mean(values))
            assert (item["low"], item["high"]) == (min(values), max(values))
    assert known > 5


def test_every_seed_tells_the_same_spread(home: House) -> None:
    first, *others = [home.get(f"/evaluations/{slug}/seeds").json()["items"] for slug in SEEDS]
    assert all(each == first for each in others)


@pytest.mark.parametrize("slug", ["a-part", "a-finding"])
def test_one_seed_alone_has_no_spread(home: House, slug: str) -> None:
    found = home.get(f"/evaluations/{slug}/seeds").json()
    assert (found["items"], found["total"], found["runs"]) == ([], 0, [])


def test_a_draft_is_told_to_nobody(home: House) -> None:
    assert home.get("/evaluations/a-draft/seeds").status_code == 404


def test_a_release_has_the_seeds_that_it_had(home: House) -> None:
    first = home.get("/evaluations/my-run/seeds?release=1")
    assert first.status_code == 200
    assert first.json()["items"] == []
    assert len(home.get("/evaluations/my-run/seeds?release=2").json()["runs"]) == 2


def test_the_spread_is_taken_away_as_a_table(home: House) -> None:
    rows = home.get("/evaluations/my-run/seeds.csv").text.splitlines()
    assert len(rows) == home.get("/evaluations/my-run/seeds").json()["total"] + 1
    assert "interval_kind" in rows[0]


def test_seeds_of_one_job_are_one_cluster_of_the_link(home: House) -> None:
    address = "/link?publication_status=run"
    axes = home.get(address).json()["axes"]
    assert axes
    for axis in axes:
        assert len(axis["clusters"]) == 1
        assert axis["pooled"]["value"] is None
    assert any(len(axis["runs"]) >= len(SEEDS) for axis in axes)
