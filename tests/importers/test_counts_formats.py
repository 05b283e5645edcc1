"""The same counts in every format are the same rows; what is no table is refused in words."""

import contextlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import Dim
from app.errors import AppError, Invalid, TooLarge
from app.importers import counts_csv
from app.importers.counting import slices
from app.importers.counting.check import Checker
from app.importers.counting.formats import counts_formats, format_of_type
from app.importers.counting.reading import ROOT, read_slices
from tests.importers.counting import HEADER, ROWS, WRITERS, as_csv, checked, slices_of, texts

FIRST = {"csv": 2, "xlsx": 2, "parquet": 2, "ndjson": 1}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str, packed: bool) -> None:
    if packed and name in ("xlsx", "parquet"):
        return  # packed already: nobody sends them so
    found = slices_of(tmp_path, name, WRITERS[name](HEADER, ROWS), packed=packed)
    assert texts(found) == [(at + FIRST[name], *row) for at, row in enumerate(ROWS)]
    assert found[0].names == HEADER


def test_the_drawer_has_the_four_formats() -> None:
    assert sorted(counts_formats()) == sorted(WRITERS)
    assert format_of_type("text/csv; charset=utf-8").name == "csv"
    with pytest.raises(AppError, match="not read here") as refused:
        format_of_type("application/pdf")
    assert refused.value.status == 415


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_the_header(tmp_path: Path, delimiter: str) -> None:
    text = f"sex{delimiter}n\r\nfemale{delimiter}42\r\n".encode()
    assert texts(slices_of(tmp_path, "csv", text)) == [(2, "female", "42")]


def test_quotes_a_mark_and_empty_lines_change_nothing(tmp_path: Path) -> None:
    text = '\ufeff"se\nx",n\n\n"fe, male",1\n\n"a\nb",2\n\n'.encode()
    found = slices_of(tmp_path, "csv", text)
    assert found[0].names == ("se\nx", "n")
    assert [row[1:] for row in texts(found)] == [("fe, male", "1"), ("a\nb", "2")]


def test_rows_of_another_width_are_named_with_their_numbers(tmp_path: Path) -> None:
    text = b"sex,n\nfemale,1\nmale\nother,2,3\nmale,4\n"
    with pytest.raises(Invalid) as refused:
        slices_of(tmp_path, "csv", text)
    assert [each.field for each in refused.value.problems] == ["row 3", "row 4"]


def test_row_numbers_go_on_after_a_row_of_another_width(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    path.write_bytes(b"sex,n\nfemale,1\nmale\nother,2\n")
    with path.open("rb") as file:
        found = counts_csv.slices(file, slices.Limits())
        assert next(found).rows.tolist() == [2, 4]
        with pytest.raises(Invalid):
            next(found)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("csv", b"", "header"),
        ("csv", b"sex,sex,n\na,b,1\n", "each column once"),
        ("csv", b"sex,,n\na,b,1\n", "name every column"),
        ("csv", b"sex,n\n\xff\xfe,1\n", "UTF-8"),
        ("csv", "sex,n\nféminin,1\n".encode("latin-1"), "UTF-8"),
        ("csv", b",".join(b"c%d" % n for n in range(400)) + b"\n", "at most 300 columns"),
        ("ndjson", b"", "at least one line"),
        ("ndjson", b"[1, 2]\n", "flat JSON object"),
        ("ndjson", b'{"sex": {"a": 1}, "n": 1}\n', "flat JSON object"),
        ("ndjson", b'{"sex": "female", "n": 1}\n{"sex": "male"}\n', "row 2: must have the names"),
        ("ndjson", b'{"sex": "female", "n": NaN}\n', "must be JSON"),
        ("ndjson", b"[" * 100_000, "at most 65536 bytes"),
        ("ndjson", b"[" * 60_000, "must be JSON"),
        ("xlsx", b"PK\x03\x04 no workbook", "workbook"),
        ("parquet", b"PAR1 no file", "Parquet"),
        ("parquet", b"PAR1" + b"\xff" * 100 + b"\x40\0\0\0PAR1", "Parquet"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        slices_of(tmp_path, name, content)
    assert re.search(words, str(refused.value))
    assert len(str(refused.value)) < 2_000


def test_more_rows_than_allowed_are_refused_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    path.write_bytes(as_csv(("sex", "n"), [("female", "1")] * 1000))
    with pytest.raises(TooLarge, match="at most 10 rows"), path.open("rb") as file:
        list(counts_csv.slices(file, slices.Limits(rows=10)))


@given(st.binary(max_size=400))
@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_any_bytes_are_a_table_or_are_refused(name: str, content: bytes) -> None:
    import io

    form = counts_formats()[name]
    with contextlib.suppress(AppError):
        found = list(form.slices(io.BytesIO(content), slices.Limits()))
        checked(found, Checker({}, None, {}))


WORDS = st.text(max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=20))
def test_any_text_comes_out_of_csv_as_python_reads_it(rows: list[tuple[str, str]]) -> None:
    """Python's own reader is the oracle; a lone surrogate or NUL cannot be written."""
    import csv
    import io

    sink = io.StringIO(newline="")
    csv.writer(sink).writerows([("a", "b"), *rows])
    try:
        content = sink.getvalue().encode()
    except UnicodeEncodeError:
        return
    found = list(counts_csv.slices(io.BytesIO(content), slices.Limits()))
    read = [row[1:] for row in texts(found)]
    expected = list(csv.reader(io.StringIO(sink.getvalue(), newline="")))[1:]
    assert read == [tuple(row) for row in expected if any(row)]


def test_a_wide_table_is_the_long_one_turned(tmp_path: Path) -> None:
    wide = as_csv(("age", "female", "male"), [("0-9", "5", ""), ("10-19", "<11", "7")])
    long = as_csv(("age", "sex", "n"), [("0-9", "female", "5"), ("10-19", "female", "<11"),
                                        ("10-19", "male", "7")])  # fmt: skip
    one, other = Checker({}, Dim.SEX, {}), Checker({}, None, {})
    rows = [set(), set()]
    for at, (checker, content) in enumerate(((one, wide), (other, long))):
        for each in checked(slices_of(tmp_path, "csv", content), checker):
            labels = [w.texts(c) for w, c in zip(checker.words, each.codes, strict=True)]
            rows[at] |= set(zip(*labels, each.n.tolist(), each.high.tolist(), strict=True))
    assert one.problems == other.problems == []
    assert rows[0] == rows[1] == {("0-9", "female", 5, -1), ("10-19", "female", -1, 10),
                                  ("10-19", "male", 7, -1)}  # fmt: skip


def test_a_file_that_is_gone_from_under_the_child_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        list(read_slices(tmp_path / "gone", counts_formats()["parquet"], gzip=False))


def test_a_service_that_reads_counts_needs_no_pandas(tmp_path: Path) -> None:
    (tmp_path / "counts").write_bytes(as_csv(HEADER, ROWS))
    code = (
        "import sys, pathlib, app.main; from app.importers.counting import check, formats, reading;"
        "from app.services.bulk.packing import packed, unpacked;"
        "form = formats.counts_formats()['csv']; checker = check.Checker({}, None, {});"
        "raw = reading.read_slices(pathlib.Path(sys.argv[1]), form, gzip=False);"
        "(part,) = [each for one in raw for each in checker.check(one)];"
        "rows = unpacked(packed(checker.layout.dims, checker.words, part, 11));"
        "print(len(rows), 'pandas' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "counts")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.split() == ["4", "False"]
