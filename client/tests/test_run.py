"""A run as it is logged on its machine: ids that stay there, jobs that are killed, refusals."""

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from fairatlas_client import Outbox
from fairatlas_client.errors import BadInput
from fairatlas_client.run import Run

from client.tests.loops import WHAT, logged
from tests.support import runs as made


def test_no_id_leaves_the_site(tmp_path: Path) -> None:
    with Run(**WHAT, name="ids", folder=tmp_path) as run:
        logged(run, patients=50)
    assert run.entry is not None
    table = pq.read_table(sorted(run.entry.folder.glob("*.parquet")))
    sent = {*table.column("sample").to_pylist(), *table.column("patient").to_pylist()}
    known = made.predictions(50)
    ids = {*known.column("sample").to_pylist(), *known.column("patient").to_pylist()}
    assert len(sent) == 150
    assert not any(each in word for word in sent for each in ids if len(each) > 3)
    salt = (tmp_path / "salt").read_text()
    assert all(salt.encode() not in path.read_bytes() for path in run.entry.folder.iterdir())
    assert (tmp_path / "salt").stat().st_mode & 0o077 == 0


def test_the_same_patient_is_the_same_in_the_next_run_of_the_site(tmp_path: Path) -> None:
    hashes = []
    for name, box in (("one", "a"), ("two", "a"), ("three", "b")):
        with Run(**WHAT, name=name, folder=tmp_path / box) as run:
            logged(run, patients=50)
        assert run.entry is not None
        hashes.append(run.entry.about["run"]["job"]["split_sha256"])
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2], "another site has another secret"


def counted(folder: Path, **own: Any) -> Run:
    """Log counts alone of which few people have no sex, with one value of the site's own."""
    table = made.predictions(3000, images=1).to_pydict()
    with Run(**WHAT, folder=folder, counts_only=True) as run:
        run.log(table["sample"], table["truth"], table["score"], sex=table["sex"])
        run.report(**own)
    return run


def test_the_value_of_a_group_that_stays_stays_too_and_others_tell_no_count(tmp_path: Path) -> None:
    value = {"metric": "tpr", "value": 2 / 3, "standard_error": np.float32(1 / 30)}
    few = counted(tmp_path / "a", **value, group={"sex": "unknown"})
    assert few.entry is not None
    assert few.entry.about["run"]["reported"] == []
    women = counted(tmp_path / "b", **value, group={"sex": "female"})
    assert women.entry is not None
    (sent,) = women.entry.about["run"]["reported"]
    assert (sent["value"], sent["standard_error"]) == (0.67, 0.033)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"group": {"sex": "femal"}}, "no row is of the group"),
        ({"group": {"site": "a"}}, "no attribute"),
        ({"value": float("nan")}, "must be finite"),
        ({"standard_error": -1}, "0 or more"),
    ],
)
def test_a_value_that_cannot_be_is_refused(own: dict[str, Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=words):
        counted(tmp_path, **({"metric": "auroc", "value": 0.8} | own))


def test_of_rows_no_value_is_reported(tmp_path: Path) -> None:
    run = Run(**WHAT, folder=tmp_path)
    with pytest.raises(BadInput, match="counts alone"):
        run.report(metric="auroc", value=0.8)


JOB = """
    import os, signal, sys
    from pathlib import Path
    from fairatlas_client import run as module
    from client.tests.loops import WHAT, made
    module.PART_ROWS = 100
    table = made.predictions(400).to_pydict()
    with module.Run(**WHAT, name="killed", folder=Path(sys.argv[1])) as run:
        for start in range(0, 800, 50):
            if start == int(sys.argv[2]):
                (run.place / ".part-rows-00099.parquet").write_bytes(b"half")
                os.kill(os.getpid(), signal.SIGKILL)
            part = {name: values[start:start + 50] for name, values in table.items()}
            run.log(part["sample"], part["truth"], part["score"], patient=part["patient"],
                    sex=part["sex"], age=part["age"])
"""


def test_a_job_that_is_killed_goes_on_and_has_each_case_once(tmp_path: Path) -> None:
    def job(stop: int) -> int:
        command = [sys.executable, "-c", textwrap.dedent(JOB), str(tmp_path), str(stop)]
        return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode

    assert job(350) == -9
    parts = sorted((tmp_path / "runs/killed").glob("rows-*"))
    first = [each.read_bytes() for each in parts]
    assert len(first) == 3
    assert job(600) == -9
    again = sorted((tmp_path / "runs/killed").glob("rows-*"))
    assert [each.read_bytes() for each in again[:3]] == first
    assert job(-1) == 0
    (entry,) = Outbox(tmp_path).pending()
    table = pq.read_table(sorted(entry.folder.glob("*.parquet")))
    assert len(table) == len(set(table.column("sample").to_pylist())) == 800
    found = np.sort(table.column("score").to_numpy())
    assert np.array_equal(found, np.sort(made.predictions(400).column("score").to_numpy()))
    with pytest.raises(BadInput, match="outbox already"):
        Run(**WHAT, name="killed", folder=tmp_path).__enter__()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"labels": [1, 0]}, "labels must be of shape 3"),
        ({"sex": ["a"]}, "one value per id"),
        ({"patient": ["a", None, "b"]}, "may be missing"),
        ({"scores": ["high", "low", "low"]}, "scores must be numbers"),
    ],
)
def test_a_batch_that_does_not_fit_is_refused(
    given: dict[str, Any], words: str, tmp_path: Path
) -> None:
    batch = {"ids": [1, 2, 3], "labels": [1, 0, 1], "scores": [0.1, 0.2, 0.3]} | given
    with pytest.raises(BadInput, match=words):
        _logged_once(tmp_path, batch)


def _logged_once(folder: Path, batch: dict[str, Any]) -> None:
    with Run(**WHAT, folder=folder) as run:
        run.log(**batch)
