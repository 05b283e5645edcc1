"""The rows of a large file of counts are given back, to those who may have them."""

import csv
import io
import json
import tracemalloc

import httpx
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from app.domain.access import Role
from app.domain.table import Column, Table
from app.importers.counting import check
from app.services.bulk.given_back import KeptRows
from app.services.files import write_long_file
from app.store.schema import Base
from app.store.uploads import uploads_of
from tests.importers.counting import as_csv
from tests.support.counts import AT, MEDIA, SITES, drafted, sent
from tests.support.writers import House, Writer

Row = tuple[str, str, str]
HEADER = ("site", "sex", "n")
GIVEN = [*SITES, ("=1+1", "male", "<11"), ("site-y", "male", "3"), ("site-z", "male", "suppressed")]
# What is kept of them where no source prints them.
KEPT = [*GIVEN[:-2], ("site-y", "male", "<11"), GIVEN[-1]]


def brought(
    home: House, rows: list[tuple[str, str, str]] = GIVEN, **more: str
) -> tuple[Writer, str]:
    """A draft of ana's with a large file in it, and the address of its rows."""
    ana = drafted(home.writer("ana"))
    answer = sent(ana, as_csv(HEADER, rows), unit="studies", **more)
    assert answer.status_code == 201, answer.text
    return ana, f"{AT}/uploads/{answer.json()['upload']}/rows"


def read(answer: httpx.Response, name: str) -> list[tuple[str, ...]]:
    assert answer.status_code == 200, answer.text
    if name == "csv":
        first, *rest = csv.reader(io.StringIO(answer.text))
        assert tuple(first) == HEADER
        return [tuple(each) for each in rest]
    if name == "parquet":
        return [
            tuple(each.values()) for each in pq.read_table(io.BytesIO(answer.content)).to_pylist()
        ]
    lines = answer.json() if name == "json" else map(json.loads, answer.text.splitlines())
    return [tuple(each.values()) for each in lines]


@pytest.mark.parametrize("name", ["json", "csv", "ndjson", "parquet"])
def test_the_rows_come_back_as_they_are_kept(home: House, name: str) -> None:
    ana, at = brought(home)
    found = read(ana.get(f"{at}.{name}"), name)
    label = "'=1+1" if name == "csv" else "=1+1"  # a spreadsheet would run it
    assert found == [(label if site == "=1+1" else site, sex, n) for site, sex, n in KEPT]


def test_the_format_is_chosen_by_accept_as_well_and_no_other_is_made(home: House) -> None:
    ana, at = brought(home)
    asked = ana.send("GET", at, Accept="text/csv")
    assert asked.headers["content-type"] == "text/csv; charset=utf-8"
    assert asked.headers["cache-control"] == "no-store"
    for suffix in (".xlsx", ".bib"):
        assert ana.get(at + suffix).status_code == 406
    assert ana.get(f"{at}.metadata.json").json()["rows"] == len(GIVEN)


@pytest.mark.parametrize("name", ["csv", "ndjson", "parquet"])
def test_what_comes_back_can_be_sent_again_and_is_the_same(either: House, name: str) -> None:
    plain = [each for each in KEPT if each[0] != "=1+1"]
    ana, at = brought(either, plain)
    content = ana.get(f"{at}.{name}").content
    again = sent(ana, content, MEDIA[name], unit="images")
    assert again.status_code == 201, again.text
    second = ana.get(f"{AT}/uploads/{again.json()['upload']}/rows.{name}")
    assert read(second, name) == plain


def test_rows_are_for_who_sent_them_and_never_narrow_a_small_count_down(home: House) -> None:
    ana, at = brought(home)
    rosa, bo = home.writer("rosa", Role.REVIEWER), home.writer("bo")
    assert home.get(at).status_code == 401
    assert bo.get(at).status_code == 404
    assert home.writer("ana", scopes=("write",)).get(at).status_code == 403
    refused = rosa.get(at)
    assert refused.status_code == 403
    assert "small counts" in refused.json()["detail"]
    assert ana.post(f"{AT}/submit").status_code == 200
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 200
    for suffix in (".card.yaml", ".card.json", ".croissant.json", ".huggingface.md"):
        assert "n_low" in home.get(f"/datasets/my-dataset{suffix}").text  # of the sum with "<11"
    assert [ana.get(at).status_code, rosa.get(at).status_code, bo.get(at).status_code] == [
        200,
        403,
        404,
    ]
    assert rosa.post("/datasets/my-dataset/withdraw", {"reason": "A mistake."}).status_code == 200
    assert ana.get(at).status_code == 410


def test_a_reviewer_sees_what_a_source_prints(home: House) -> None:
    _, at = brought(home, basis="reported")
    found = read(home.writer("rosa", Role.REVIEWER).get(f"{at}.ndjson"), "ndjson")
    assert found == GIVEN


def test_a_file_that_is_not_there_or_is_in_the_card_itself_is_said(home: House) -> None:
    ana, at = brought(home)
    assert ana.get(at.replace("uploads/", "uploads/0")).status_code == 404
    few = sent(ana, as_csv(HEADER, SITES[:3]), unit="images").json()["upload"]
    answer = ana.get(f"{AT}/uploads/{few}/rows")
    assert answer.status_code == 404
    assert "in the card itself" in answer.json()["detail"]


def test_a_damaged_slice_is_found_before_anything_is_handed_over(home: House) -> None:
    ana, at = brought(home)
    slices = Base.metadata.tables["upload_slices"]
    triggers = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    with home.desk.store.writing() as session:
        for name in session.scalars(triggers).all():
            session.execute(sa.text(f'DROP TRIGGER "{name}"'))
        session.execute(sa.update(slices).values(content=b"x"))
    assert ana.get(at).status_code == 500


def test_memory_does_not_grow_with_the_rows(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)
    many = [(f"site-{at}", "female", "12") for at in range(40_000)]
    ana, _ = brought(home, many)
    assert ana.etag
    store = home.desk.store
    with store.reading() as session:
        (upload,) = uploads_of(session, 1)
    columns = tuple(Column(name, "") for name in HEADER)
    for name in ("json", "csv", "ndjson", "parquet"):
        file = write_long_file(Table("x", "", columns, KeptRows(store, upload), 1), "x", name)
        assert file is not None
        tracemalloc.start()
        next(file.pieces)
        next(file.pieces)
        early = tracemalloc.get_traced_memory()[1]
        assert sum(map(len, file.pieces)) > 0
        late = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert late < early + 2_000_000, name
