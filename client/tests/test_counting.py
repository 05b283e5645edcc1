"""Counting at the site: everybody once, nothing guessed, small groups and their sums hidden."""

import json
import shutil
from pathlib import Path

import pytest
from fairatlas_client import (
    Banding,
    ClientError,
    Columns,
    Counted,
    Places,
    Wanted,
    count_bids,
    count_csv,
    count_dicom,
)  # fmt: skip
from fairatlas_client.counting import tabulate
from fairatlas_client.people import People, Sighting
from fairatlas_client.values import age_between, age_of, band_of, sex_of
from hypothesis import given
from hypothesis import strategies as st

from client.tests import headers

KENYA = Wanted(places=Places(everywhere="KEN"))


def cells(counted: Counted, *dims: str) -> dict[str, object]:
    """What is written of one table."""
    (table,) = [each for each in counted.tables if each["dims"] == list(dims)]
    return {
        "|".join(cell[dim] for dim in dims): cell.get("n", cell.get("status"))
        for cell in table["cells"]
    }


def crowd(**numbers: int) -> list[Sighting]:
    """So many people of each sex, aged 45."""
    return [Sighting(f"{sex}-{i}", sex, 45) for sex, n in numbers.items() for i in range(n)]


def test_a_table_with_a_row_per_image_counts_patients(tmp_path: Path) -> None:
    rows = [f"p{i},{'F' if i % 2 else 'M'},{20 + i % 60},{k}" for i in range(200) for k in range(3)]
    path = tmp_path / "images.csv"
    path.write_text("who,gender,years,image\n" + "\n".join(rows))
    counted = count_csv(path, Columns("who", sex="gender", age="years"), KENYA)
    assert counted.total == 200
    assert cells(counted, "sex") == {"female": 100, "male": 100}
    assert cells(counted, "country") == {"KEN": 200}
    assert sum(map(int, cells(counted, "age").values())) == 200  # type: ignore[call-overload]


def test_small_counts_are_hidden_and_no_sum_that_holds_one_is_sent() -> None:
    people = People(
        [*crowd(female=240, male=263), *(Sighting(f"x{i}", "other", 85) for i in range(4))]
    )
    counted = tabulate(people, by=[["sex", "age"]])
    assert cells(counted, "sex") == {"female": 240, "male": 263, "other": "<11"}
    assert cells(counted, "sex", "age")["other|80+"] == "<11"
    assert cells(counted, "sex", "age")["female|80+"] == 0
    assert counted.total is None


def test_a_margin_that_holds_a_hidden_count_is_not_sent() -> None:
    old = [Sighting(f"o{i}", "female", 85) for i in range(5)]
    older = [Sighting(f"m{i}", "male", 85) for i in range(40)]
    counted = tabulate(People([*crowd(female=240, male=263), *old, *older]), by=[["age", "sex"]])
    assert cells(counted, "sex") == {"female": "suppressed", "male": 303}
    assert cells(counted, "age") == {"40-49": 503, "80+": "suppressed"}
    assert counted.total is None


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["female", "male", "unknown"]),
                          st.integers(0, 100)), max_size=300))  # fmt: skip
def test_nothing_small_is_ever_written(rows: list[tuple[int, str, int]]) -> None:
    people = People(Sighting(str(who), sex, age) for who, sex, age in rows)
    counted = tabulate(people, by=[["sex", "age"]])
    numbers = [cell.get("n") for table in counted.tables for cell in table["cells"]]
    assert not [n for n in [*numbers, counted.total] if isinstance(n, int) and 0 < n < 11]


def test_contradictions_are_unknown_and_are_reported() -> None:
    people = People([
        *crowd(female=50), Sighting("a", "female", 45), Sighting("a", "male", 45),
        *(Sighting(f"b{i}", "unknown", 45) for i in range(20)),
    ])  # fmt: skip
    counted = tabulate(people)
    assert cells(counted, "sex") == {"female": 50, "unknown": 21}
    assert "1 patients with contradicting sex: counted as unknown" in counted.report


def test_of_several_ages_the_first_study_counts_and_one_day_has_one_age(tmp_path: Path) -> None:
    rows = ["a,2019-05-01,39", "a,2021-05-01,41", "b,2020-01-01,30", "b,2020-01-01,60"]
    rows += [f"c{i},2020-01-01,35" for i in range(20)]
    path = tmp_path / "t.csv"
    path.write_text("who,day,age\n" + "\n".join(rows))
    counted = count_csv(path, Columns("who", age="age", study_date="day"))
    assert cells(counted, "age") == {"30-39": 21, "unknown": "<11"}


