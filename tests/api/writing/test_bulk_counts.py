"""Files of counts over HTTP: all or nothing, seen by nobody before they are whole."""

import gzip
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from app.domain.access import Role
from app.services.bulk import intake
from app.services.bulk.staging import Staging
from app.services.bulk.sweep import sweep
from app.store.datasets import dataset_card
from app.store.schema import Base
from app.store.uploads import rows_of, uploads_of
from tests.importers.counting import HEADER, WRITERS, as_csv, rle_bomb
from tests.support.writers import House, Writer, dataset

AT = "/datasets/my-dataset/drafts/1"
GIVEN = {"unit": "patients", "source": "s1", "basis": "counted", "coverage": "subset"}
MEDIA = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS = (
    ("KEN", "female", "0-9", "42"),
    ("KEN", "male", "80+", "0"),
    ("NGA", "female", "10-19", "19"),
    ("NGA", "unknown", "N/A", "17"),
)
# None so small that it is hidden: hiding has tests of its own.
SITES = [(f"site-{at}", ("female", "male")[at % 2], str(at % 9 + 11)) for at in range(6_000)]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=["home", "far_home"])
def either(request: pytest.FixtureRequest) -> House:
    """The application on each engine, where the database has a part in it."""
    found: House = request.getfixturevalue(request.param)
    return found


def sent(
    writer: Writer, content: bytes, media: str = MEDIA["csv"], method: str = "POST", **more: Any
) -> httpx.Response:
    """Send a file; `more` are parameters, or headers where they begin with a capital letter."""
    headers = {"Authorization": f"Bearer {writer.token}", "Content-Type": media}
    if writer.etag:
        headers["If-Match"] = writer.etag
    headers |= {name.replace("_", "-"): value for name, value in more.items() if name[0].isupper()}
    asked = GIVEN | {name: value for name, value in more.items() if name[0].islower()}
    answer = writer.client.request(
        method, f"/api/v1{AT}/counts", content=content, params=asked, headers=headers
    )
    writer.etag = answer.headers.get("etag", writer.etag)
    return answer


def drafted(writer: Writer) -> Writer:
    """Begin the draft of a card."""
    begun = writer.post("/datasets", dataset())
    assert begun.status_code == 201, begun.text
    return writer


def tables(writer: Writer) -> list[dict[str, Any]]:
    """The tables of the draft as it stands."""
    found: list[dict[str, Any]] = writer.get(AT).json()["card"]["tables"]
    return found


def kept(home: House) -> dict[str, int]:
    """How many uploads and rows the database holds, whatever state they are in."""
    with home.desk.store.reading() as session:
        count = sa.select(sa.func.count())
        return {
            name: session.scalar(count.select_from(Base.metadata.tables[name])) or 0
            for name in ("uploads", "upload_rows")
        }


def files(home: House) -> list[str]:
    folder = home.desk.settings.upload_dir
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_format_gives_the_same_table(home: House, name: str) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, WRITERS[name](HEADER, ROWS), MEDIA[name])
    assert answer.status_code == 201, answer.text
    assert (answer.json()["rows"], answer.json()["summed"]) == (4, False)
    table = tables(ana)[-1]
    assert table["dims"] == ["country", "sex", "age"]
    assert [(cell["country"], cell["sex"], cell["age"], cell["n"]) for cell in table["cells"]] == [
        ("KEN", "female", "0-9", 42), ("KEN", "male", "80+", 0), ("NGA", "female", "10-19", 19),
        ("NGA", "unknown", "N/A", 17),
    ]  # fmt: skip
    assert answer.json()["sha256"] in table["note"]


