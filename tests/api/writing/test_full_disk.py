"""A disk without room: what is sent is refused in words (507), and nothing is damaged."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.importers.counting import as_csv
from tests.support.counts import AT, NOTHING, SITES, drafted, files, kept, sent
from tests.support.writers import House, house

FEW = as_csv(("sex", "n"), [("female", "24"), ("male", "29")])
MANY = as_csv(("site", "sex", "n"), SITES)


@pytest.fixture
def cramped(tiny_disk: Path) -> Iterator[House]:
    """The application with everything that it writes on a small disk."""
    url = f"sqlite:///{tiny_disk / 'fairatlas.db'}"
    with house(url, upload_dir=tiny_disk / "uploads") as opened:
        yield opened


def fill(disk: Path, leaving: int) -> None:
    """Leave so many bytes of a disk."""
    (disk / "full").write_bytes(bytes(shutil.disk_usage(disk).free - leaving))


# Room for nothing, for a part of the body, for the body but not for what is kept of it.
@pytest.mark.parametrize("leaving", [0, 64 * 1024, 256 * 1024])
def test_a_full_disk_refuses_a_file_and_keeps_the_rest(
    cramped: House, tiny_disk: Path, leaving: int
) -> None:
    ana = drafted(cramped.writer("ana"))
    before = ana.get(AT).json()
    fill(tiny_disk, leaving)
    answer = sent(ana, MANY, unit="images")
    assert answer.status_code == 507, answer.text
    assert "Nothing of this request was written" in answer.json()["detail"]
    assert ana.get(AT).json() == before
    assert (kept(cramped), files(cramped)) == (NOTHING, [])
    (tiny_disk / "full").unlink()
    assert sent(ana, FEW).status_code == 201  # with room again, it goes on
    with closing(sqlite3.connect(tiny_disk / "fairatlas.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
