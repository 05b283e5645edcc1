"""Counts that came as files stay in their draft when the card beside them is changed."""

from typing import Any

import httpx
import pytest

from tests.importers.counting import as_csv
from tests.support.counts import AT, NOTHING, SITES, drafted, kept, sent, tables
from tests.support.writers import House, Writer, dataset

FEW = as_csv(("sex", "n"), [("female", "24"), ("male", "29")])
MANY = as_csv(("site", "sex", "n"), SITES)


def uploaded(home: House) -> tuple[Writer, list[str]]:
    """A draft with a table of its own and two files, and how these are named."""
    ana = drafted(home.writer("ana"))
    answers = [sent(ana, FEW, unit="studies"), sent(ana, MANY, unit="images")]
    assert [each.status_code for each in answers] == [201, 201]
    return ana, [each.json()["upload"] for each in answers]


def without(ana: Writer, *names: str) -> list[dict[str, Any]]:
    return [each for each in tables(ana) if not any(name in each.get("note", "") for name in names)]


def refused(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 409, answer.text
    return sorted(each["value"] for each in answer.json()["problems"])


def test_a_card_without_them_is_refused_and_says_how_to_go_on(home: House) -> None:
    ana, names = uploaded(home)
    before = ana.get(AT).json()
    answer = ana.send("PUT", AT, dataset(note="Read again."))
    assert refused(answer) == sorted(names)
    assert "drop_uploads=true" in answer.json()["problems"][0]["rule"]
    assert refused(ana.send("PUT", f"{AT}?dry_run=true", dataset())) == sorted(names)
    assert refused(ana.send("PATCH", AT, {"tables": without(ana, names[0])})) == names[:1]
    assert ana.get(AT).json() == before
    assert kept(home) == {"uploads": 2, "upload_slices": 1}


def test_a_card_with_them_is_taken(home: House) -> None:
    ana, _ = uploaded(home)
    card = ana.get(AT).json()["card"]
    assert ana.send("PATCH", AT, {"note": "Read again."}).status_code == 200
    assert ana.send("PUT", AT, card | {"name": "Another name"}).status_code == 200
    assert len(tables(ana)) == 3
    assert kept(home) == {"uploads": 2, "upload_slices": 1}


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_they_go_where_it_is_asked(either: House, method: str) -> None:
    ana, names = uploaded(either)
    card = ana.get(AT).json()["card"] | {"tables": without(ana, names[1])}
    body = card if method == "PUT" else {"tables": card["tables"]}
    assert ana.send(method, f"{AT}?drop_uploads=true", body).status_code == 200
    assert kept(either) == {"uploads": 1, "upload_slices": 0}
    assert ana.send("PUT", f"{AT}?drop_uploads=true", dataset()).status_code == 200
    assert kept(either) == NOTHING


def test_a_file_in_the_place_of_all_tables_is_the_only_one(home: House) -> None:
    ana, _ = uploaded(home)
    assert sent(ana, FEW, method="PUT").status_code == 201
    assert len(tables(ana)) == 1
    assert kept(home) == {"uploads": 1, "upload_slices": 0}