def test_a_large_table_enters_by_its_sums_and_its_rows_are_kept(
    either: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.importers.counting import check

    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)  # so that several slices are staged
    ana = drafted(either.writer("ana"))
    rows = [*SITES, ("site-x", "male", "<11")]
    answer = sent(ana, as_csv(("site", "sex", "n"), rows), unit="studies")
    assert answer.status_code == 201, answer.text
    assert (answer.json()["rows"], answer.json()["summed"]) == (6_001, True)
    assert answer.json()["left_out"] == ["site"]
    table = tables(ana)[-1]
    females = sum(int(n) for _, sex, n in SITES if sex == "female")
    males = sum(int(n) for _, sex, n in SITES if sex == "male")
    assert {cell["sex"]: cell for cell in table["cells"]} == {
        "female": {"sex": "female", "n": females},
        "male": {"sex": "male", "n_low": males, "n_high": males + 10},
    }
    with either.desk.store.reading() as session:
        (upload,) = uploads_of(session, 1)
        last = rows_of(session, upload.id, 5_999, 10)
    assert upload.row_count == 6_001
    assert [(row["site"], row["n"], row["n_high"]) for row in last] == [
        ("site-5999", 5999 % 9 + 11, None), ("site-x", None, 10),
    ]  # fmt: skip
    assert files(either) == [upload.sha256]


def test_published_sums_are_answered_and_rows_are_fixed(either: House) -> None:
    ana = drafted(either.writer("ana"))
    assert sent(ana, as_csv(("site", "sex", "n"), SITES[:6]), method="PUT").status_code == 201
    assert len(tables(ana)) == 1
    assert ana.post(f"{AT}/submit").status_code == 200
    rosa = either.writer("rosa", Role.REVIEWER)
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 200
    with either.desk.store.reading() as session:
        card, _ = dataset_card(session, "my-dataset")
    assert card.tables[0].known_sum == sum(int(n) for _, _, n in SITES[:6])
    rows, uploads = (Base.metadata.tables[name] for name in ("upload_rows", "uploads"))
    changes = [
        sa.delete(rows), sa.update(rows).values(n=5), sa.delete(uploads),
        sa.update(uploads).values(row_count=1),
    ]  # fmt: skip
    if either.desk.settings.database_url.startswith("postgresql"):
        changes.append(sa.insert(rows).values(upload_id=1, position=999, n=1))
    for change in changes:
        with (
            pytest.raises(Exception, match="never changed"),
            either.desk.store.writing() as session,
        ):
            session.connection().execute(change)


@pytest.mark.parametrize("slice_rows", [50_000, 7])
def test_nothing_of_a_wrong_file_stays(
    either: House, monkeypatch: pytest.MonkeyPatch, slice_rows: int
) -> None:
    from app.importers.counting import check

    monkeypatch.setattr(check, "SLICE_ROWS", slice_rows)
    ana = drafted(either.writer("ana"))
    before = ana.get(AT).json()
    rows = [
        *SITES[:100],
        ("site-100", "woman", "1"),
        ("site-3", "male", "3"),
        ("site-101", "male", ""),
    ]
    answer = sent(ana, as_csv(("site", "sex", "n"), rows))
    assert answer.status_code == 422
    assert [(each["field"], each["value"]) for each in answer.json()["problems"]] == [
        ("row 102, column sex", "woman"), ("row 104, column n", ""),
        ("row 103", "site site-3, sex male"),
    ]  # fmt: skip
    assert answer.json()["problems"][2]["rule"] == "is the same group as row 5"
    assert kept(either) == {"uploads": 0, "upload_rows": 0}
    assert files(either) == []
    assert ana.get(AT).json() == before


def test_a_dry_run_tells_and_writes_nothing(home: House) -> None:
    ana = drafted(home.writer("ana"))
    before = ana.get(AT).json()
    answer = sent(ana, as_csv(HEADER, ROWS), dry_run="true")
    assert answer.status_code == 200
    assert answer.json()["tables"] == [{"dims": ["country", "sex", "age"], "cells": 4}]
    ana.etag = None
    after = ana.get(AT).json()
    assert after == before
    assert kept(home) == {"uploads": 0, "upload_rows": 0}
    assert files(home) == []


