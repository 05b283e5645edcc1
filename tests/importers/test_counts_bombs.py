"""Files made to harm: refused in words, with the parent left as it was."""

import gzip
import os
import resource
import struct
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import AppError, Invalid, TooLarge
from app.importers.counting import child, reading
from app.importers.counting.formats import counts_formats
from app.importers.counting.reading import read_slices
from app.importers.guarded.guard import Choked, Guard
from tests.importers.counting import (
    HEADER,
    ROWS,
    as_parquet,
    as_xlsx,
    entity_bomb,
    forged_rows,
    gzip_bomb,
    rle_bomb,
    sheet_bomb,
)

DAMAGED = Guard("tests.importers.damaged")
MOST_GROWTH = 50 * 2**20
LARGE = 100_000_000
SPARSE = 60_000_000  # too little to be refused for how densely it is packed


def resident() -> int:
    """Bytes that this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def refused(path: Path, name: str, *, packed: bool = False) -> AppError:
    """Read a file that must be refused; the parent must neither die nor grow."""
    before = resident()
    with pytest.raises(AppError) as found:
        for _ in read_slices(path, counts_formats()[name], gzip=packed):
            pass
    assert resident() - before < MOST_GROWTH
    assert found.value.problems
    return found.value


BOMBS = {
    "parquet rows": ("parquet", False, lambda: rle_bomb(25_000_000), "at most 20,000,000 rows"),
    "gzip csv": ("csv", True, lambda: gzip_bomb(LARGE), "100 times its size"),
    "gzip csv of one cell": ("csv", True, lambda: gzip_bomb(SPARSE, b"0"), "no row of more"),
    "gzip ndjson": ("ndjson", True, lambda: gzip_bomb(SPARSE, b'"x"'), "65536 bytes|JSON"),
    "xlsx sheet": ("xlsx", False, lambda: sheet_bomb(LARGE), "unpack to at most"),
    "xlsx entities": ("xlsx", False, entity_bomb, "readable workbook|within the limits"),
}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_bomb_is_refused(tmp_path: Path, bomb: str) -> None:
    name, packed, made, words = BOMBS[bomb]
    path = tmp_path / "bomb"
    path.write_bytes(made())
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    error = refused(path, name, packed=packed)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - used
    assert error.status in (413, 422)
    assert any(word in str(error) for word in words.split("|")), str(error)
    # Processor time of the child, which another's work on this machine does not lengthen.
    assert spent < 10


def test_a_bomb_of_sound_rows_is_refused_before_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(gzip.compress(b"sex,n\n" + b"female,11\n" * 10_000_000))
    with pytest.raises(TooLarge, match="100 times its size"):
        next(read_slices(path, counts_formats()["csv"], gzip=True))


def test_more_values_than_the_pages_hold_do_not_reach_the_parent(tmp_path: Path) -> None:
    """The footer is forged to promise what would be 4 GB (apache/arrow 49955)."""
    whole = as_parquet(("sex", "n"), [("female", "7777")] * 7777)
    path = tmp_path / "forged"
    path.write_bytes(forged_rows(whole, 7777, 19_999_999))
    refused(path, "parquet")


def test_a_child_that_eats_memory_dies_alone(tmp_path: Path) -> None:
    """Columns of one long text each: within every limit of the footer, too much for the child."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.array(["x" * 1_000_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 4_000, pa.int32()), text)
    path = tmp_path / "wide"
    table = pa.table({"site": column, "n": pa.array(range(4_000))})
    pq.write_table(table, path, store_schema=False)
    assert path.stat().st_size < 5_000_000
    refused(path, "parquet")


def test_a_child_that_says_nothing_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(reading, "child_module", lambda: "silent")
    monkeypatch.setattr(reading, "SILENCE_S", 0.3)
    monkeypatch.setattr(reading, "ROOT", tmp_path)
    path = tmp_path / "counts"
    path.write_bytes(as_parquet(HEADER, ROWS))
    begun = time.monotonic()
    with pytest.raises(TooLarge, match="within the limits"):
        list(read_slices(path, counts_formats()["parquet"], gzip=False))
    assert time.monotonic() - begun < 60


def test_the_child_gets_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRATLAS_SECRET_KEY", "do-not-tell")
    telling = tmp_path / "telling.py"
    telling.write_text("import os, sys\nopen(sys.argv[3] + '.env', 'w').write(repr(os.environ))\n")
    monkeypatch.setattr(reading, "child_module", lambda: "telling")
    monkeypatch.setattr(reading, "ROOT", tmp_path)
    path = tmp_path / "counts"
    path.write_bytes(b"")
    list(read_slices(path, counts_formats()["parquet"], gzip=False))
    told = (tmp_path / "counts.env").read_text()
    assert "do-not-tell" not in told
    assert "FAIRATLAS" not in told


def test_whoever_stops_reading_ends_the_child(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    path.write_bytes(as_parquet(("sex", "n"), [("female", "1")] * 200_000))
    found = read_slices(path, counts_formats()["parquet"], gzip=False)
    next(found)
    found.close()
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert [pid for pid in mine if child.__name__ in _command(pid)] == []


def _command(pid: str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def test_texts_that_are_no_utf8_are_refused_in_words(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    offsets, letters = pa.py_buffer(struct.pack("<3i", 0, 4, 8)), pa.py_buffer(b"male\x8eale")
    sex = pa.StringArray.from_buffers(2, offsets, letters)
    for name, column in {"plain": sex, "coded": sex.dictionary_encode()}.items():
        path = tmp_path / name
        pq.write_table(pa.table({"sex": column, "n": [12, 13]}), path)
        assert "UTF8" in refused(path, "parquet").problems[0].value


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_footer_is_refused_or_read(place: int, wrong: bytes) -> None:
    """Or the library ends its process over it, and the child of that upload alone dies."""
    whole = bytearray(as_parquet(HEADER, ROWS))
    at = place % len(whole)
    whole[at : at + len(wrong)] = wrong
    try:
        assert DAMAGED.ask(bytes(whole)) in (b"read", b"refused")
    except Choked:
        return


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_refused_or_read(place: int, wrong: bytes) -> None:
    import io

    from app.importers.counting.slices import Limits

    whole = bytearray(as_xlsx(HEADER, ROWS))
    at = place % len(whole)
    whole[at : at + len(wrong)] = wrong
    try:
        list(counts_formats()["xlsx"].slices(io.BytesIO(bytes(whole)), Limits()))
    except AppError:
        return


def test_gzip_is_read_in_pieces_and_its_end_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    two = gzip.compress(b"sex,n\nfemale,1\n") + gzip.compress(b"male,2\n")
    path.write_bytes(two)
    found = list(read_slices(path, counts_formats()["csv"], gzip=True))
    assert sum(len(each.rows) for each in found) == 2
    for broken in (two[:-9], b"no gzip", gzip.compress(b"sex,n\nfemale,1\n")[:20]):
        path.write_bytes(broken)
        with pytest.raises(Invalid, match=r"gzip|ends too early"):
            list(read_slices(path, counts_formats()["csv"], gzip=True))
