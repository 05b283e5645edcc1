"""Rows of a large file are fetched back from the real server, wholly or not at all."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fairatlas_client import Patience, Server, fetch_rows
from fairatlas_client.errors import BadInput, NotAllowed, Refused, Unreachable

from client.tests.places import answering
from client.tests.test_push import command
from tests.importers.counting import as_csv
from tests.support.counts import SITES, drafted, sent
from tests.support.writers import House, house

QUICK = Patience(tries=3, first_wait_s=0.001, timeout_s=10)
HEADER = ("site", "sex", "n")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(f"sqlite:///{tmp_path_factory.mktemp('home') / 'fairatlas.db'}") as opened:
        yield opened


@pytest.fixture(scope="module")
def token(home: House) -> str:
    return home.key("ana")


@pytest.fixture(scope="module")
def upload(home: House) -> str:
    """Name of a large file that ana sent."""
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(HEADER, SITES), unit="studies")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["upload"])


def test_the_rows_come_back_by_python_and_by_the_command(
    home: House, token: str, upload: str, tmp_path: Path
) -> None:
    with Server(str(home.client.base_url), token, QUICK) as server:
        fetch_rows(server, "my-dataset", 1, upload, tmp_path / "rows.parquet")
    found = pq.read_table(tmp_path / "rows.parquet").to_pylist()
    assert [tuple(each.values()) for each in found] == SITES
    told = command(home, token, "rows", "my-dataset", "1", upload, "--out", "r.csv", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("bytes written to r.csv\n")
    first, *rest = csv.reader((tmp_path / "r.csv").read_text().splitlines())
    assert (tuple(first), [tuple(each) for each in rest]) == (HEADER, SITES)
    assert {each.name for each in tmp_path.iterdir()} == {"rows.parquet", "r.csv"}


def test_what_cannot_be_had_is_said_in_one_line_and_leaves_no_file(
    home: House, token: str, upload: str, tmp_path: Path
) -> None:
    for words, code in (
        (("my-dataset", "1", "no-such-file", "--out", "r.csv"), Refused.exit_code),
        (("my-dataset", "7", upload, "--out", "r.csv"), Refused.exit_code),
        (("my-dataset", "1", upload, "--out", "r.xlsx"), BadInput.exit_code),
        (("my-dataset", "1", upload, "--out", "nowhere/r.csv"), BadInput.exit_code),
    ):
        told = command(home, token, "rows", *words, cwd=tmp_path)
        assert (told.returncode, told.stdout) == (code, "")
        assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []
    told = command(home, "no token", "rows", "my-dataset", "1", upload, "--out", "r.csv",
                   cwd=tmp_path)  # fmt: skip
    assert told.returncode == NotAllowed.exit_code


def test_a_broken_line_is_tried_again_and_never_looks_whole(tmp_path: Path) -> None:
    cut = (200, {"Content-Length": "100"}, b"site,n\n")
    whole = (200, {}, b"site,n\nA,12\n")
    to = tmp_path / "rows.csv"
    with answering(lambda n: cut if n < 2 else whole) as (address, asked):
        fetch_rows(Server(address, "t", QUICK), "a", 1, "b", to)
        assert to.read_bytes() == whole[2]
        assert len(asked.requests) == 3
    with answering(lambda _: cut) as (address, _asked), pytest.raises(Unreachable):
        fetch_rows(Server(address, "t", QUICK), "a", 1, "b", to)
    assert to.read_bytes() == whole[2]
    assert [each.name for each in tmp_path.iterdir()] == ["rows.csv"]