def test_what_the_card_forbids_is_told_before_anything_is_kept(home: House) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(("sex", "n"), [("female", "400")]), source="s9")
    assert answer.status_code == 422
    assert "s9" in answer.text
    assert kept(home)["uploads"] == 0


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
    assert kept(home)["uploads"] == 0


def test_a_file_sent_again_with_its_key_is_one_file(either: House) -> None:
    ana = drafted(either.writer("ana"))
    content, etag = as_csv(HEADER, ROWS), ana.etag
    first = sent(ana, content, Idempotency_Key="once")
    ana.etag = etag
    again = sent(ana, content, Idempotency_Key="once")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["idempotent-replayed"] == "true"
    assert kept(either)["uploads"] == 1
    other = sent(ana, content + b"TZA,male,0-9,3\n", Idempotency_Key="once")
    assert other.status_code == 422


def test_a_packed_file_and_a_bomb(home: House) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, gzip.compress(as_csv(HEADER, ROWS)), Content_Encoding="gzip")
    assert answer.status_code == 201, answer.text
    assert sent(ana, rle_bomb(25_000_000), MEDIA["parquet"]).status_code == 413
    assert home.get("/health").status_code == 200


def test_a_body_that_is_too_large_leaves_nothing(home: House) -> None:
    ana = drafted(home.writer("ana"))
    object.__setattr__(home.desk, "settings", home.desk.settings.model_copy(
        update={"largest_upload_bytes": 2_000}))  # fmt: skip
    answer = sent(ana, as_csv(("site", "sex", "n"), SITES))
    assert answer.status_code == 413
    assert files(home) == []


def test_leftovers_are_swept_and_what_is_at_work_is_not(
    either: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.importers.counting import check

    ana = drafted(either.writer("ana"))
    seen: list[dict[str, int]] = []
    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)
    folder = either.desk.settings.upload_dir
    staged = Staging.stage

    def sweeping(self: Staging, checked: Any) -> None:
        staged(self, checked)
        sweep(either.desk.store, folder)  # another process starts in the middle
        seen.append(kept(either))
        if len(seen) == 4:
            monkeypatch.setattr(Staging, "undo", lambda self: None)
            raise RuntimeError("the process dies here")

    monkeypatch.setattr(Staging, "stage", sweeping)
    assert sent(ana, as_csv(("site", "sex", "n"), SITES)).status_code == 500
    assert [each["upload_rows"] for each in seen] == sorted(each["upload_rows"] for each in seen)
    assert seen[-1]["upload_rows"] > seen[0]["upload_rows"] > 0
    (folder / ("0" * 64)).write_bytes(b"kept, and then no commit came")
    (folder / "dead.part").write_bytes(b"half")
    assert kept(either)["uploads"] == 1
    swept = sweep(either.desk.store, folder)
    assert (swept.uploads, swept.files) == (1, 2)
    assert kept(either) == {"uploads": 0, "upload_rows": 0}
    assert files(either) == []


def test_a_draft_discarded_in_the_middle_takes_its_rows_along(
    either: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.importers.counting import check

    ana = drafted(either.writer("ana"))
    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)
    staged = Staging.stage

    def discarding(self: Staging, checked: Any) -> None:
        staged(self, checked)
        ana.send("DELETE", AT)

    monkeypatch.setattr(Staging, "stage", discarding)
    etag = ana.etag
    answer = sent(ana, as_csv(("site", "sex", "n"), SITES), If_Match=str(etag))
    assert answer.status_code in (404, 409), answer.text
    assert kept(either) == {"uploads": 0, "upload_rows": 0}


def test_sums_that_would_not_fit_a_card_are_left_out(home: House) -> None:
    assert len(SITES) > intake.MOST_CELLS
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(("site", "n"), [(site, n) for site, _, n in SITES]))
    assert answer.status_code == 422
    assert "no dimension" in answer.text
