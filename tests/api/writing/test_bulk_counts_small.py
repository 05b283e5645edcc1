"""Small counts in files: the database holds neither them nor what they could be found by."""

import hashlib
from dataclasses import replace

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from app.domain.access import Role
from app.store.schema import Base
from tests.importers.counting import as_csv
from tests.support.counts import AT, SITES, drafted, rows, sent
from tests.support.writers import House, dataset

SMALL = [("female", "240"), ("male", "263"), ("unknown", "9")]
BODY = as_csv(("sex", "n"), SMALL)


def everything(home: House) -> str:
    """Every row of every table, as text."""
    with home.desk.store.reading() as session:
        tables = Base.metadata.sorted_tables
        return repr([session.execute(sa.select(table)).all() for table in tables])


def test_no_hash_of_a_file_gives_a_small_count_away(home: House) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, BODY, method="PUT", unit="images", Idempotency_Key="k1")
    assert answer.status_code == 201, answer.text
    cells = ana.get(AT).json()["card"]["tables"][0]["cells"]
    assert [each.get("n", each.get("status")) for each in cells] == [240, 263, "<11"]
    stored = everything(home) + answer.text + ana.get(AT).text
    for n in range(1, 11):
        tried = as_csv(("sex", "n"), [*SMALL[:2], ("unknown", str(n))])
        assert hashlib.sha256(tried).hexdigest() not in stored


def test_the_hash_of_a_request_needs_the_secret(home: House) -> None:
    answer = home.writer("ana").post("/datasets", dataset(), Idempotency_Key="k1")
    asked = answer.request
    said = (asked.method, asked.url.path, "", asked.content.decode())
    kept = Base.metadata.tables["kept_answers"]
    with home.desk.store.reading() as session:
        (found,) = session.scalars(sa.select(kept.c.request_hash))
    assert found == home.desk.hash_of(*said)
    assert found != hashlib.sha256("\n".join(said).encode()).hexdigest()
    settings = home.desk.settings.model_copy(update={"secret_key": SecretStr("another")})
    assert found != replace(home.desk, settings=settings).hash_of(*said)


@pytest.mark.parametrize(("threshold", "least"), [(None, 11), ("20", 20)])
def test_small_rows_of_a_large_file_are_kept_as_bounds(
    home: House, threshold: str | None, least: int
) -> None:
    ana = drafted(home.writer("ana"))
    given = [*SITES, *((f"small-{n}", "male", str(n)) for n in range(12))]
    more = {"threshold": threshold} if threshold else {}
    answer = sent(ana, as_csv(("site", "sex", "n"), given), unit="images", **more)
    assert answer.status_code == 201, answer.text
    found = [(row["n"], row["n_high"]) for row in rows(home)]
    assert {n for n, _ in found if n is not None} == {
        0, *(n for n in range(11, 20) if n >= least)
    }  # fmt: skip
    assert {high for n, high in found if n is None} == {least - 1}


def test_a_note_that_is_out_names_the_upload_by_lot(home: House) -> None:
    ana, rosa = drafted(home.writer("ana")), home.writer("rosa", Role.REVIEWER)
    name = sent(ana, BODY, method="PUT", unit="images").json()["upload"]
    ana.post(f"{AT}/submit")
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 200
    (table,) = home.get("/datasets/my-dataset").json()["tables"]
    assert f"(upload {name})" in table["note"]
