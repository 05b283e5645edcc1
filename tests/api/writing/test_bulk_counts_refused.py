"""Files of counts that are refused: told in words and by place, and nothing of them stays."""

import pytest

from app.importers.counting import check
from app.services.bulk import intake
from tests.importers.counting import HEADER, as_csv
from tests.support.counts import AT, NOTHING, ROWS, SITES, drafted, files, kept, sent
from tests.support.writers import House


@pytest.mark.parametrize("slice_rows", [50_000, 7])
def test_nothing_of_a_wrong_file_stays(
    either: House, monkeypatch: pytest.MonkeyPatch, slice_rows: int
) -> None:
    monkeypatch.setattr(check, "SLICE_ROWS", slice_rows)
    ana = drafted(either.writer("ana"))
    before = ana.get(AT).json()
    given = [
        *SITES[:100],
        ("site-100", "woman", "1"),
        ("site-3", "male", "3"),
        ("site-101", "male", ""),
    ]
    answer = sent(ana, as_csv(("site", "sex", "n"), given))
    assert answer.status_code == 422
    assert [(each["field"], each["value"]) for each in answer.json()["problems"]] == [
        ("row 102, column sex", "woman"), ("row 104, column n", ""),
        ("row 103", "site site-3, sex male"),
    ]  # fmt: skip
    assert answer.json()["problems"][2]["rule"] == "is the same group as row 5"
    assert kept(either) == NOTHING
    assert files(either) == []
    assert ana.get(AT).json() == before


def test_what_the_card_forbids_is_told_before_anything_is_kept(home: House) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(("sex", "n"), [("female", "400")]), source="s9")
    assert answer.status_code == 422
    assert "s9" in answer.text
    assert kept(home) == NOTHING


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"unit": "people"}, "must be one of patients, studies, images"),
        ({"coverage": "summary"}, "summary"),
        ({"covers": "3"}, "must not be fewer than the rows sum to"),
        ({"covers": "5000", "coverage": "complete"}, "complete rows must make up covers"),
        ({"columns": "Sexo:sex"}, "maps a column that the table does not have"),
        ({"scheme": "us-omb-1997"}, "must be a known scheme"),
        ({"scheme": "us-omb-1997/race"}, "must name the scheme of the one dimension"),
        ({"colour": "blue"}, "is no field here"),
    ],
)
def test_what_is_said_beside_the_file_is_checked(
    home: House, more: dict[str, str], words: str
) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(("sex", "n"), [("female", "24"), ("male", "29")]), **more)
    assert answer.status_code == 422
    assert words in answer.text


def test_who_may_not_change_the_draft_is_told_so(home: House) -> None:
    ana, other = drafted(home.writer("ana")), home.writer("eve")
    content = as_csv(HEADER, ROWS)
    etag = ana.etag
    other.etag = etag
    assert sent(other, content).status_code == 404
    ana.etag = None
    assert sent(ana, content).status_code == 428
    ana.etag = '"stale"'
    assert sent(ana, content).status_code == 412
    ana.etag = etag
    assert sent(ana, content, media="application/pdf").status_code == 415
    assert sent(ana, content, Content_Encoding="br").status_code == 422
    assert sent(home.writer("reader", scopes=("read:private",)), content).status_code == 403
    assert kept(home) == NOTHING


def test_a_body_that_is_too_large_leaves_nothing(home: House) -> None:
    ana = drafted(home.writer("ana"))
    object.__setattr__(home.desk, "settings", home.desk.settings.model_copy(
        update={"largest_upload_bytes": 2_000}))  # fmt: skip
    answer = sent(ana, as_csv(("site", "sex", "n"), SITES))
    assert answer.status_code == 413
    assert files(home) == []


def test_sums_that_would_not_fit_a_card_are_left_out(home: House) -> None:
    assert len(SITES) > intake.MOST_CELLS
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(("site", "n"), [(site, n) for site, _, n in SITES]))
    assert answer.status_code == 422
    assert "no dimension" in answer.text


def test_numbers_that_no_card_could_hold_are_refused_before_they_are_summed(home: House) -> None:
    ana = drafted(home.writer("ana"))
    most = "9" * 15
    answer = sent(ana, as_csv(("site", "n"), [("a", most), ("b", most)]), unit="images")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["rule"] == "must sum to at most 1,000,000,000,000,000"
    assert kept(home) == NOTHING


def test_the_first_hundred_problems_are_named_and_the_rest_counted(home: House) -> None:
    ana = drafted(home.writer("ana"))
    wrong = [(f"site-{at}", "male", "minus" if at % 2 else "12") for at in range(60_000)]
    answer = sent(ana, as_csv(("site", "sex", "n"), wrong), unit="images")
    assert answer.status_code == 422
    found = answer.json()["problems"]
    assert [each["field"] for each in found] == [f"row {2 * at + 3}, column n" for at in range(100)]
    assert "29900 more" in answer.json()["detail"]
    assert len(answer.content) < 30_000