@pytest.mark.parametrize(
    ("text", "age"),
    [("045Y", 45), ("006M", 0), ("025M", 2), ("400D", 1), ("062W", 1), ("45", 45), ("45.9", 45),
     ("", None), ("45Y", None), ("old", None), ("-3", None), ("150Y", None), ("9999", None)],
)  # fmt: skip
def test_ages(text: str, age: int | None) -> None:
    assert age_of(text) == age


@pytest.mark.parametrize(
    ("born", "seen", "age"),
    [("19800229", "20210228", 40), ("19800229", "20210301", 41), ("19800101", "19800101", 0),
     ("20210101", "20200101", None), ("", "20200101", None), ("18000101", "20200101", None),
     ("19801301", "20200101", None), ("1980-06-15", "2020-06-14", 39)],
)  # fmt: skip
def test_ages_between_dates(born: str, seen: str, age: int | None) -> None:
    assert age_between(born, seen) == age


@given(st.integers(0, 120), st.integers(1, 30), st.integers(1, 90))
def test_every_age_lies_in_its_band(age: int, width: int, top: int) -> None:
    low, _, high = band_of(age, width, top).rstrip("+").partition("-")
    assert int(low) <= age
    assert not high or age <= int(high) < top


@pytest.mark.parametrize(
    ("text", "sex"),
    [("F", "female"), ("m", "male"), ("O", "other"), ("", "unknown"), ("1", "unknown"),
     ("W", "unknown"), (" Female ", "female")],
)  # fmt: skip
def test_sex_is_never_guessed(text: str, sex: str) -> None:
    assert sex_of(text) == sex


def test_institutions_are_placed_by_the_list_of_the_user(tmp_path: Path) -> None:
    names = ["North Clinic", "SOUTH clinic ", "Elsewhere"]
    for i in range(60):
        headers.write(tmp_path, i, person=f"p{i}", sex="F", institution=names[i % 3])
    places = Places(by_site={"North clinic": "KEN", "South Clinic": "UGA"})
    counted = count_dicom(tmp_path, Wanted(places=places))
    assert cells(counted, "country") == {"KEN": 20, "UGA": 20, "unknown": 20}
    assert "20 files are of an institution without a country" in counted.report


def test_dicom_age_comes_from_dates_where_it_is_not_said(tmp_path: Path) -> None:
    for i in range(30):
        headers.write(tmp_path, i, person=f"p{i}", born="19800229", studied="20210228")
    assert cells(count_dicom(tmp_path), "age") == {"40-49": 30}


def test_rare_free_text_is_never_written(tmp_path: Path) -> None:
    said = ["Luo"] * 40 + ["Kikuyu"] * 30 + ["Jane Doe 0711"] + ["kik."] * 12 + ["mx"] * 3
    for i, group in enumerate(said):
        headers.write(tmp_path, i, person=f"p{i}", ethnic=group)
    wanted = Wanted(scheme="other:as written", ethnicities={"kik.": "Kikuyu", "mx": "Mixed"})
    counted = count_dicom(tmp_path, wanted)
    assert cells(counted, "ethnicity") == {
        "Kikuyu": 42, "Luo": 40, "Mixed": "<11", "unknown": "<11",
    }  # fmt: skip
    assert "Doe" not in json.dumps([counted.tables, counted.report])


def test_files_that_are_no_dicom_or_name_nobody_are_counted_as_such(tmp_path: Path) -> None:
    for i in range(20):
        headers.write(tmp_path, i, person=f"p{i}", sex="M")
    headers.write(tmp_path, 20, sex="M")
    (tmp_path / "DOE_JANE.txt").write_text("not an image")
    counted = count_dicom(tmp_path)
    assert counted.total == 20
    assert counted.report[:2] == [
        "1 files are no DICOM", "1 files have no patient identifier: not counted",
    ]  # fmt: skip


def test_two_issuers_may_give_the_same_number(tmp_path: Path) -> None:
    pydicom = pytest.importorskip("pydicom")
    for i in range(40):
        path = headers.write(tmp_path, i, person=f"{i % 20}", sex="F")
        made = pydicom.dcmread(path)
        made.IssuerOfPatientID = "north" if i < 20 else "south"
        made.save_as(path)
    assert count_dicom(tmp_path).total == 40


