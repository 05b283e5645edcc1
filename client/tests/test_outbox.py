"""The outbox: whole entries only, in order, and nothing changed in between."""

from pathlib import Path

import pytest
from fairatlas_client.errors import BadInput
from fairatlas_client.outbox import SENT, Outbox


def test_an_entry_comes_back_as_it_was_put(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("sex,n\nfemale,240\n")
    box = Outbox(tmp_path / "box")
    box.add("counts", {"rows.csv": tmp_path / "rows.csv", "card.json": b"{}"}, {"dataset": "a"})
    (entry,) = box.pending()
    assert (entry.kind, entry.about["dataset"], entry.state) == ("counts", "a", "pending")
    assert entry.file("rows.csv").read_text() == "sex,n\nfemale,240\n"


def test_steps_that_are_done_survive_and_a_sent_entry_waits_no_more(tmp_path: Path) -> None:
    box = Outbox(tmp_path)
    entry = box.add("counts", {}, {})
    entry.note("draft", {"revision": 2})
    (again,) = Outbox(tmp_path).pending()
    assert again.done == {"draft": {"revision": 2}}
    assert again.close(SENT).state == SENT
    assert list(box.pending()) == []


def test_a_file_that_changed_in_the_outbox_is_not_sent(tmp_path: Path) -> None:
    entry = Outbox(tmp_path).add("counts", {"rows.csv": b"female,240"}, {})
    (entry.folder / "rows.csv").write_bytes(b"female,999")
    with pytest.raises(BadInput, match="has changed"):
        entry.file("rows.csv")


def test_an_entry_that_was_cut_off_is_not_there(tmp_path: Path) -> None:
    box = Outbox(tmp_path)
    with pytest.raises(FileNotFoundError):
        box.add("counts", {"a.csv": b"1", "rows.csv": tmp_path / "missing.csv"}, {})
    assert list(box.pending()) == []
    assert list((tmp_path / "pending").iterdir()) == []


def test_entries_are_sent_in_the_order_they_came(tmp_path: Path) -> None:
    box = Outbox(tmp_path)
    added = [box.add("counts", {}, {"number": number}).id for number in range(5)]
    assert [entry.id for entry in box.pending()] == added
