"""Files of counts come wholly, once, or not at all, whatever happens meanwhile."""

import fcntl
from typing import Any

import pytest

from app.importers.counting import check
from app.services.bulk.packing import Packed
from app.services.bulk.sweep import sweep
from tests.importers.counting import HEADER, as_csv
from tests.support.counts import AT, NOTHING, ROWS, SITES, drafted, files, kept, rows, sent
from tests.support.writers import House

SITE_ROWS = as_csv(("site", "sex", "n"), SITES)


def test_a_dry_run_tells_and_writes_nothing(home: House) -> None:
    ana = drafted(home.writer("ana"))
    before = ana.get(AT).json()
    answer = sent(ana, as_csv(HEADER, ROWS), dry_run="true")
    assert answer.status_code == 200
    assert answer.json()["tables"] == [{"dims": ["country", "sex", "age"], "cells": 4}]
    large = sent(ana, SITE_ROWS, unit="images", dry_run="true")
    assert (large.status_code, large.json()["rows"]) == (200, len(SITES))
    ana.etag = None
    assert ana.get(AT).json() == before
    assert kept(home) == NOTHING
    assert files(home) == []


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


def packing(monkeypatch: pytest.MonkeyPatch, then: Any) -> None:
    """Do something after each slice that is packed while a file is read."""
    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)
    add = Packed.add

    def adding(self: Packed, *what: Any) -> None:
        add(self, *what)
        then()

    monkeypatch.setattr(Packed, "add", adding)


def test_leftovers_are_swept_and_what_is_at_work_is_not(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = drafted(home.writer("ana"))
    folder = home.desk.settings.upload_dir
    seen: list[tuple[int, int]] = []
    packing(monkeypatch, lambda: seen.append((sweep(folder), len(files(home)))))
    assert (
        sent(ana, SITE_ROWS, unit="images").status_code == 201
    )  # another process starts in the middle of it
    assert seen == [(0, 1)] * 6
    (folder / "dead.part").write_bytes(b"half")
    (folder / "alive.part").write_bytes(b"half")
    with (folder / "alive.part").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert sweep(folder) == 1
        assert files(home) == ["alive.part"]
    assert sweep(folder) == 1
    assert len(rows(home)) == len(SITES)


def test_what_fails_in_the_middle_leaves_nothing(
    either: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = drafted(either.writer("ana"))
    before = ana.get(AT).json()

    def failing(self: Packed) -> Any:
        yield from list(iterate(self))[:3]
        raise RuntimeError("the process dies here")

    monkeypatch.setattr(check, "SLICE_ROWS", 1_000)
    iterate = Packed.__iter__
    monkeypatch.setattr(Packed, "__iter__", failing)
    assert sent(ana, SITE_ROWS, unit="images").status_code == 500
    assert kept(either) == NOTHING
    assert files(either) == []
    assert ana.get(AT).json() == before


def test_a_draft_discarded_in_the_middle_takes_its_rows_along(
    either: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = drafted(either.writer("ana"))
    packing(monkeypatch, lambda: ana.send("DELETE", AT))
    etag = ana.etag
    answer = sent(ana, SITE_ROWS, unit="images", If_Match=str(etag))
    assert answer.status_code in (404, 409), answer.text
    assert kept(either) == NOTHING


def test_a_discarded_draft_takes_its_files_along(either: House) -> None:
    ana = drafted(either.writer("ana"))
    assert sent(ana, SITE_ROWS, unit="images").status_code == 201
    assert kept(either) == {"uploads": 1, "upload_slices": 1}
    assert ana.send("DELETE", AT).status_code == 200
    assert kept(either) == NOTHING
