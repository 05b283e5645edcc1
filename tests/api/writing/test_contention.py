"""Many at once, from processes of their own, at a service of two: nothing is lost or done twice."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.ingest.contention import Crowd, Outcome

TIMES = int(os.environ.get("FAIRATLAS_PROOF_CROWD", "1"))


@pytest.fixture
def crowd(database_url: str, tmp_path: Path) -> Iterator[Crowd]:
    """Those who want something at the same time."""
    with Crowd(database_url, tmp_path, workers=2) as made:
        yield made


def is_whole(found: Outcome) -> bool:
    return not found.failed and not found.lost


def test_a_crowd_loses_nothing_and_one_of_many_wins(crowd: Crowd) -> None:
    uploads = crowd.uploads(40 * TIMES, processes=4)
    assert is_whole(uploads), uploads
    assert (uploads.statuses, uploads.stored) == ({201: 40 * TIMES}, 40 * TIMES)
    races = crowd.races(120 * TIMES, threads=16)
    assert is_whole(races), races
    assert set(races.statuses) <= {200, 412}
    assert races.stored == races.statuses[200] > 0
    once = crowd.one_key(20 * TIMES)
    assert is_whole(once), once
    assert set(once.statuses) <= {201, 409}
