"""References in our own shape: read, checked against their total, refused with the line."""

from pathlib import Path

import pytest

from app.domain.vocabulary import Dim
from app.errors import Invalid, NotFound
from app.importers.reference_csv import read_countries, read_country_columns, read_reference

HEAD = """\
slug: village
name: A village
year: 2025
eligible: Everyone in the village
dims: [country, sex, age]
total: 60
licence: CC0
source: {id: s1, citation: Invented}
"""
TABLE = """\
country,sex,age,n,quality
KEN,female,0-39,10,published
KEN,female,40+,20,scaled-subregion
KEN,male,0-39,25,
KEN,male,40+,5,published
"""
COUNTRY_HEADER = (
    "iso3,name,region,subregion,who_region,income_group,least_developed,landlocked,"
    "small_island,population,age_structure,lon,lat"
)


def written(folder: Path, head: str = HEAD, table: str = TABLE) -> Path:
    (folder / "source.yaml").write_text(head, encoding="utf-8")
    (folder / "table.csv").write_text(table, encoding="utf-8")
    return folder


def fields_of(folder: Path) -> set[str]:
    with pytest.raises(Invalid) as caught:
        read_reference(folder)
    return {each.field for each in caught.value.problems}


def test_rows_carry_their_quality(tmp_path: Path) -> None:
    reference = read_reference(written(tmp_path))
    assert [row.n for row in reference.rows] == [10, 20, 25, 5]
    assert [row.quality for row in reference.rows] == [
        "published", "scaled-subregion", "published", "published",
    ]  # fmt: skip
    assert reference.rows[1].key == {Dim.COUNTRY: "KEN", Dim.SEX: "female", Dim.AGE: "40+"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("KEN,male,40+,5", "KEN,male,40+,6", "total"),
        ("KEN,male,40+,5", "KEN,male,40+,-5", "line 5.n"),
        ("KEN,male,40+,5", "KEN,male,40+,5.0", "line 5.n"),
        ("KEN,male,40+,5", "KEX,male,40+,5", "line 5.country"),
        ("KEN,male,40+,5", "KEN,men,40+,5", "line 5.sex"),
        ("KEN,male,40+,5", "KEN,male,old,5", "line 5.age"),
        ("KEN,male,40+,5", "KEN,male,39-60,5", "age"),
        ("KEN,male,40+,5", "KEN,male,0-39,5", "rows[3]"),
        ("KEN,male,40+,5,published", "KEN,male,40+,5", "line 5"),
        ("country,sex", "iso3,sex", "header"),
    ],
)
def test_a_broken_table_names_its_line(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert field in fields_of(written(tmp_path, table=TABLE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("eligible: Everyone in the village\n", "", "eligible"),
        ("total: 60\n", "", "total"),
        ("licence: CC0\n", "", "licence"),
        ("source:", "sources:", "source"),
        ("year: 2025", "year: two", "year"),
    ],
)
def test_a_broken_head_names_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert field in fields_of(written(tmp_path, HEAD.replace(old, new)))


def test_ethnicity_needs_a_known_scheme(tmp_path: Path) -> None:
    head = HEAD.replace("[country, sex, age]", "[ethnicity]").replace("total: 60", "total: 3")
    table = "ethnicity,n\nWhite,1\nBlack or African American,2\n"
    assert fields_of(written(tmp_path, head, table)) == {"scheme"}
    read = read_reference(written(tmp_path, head + "scheme: us-omb-1997/race\n", table))
    assert read.scheme == "us-omb-1997/race"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"source\.yaml"):
        read_reference(tmp_path)


def test_a_table_that_is_no_text_is_refused(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "table.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid, match="UTF-8"):
        read_reference(tmp_path)


def test_a_country_keeps_unknowns_unknown(tmp_path: Path) -> None:
    rows = f"{COUNTRY_HEADER}\nATA,Antarctica,,,,,0,0,0,,,21.4,-80.5\n"
    (tmp_path / "countries.csv").write_text(rows, encoding="utf-8")
    (country,) = read_countries(tmp_path)
    assert (country.region, country.population, country.age_structure) == (None, None, None)
    assert country.lat == -80.5


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("XXX,X,,,,,0,0,0,,,0,0", "line 2.iso3"),
        ("KEN,Kenya,,,,,0,0,0,many,,0,0", "line 2.population"),
        ("KEN,Kenya,,,,,0,0,0,,guessed,0,0", "line 2.age_structure"),
        ("KEN,Kenya,,,,,0,0,0,,,200,0", "line 2.lon"),
        ("KEN,Kenya,,,,,0,0,0,,,0,north", "line 2.lat"),
        ("KEN,Kenya,,,,,0,0,0,,,0,0\nKEN,Kenya,,,,,0,0,0,,,0,0", "iso3"),
    ],
)
def test_a_broken_country_names_its_line(tmp_path: Path, row: str, field: str) -> None:
    (tmp_path / "countries.csv").write_text(f"{COUNTRY_HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        read_countries(tmp_path)
    assert [each.field for each in caught.value.problems] == [field]


def test_a_column_without_its_source_is_refused(tmp_path: Path) -> None:
    text = "name: List\ncolumns:\n- {column: region, licence: facts}\n"
    (tmp_path / "source.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        read_country_columns(tmp_path)
    assert [each.field for each in caught.value.problems] == ["columns[0].source"]
