"""The rules of one row, vectorised: every problem where it stands, nothing echoed whole."""

import io
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import Dim, Status
from app.errors import Invalid
from app.importers.counting.check import Checker
from app.importers.counting.duplicates import Keys
from app.importers.counting.layout import plan, read_mapping
from app.importers.counting.slices import Limits
from app.importers.counts_csv import slices
from tests.importers.counting import as_csv, checked


def problems(text: str, **given: object) -> list[str]:
    """What is wrong with a CSV, in words."""
    checker = Checker(given.get("mapping", {}), given.get("wide"), given.get("schemes", {}))  # type: ignore[arg-type]
    checked(list(slices(io.BytesIO(text.encode()), Limits())), checker)
    return [str(each) for each in checker.problems]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("KENY,female,0-9,1", "row 2, column country: must be an ISO 3166-1 alpha-3 code (or XKX); "
         "did you mean KEN?; found KENY; for example KEN"),
        ("KEN,femal,0-9,1", "row 2, column sex: must be female, male, other or unknown; "
         "did you mean female?; found femal; for example female"),
        ("KEN,Female,0-9,1", "did you mean female?"),
        ("KEN,female,0-9 years,1", "row 2, column age: must be a band of whole years"),
        ("KEN,female,9-0,1", "row 2, column age: must be a band"),
        ("KEN,female,0-9,-1", "row 2, column n: must be a whole number, 0 or more"),
        ("KEN,female,0-9,1.5", "row 2, column n"),
        ("KEN,female,0-9,0x1F", "row 2, column n"),
        ("KEN,female,0-9,1e3", "row 2, column n"),
        ("KEN,female,0-9,٤٢", "row 2, column n"),
        ("KEN,female,0-9,9999999999999999", "row 2, column n"),
        ("KEN,female,0-9,<0", "row 2, column n"),
        ("KEN,female,0-9,", "row 2, column n"),
        (",female,0-9,1", "row 2, column country: must be given"),
        ("KEN,female,0-9,NaN", "row 2, column n"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_place(row: str, words: str) -> None:
    (found,) = problems(f"country,sex,age,n\n{row}\n")
    assert words in found


def test_right_values_are_read_as_cards_read_them() -> None:
    text = "ethnicity,n\nBlack,42\nWhite,<11\nPatient Refused,suppressed\nAsian, 7 \n"
    checker = Checker({}, None, {Dim.ETHNICITY: "us-omb-1997/race"})
    (found,) = checked(list(slices(io.BytesIO(text.encode()), Limits())), checker)
    (words,) = checker.words
    assert checker.problems == []
    assert [words.categories[code] for code in words.as_categories(found.codes[0])] == [
        "Black or African American", "White", "unknown", "Asian",
    ]  # fmt: skip
    assert words.texts(found.codes[0])[0] == "Black"
    assert found.n.tolist() == [42, -1, -1, 7]
    assert found.high.tolist() == [-1, 10, -1, -1]
    assert found.status == [None, None, Status.SUPPRESSED, None]


def test_shares_keep_their_decimals_and_are_never_per_cent() -> None:
    assert problems("sex,share\nfemale,0.40\nmale,1\n") == []
    for wrong in ("40", "1.01", "-0.1", "nan", "inf", ".5", "0,4"):
        (found,) = problems(f'sex,share\nfemale,"{wrong}"\n')
        assert "between 0 and 1 (never per cent)" in found, wrong


def test_the_first_hundred_problems_are_named_and_none_is_long() -> None:
    rows = "".join(f"KEN,{'x' * 5_000}{at},1\n" for at in range(300))
    checker = Checker({}, None, {})
    text = f"country,sex,n\n{rows}".encode()
    checked(list(slices(io.BytesIO(text), Limits())), checker)
    assert len(checker.problems) == 100
    assert checker.more == 200
    assert checker.problems[99].field == "row 101, column sex"
    assert sum(len(str(each)) for each in checker.problems) < 30_000


def test_good_rows_are_not_blamed_for_bad_ones() -> None:
    found = problems("sex,age,n\nfemale,0-9,1\nwoman,0-9,x\nmale,99,2\nmale,0-9,3\n")
    assert [each.partition(":")[0] for each in found] == [
        "row 3, column sex", "row 4, column age", "row 3, column n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "mapping", "wide", "words"),
    [
        ("sex,number", "", None, "column number: is not a known column"),
        ("sxe,n", "", None, "did you mean sex?"),
        ("sex,n", "Sexo:sex", None, "maps a column that the table does not have; it has n, sex"),
        ("a,b,n", "a:sex,b:sex", None, "only one column may be sex"),
        ("sex,n,share", "", None, "must have n or share, not both"),
        ("n", "", None, "needs a column of a dimension"),
        ("sex,age", "", None, "needs one column n or share"),
        ("sex,female,male", "", Dim.SEX, "cannot be spread over columns as well"),
        ("age", "", Dim.SEX, "needs columns of categories"),
    ],
)
def test_unclear_columns_are_refused(
    header: str, mapping: str, wide: Dim | None, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        plan(header.split(","), read_mapping(mapping), wide)
    assert words in str(refused.value)


def test_columns_are_mapped_and_left_out() -> None:
    found = plan(["Sexo", "Notas", "Edad ", "N"], read_mapping("Sexo:sex,Notas:-,Edad:age"), None)
    assert found.dims == (Dim.SEX, Dim.AGE)
    assert (found.places, found.numbers) == ((0, 2), (3,))
    with pytest.raises(Invalid, match="did you mean sex"):
        read_mapping("Sexo:sx")


def test_a_wide_column_that_is_no_category_is_named_once() -> None:
    (found,) = problems("age,female,mann\n0-9,1,2\n10-19,3,4\n", wide=Dim.SEX)
    assert found.startswith("row 1, column mann: must be female, male")


@given(st.lists(st.integers(0, 40), max_size=300), st.integers(1, 7))
def test_groups_that_come_twice_are_suspected_however_they_are_cut(
    groups: list[int], size: int
) -> None:
    keys = Keys(Path(gettempdir()))
    codes = np.array(groups, dtype=np.int64)
    for start in range(0, len(codes), size):
        part = codes[start : start + size]
        keys.add((part % 5, part // 5))
    twice = {group for group in groups if groups.count(group) > 1}
    expected = {int(keys.hashes((np.array([g % 5]), np.array([g // 5])))[0]) for g in twice}
    assert set(keys.suspects().tolist()) == expected
    keys.close()


def test_ranges_of_hashes_together_hold_all(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    for _ in range(2):
        keys.add((np.arange(10_000),))
    keys.add((np.array([17, 4_242, 20_000]),))
    assert len(keys.suspects()) == 10_000
    assert np.all(np.diff(keys.suspects()) > 0)
    keys.close()


def test_a_file_without_slices_has_no_suspects(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    assert keys.suspects().tolist() == []
    keys.close()
    assert as_csv(("a",), [("b",)]) == b"a\nb\n"
