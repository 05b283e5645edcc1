"""Files of counts over HTTP: what becomes of them, and that it stays."""

import gzip

import pytest
import sqlalchemy as sa

from app.domain.access import Role
from app.importers.counting import check
from app.store.datasets import dataset_card
from app.store.schema import Base
from tests.importers.counting import HEADER, WRITERS, as_csv, rle_bomb
from tests.support.counts import AT, MEDIA, ROWS, SITES, drafted, files, kept, rows, sent, tables
from tests.support.writers import House

SITE_ROWS = ("site", "sex", "n")


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
    assert answer.json()["upload"] in table["note"]


@pytest.mark.parametrize(("basis", "small"), [("counted", (None, 10)), ("reported", (3, None))])
def test_a_large_table_enters_by_its_sums_and_its_rows_are_kept(
    either: House, monkeypatch: pytest.MonkeyPatch, basis: str, small: tuple[int | None, int | None]
) -> None:
    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)
    ana = drafted(either.writer("ana"))
    given = [*SITES, ("site-x", "male", "<11"), ("site-y", "male", "3")]
    answer = sent(ana, as_csv(SITE_ROWS, given), unit="studies", basis=basis)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["rows"], answer.json()["summed"]) == (6_002, True)
    assert answer.json()["left_out"] == ["site"]
    females = sum(int(n) for _, sex, n in SITES if sex == "female")
    males = sum(int(n) for _, sex, n in SITES if sex == "male") + 3
    assert {cell["sex"]: cell for cell in tables(ana)[-1]["cells"]} == {
        "female": {"sex": "female", "n": females},
        "male": {"sex": "male", "n_low": males, "n_high": males + 10},
    }
    assert kept(either) == {"uploads": 1, "upload_slices": 7}
    found = [(row["site"], row["sex"], row["n"], row["n_high"]) for row in rows(either)]
    assert found[:-2] == [(site, sex, int(n), None) for site, sex, n in SITES]
    assert found[-2:] == [("site-x", "male", None, 10), ("site-y", "male", *small)]
    assert files(either) == []


def test_published_sums_are_answered_and_rows_are_fixed(either: House) -> None:
    ana = drafted(either.writer("ana"))
    assert sent(ana, as_csv(SITE_ROWS, SITES), method="PUT", unit="images").status_code == 201
    assert len(tables(ana)) == 1
    assert ana.post(f"{AT}/submit").status_code == 200
    rosa = either.writer("rosa", Role.REVIEWER)
    rosa.etag = ana.etag
    assert rosa.post(f"{AT}/publish").status_code == 200
    with either.desk.store.reading() as session:
        card, _ = dataset_card(session, "my-dataset")
    assert card.tables[0].known_sum == sum(int(n) for _, _, n in SITES)
    slices, uploads = (Base.metadata.tables[name] for name in ("upload_slices", "uploads"))
    more = {"upload_id": sa.select(uploads.c.id).scalar_subquery(), "position": 9, "row_count": 1}
    for change in (
        sa.delete(slices), sa.update(slices).values(row_count=5), sa.delete(uploads),
        sa.update(uploads).values(row_count=1),
        sa.insert(slices).values(**more, sha256="", content=b""),
    ):  # fmt: skip
        with (
            pytest.raises(Exception, match="never changed"),
            either.desk.store.writing() as session,
        ):
            session.connection().execute(change)
    assert len(rows(either)) == len(SITES)


def test_a_packed_file_and_a_bomb(home: House) -> None:
    ana = drafted(home.writer("ana"))
    answer = sent(ana, gzip.compress(as_csv(HEADER, ROWS)), Content_Encoding="gzip")
    assert answer.status_code == 201, answer.text
    assert sent(ana, rle_bomb(25_000_000), MEDIA["parquet"]).status_code == 413
    assert home.get("/health").status_code == 200
