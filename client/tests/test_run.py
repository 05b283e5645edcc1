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