def test_the_test_files_of_pydicom(tmp_path: Path) -> None:
    """Real files of many makers, some of them broken on purpose; the oracle reads each whole."""
    pydicom = pytest.importorskip("pydicom")
    shipped = Path(pydicom.__file__).parent / "data" / "test_files"
    for number, path in enumerate(sorted(shipped.rglob("*.dcm"))):
        shutil.copy(path, tmp_path / f"{number:03}.dcm")
    people: dict[tuple[str, str], set[str]] = {}
    for path in sorted(tmp_path.iterdir()):
        try:
            read = pydicom.dcmread(path)
        except Exception:  # noqa: S112  # the oracle takes what it can read
            continue
        if str(read.get("PatientID") or "").strip():
            person = str(read.get("IssuerOfPatientID") or ""), str(read.PatientID).strip()
            sex = sex_of(str(read.get("PatientSex") or ""))
            people.setdefault(person, set()).update({sex} - {"unknown"})
    found = People(_sightings_of(tmp_path))
    sexes = [next(iter(sex)) if len(sex) == 1 else "unknown" for sex in people.values()]
    assert len(people) > 10
    assert {group[0]: n for group, n in found.count(("sex",)).items()} == {
        sex: sexes.count(sex) for sex in set(sexes)
    }


def _sightings_of(folder: Path) -> object:
    from fairatlas_client.dicom_files import Dicom

    return Dicom(folder)


def bids(tmp_path: Path, header: str, rows: list[str], sidecar: dict[str, object]) -> Path:
    (tmp_path / "participants.tsv").write_text("\n".join([header, *rows]) + "\n")
    (tmp_path / "participants.json").write_text(json.dumps(sidecar))
    return tmp_path


def test_bids_codes_are_read_from_the_sidecar(tmp_path: Path) -> None:
    rows = [f"sub-{i:03}\t{1 + i % 2}\t{24 * 12}" for i in range(60)]
    sidecar = {
        "sex": {"Levels": {"1": "male", "2": {"Description": "female"}}},
        "age": {"Units": "months"},
    }
    counted = count_bids(bids(tmp_path, "participant_id\tsex\tage", rows, sidecar))
    assert cells(counted, "sex") == {"female": 30, "male": 30}
    assert cells(counted, "age") == {"20-29": 60}


def test_bids_codes_that_nobody_explains_are_unknown(tmp_path: Path) -> None:
    rows = [f"sub-{i:03}\t{i % 2}\tn/a" for i in range(60)] + [
        f"sub-x{i}\tF\t30" for i in range(20)
    ]
    counted = count_bids(bids(tmp_path, "participant_id\tsex\tage", rows, {}))
    assert cells(counted, "sex") == {"female": 20, "unknown": 60}
    assert counted.report[0].startswith("60 rows have a code of sex")


def test_units_of_age_that_are_not_known_are_refused(tmp_path: Path) -> None:
    folder = bids(tmp_path, "participant_id\tage", ["sub-1\t30"], {"age": {"Units": "scans"}})
    with pytest.raises(ClientError, match="must be years"):
        count_bids(folder)


def test_counts_go_into_a_card_with_a_source_of_their_own() -> None:
    counted = tabulate(People(crowd(female=40, male=50)))
    card = {
        "slug": "a", "sources": [{"id": "s1", "citation": "A paper"}],
        "totals": {"images": 900}, "totals_source": {"images": "s1"},
    }  # fmt: skip
    made = counted.in_card(card, "Counted by us")
    assert made["totals"] == {"images": 900, "patients": 90}
    assert made["totals_source"] == {"images": "s1", "patients": "counted"}
    assert {table["source"] for table in made["tables"]} == {"counted"}
    assert counted.in_card(made, "Counted by us") == made


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [("id,age", "a,3", "has no column 'who'"), ("who,sex", ",F", "row 2: needs an identifier")],
)
def test_tables_that_cannot_be_counted(tmp_path: Path, header: str, row: str, said: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\n{row}\n")
    with pytest.raises(ClientError, match=said):
        count_csv(path, Columns("who", sex="sex" if "sex" in header else None))


def test_a_lower_threshold_is_refused() -> None:
    with pytest.raises(ClientError, match="never lowered"):
        tabulate(People(crowd(female=40)), threshold=5)


def test_bands_are_as_wide_as_asked() -> None:
    people = People(crowd(female=40), Banding(width=5, top=90))
    assert cells(tabulate(people), "age") == {"45-49": 40}
