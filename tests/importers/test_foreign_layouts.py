"""The layouts of the UN and of the World Bank, in small tables made by hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.vocabulary import Dim
from app.errors import Invalid
from app.importers.reference_csv import read_reference
from app.importers.un_wpp_csv import read_un_wpp
from app.importers.world_bank_csv import read_world_bank

ROOT = Path(__file__).parents[2]
UN = """\
SortOrder,LocID,ISO3_code,LocTypeName,Location,Variant,Time,AgeGrp,AgeGrpStart,AgeGrpSpan,PopMale,PopFemale,PopTotal
1,900,,World,World,Medium,2030,0-4,0,5,999,999,1998
9,404,KEN,Country/Area,Kenya,Medium,2030,0-4,0,5,3412.345,3399.6785,6812.0235
9,404,KEN,Country/Area,Kenya,Medium,2030,100+,100,-1,0.02,0.1045,0.1245
9,404,KEN,Country/Area,Kenya,High,2030,0-4,0,5,4000,4000,8000
9,404,KEN,Country/Area,Kenya,Medium,2031,0-4,0,5,3500,3500,7000
"""
BANK = """\
"Data Source","World Development Indicators",

"Last Updated Date","2026-07-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2023","2024",""
"Kenya","KEN","Population, total","SP.POP.TOTL","55339003","56432944",""
"World","WLD","Population, total","SP.POP.TOTL","8061876001","8142056446",""
"Kosovo","XKX","Population, total","SP.POP.TOTL","1682668","",""
"""


def test_un_rows_are_persons_of_one_year_and_variant() -> None:
    reference = read_un_wpp(UN, "un-2030", 2030)
    counts = {(row.key[Dim.SEX], row.key[Dim.AGE]): row.n for row in reference.rows}
    assert counts == {
        ("female", "0-4"): 3_399_678,  # 3,399,678.5 rounds to the even neighbour
        ("male", "0-4"): 3_412_345,
        ("female", "100+"): 104,  # 104.5 as well
        ("male", "100+"): 20,
    }
    assert {row.key[Dim.COUNTRY] for row in reference.rows} == {"KEN"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("3412.345", "many", "line 3.PopMale"),
        ("3412.345", "-1", "line 3.PopMale"),
        ("3412.345", "NaN", "line 3.PopMale"),
        ("0-4,0,5,3412.345", "0-4,zero,5,3412.345", "line 3.AgeGrpStart"),
        ("AgeGrpSpan", "Span", "header"),
    ],
)
def test_a_broken_un_table_names_its_line(old: str, new: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_un_wpp(UN.replace(old, new), "un-2030", 2030)
    assert field in {each.field for each in caught.value.problems}


def test_a_year_that_is_not_there_is_refused() -> None:
    with pytest.raises(Invalid, match="not usable"):
        read_un_wpp(UN, "un-1999", 1999)


def test_bank_rows_leave_groups_and_empty_values_out() -> None:
    reference = read_world_bank(BANK, "bank-2024", 2024)
    assert [(row.key[Dim.COUNTRY], row.n) for row in reference.rows] == [("KEN", 56_432_944)]
    assert reference.eligible == "All residents of the countries of the table at mid-2024"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("SP.POP.TOTL", "SP.POP.GROW", "line 6.Indicator Code"),
        ("56432944", "56.4", "line 6.2024"),
        ('"2024"', '"2022"', "header"),
    ],
)
def test_a_broken_bank_table_names_its_line(old: str, new: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_world_bank(BANK.replace(old, new), "bank-2024", 2024)
    assert field in {each.field for each in caught.value.problems}


@pytest.mark.parametrize(
    ("layout", "text", "year", "total"),
    [("un-wpp", UN, 2030, 6_812_147), ("world-bank", BANK, 2024, 56_432_944)],
)
def test_a_newer_edition_is_one_command(
    tmp_path: Path, layout: str, text: str, year: int, total: int
) -> None:
    (tmp_path / "download.csv").write_text(text, encoding="utf-8")
    command = [
        sys.executable, str(ROOT / "scripts/data/new_reference.py"), layout,
        str(tmp_path / "download.csv"), str(tmp_path / "newer"), str(year),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = read_reference(tmp_path / "newer")
    assert sum(row.n for row in written.rows) == total
    assert (written.slug, written.year) == ("newer", year)
