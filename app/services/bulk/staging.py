"""Staging: rows into the database, a slice at a time, where no query sees them yet."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import numpy as np

from app.importers.counting.check import Checked
from app.importers.counting.numbers import NONE
from app.services.bulk.intake import Intake
from app.services.bulk.spool import Spool
from app.store import Session, Store
from app.store.uploads import Begun, add_rows, begin_upload, delete_some, finish_upload

HOST = socket.gethostname()


class Staging:
    """One upload while it is being received. All slices but the last are committed on their own;
    the last goes with the transaction that makes all of them count.
    """

    def __init__(self, store: Store, intake: Intake, spool: Spool, draft: int, at: str) -> None:
        self._store = store
        self._intake = intake
        self._spool = spool
        self._draft = draft
        self._at = at
        self._written = 0
        self.upload: int | None = None

    def stage(self, checked: Checked) -> None:
        """Write a slice in a transaction of its own: other writers wait for no more than that."""
        with self._store.writing() as session:
            upload = self._add(session, checked)
        # Only now is it ours: the number of one that was rolled back goes to somebody else.
        self.upload = upload
        self._written += len(checked.rows)

    def complete(self, session: Session, last: Checked) -> None:
        """Write the last slice and say that all are in, in the caller's transaction."""
        upload = self._add(session, last)
        finish_upload(session, upload, self._written + len(last.rows))

    def _add(self, session: Session, checked: Checked) -> int:
        upload = self.upload
        if upload is None:
            upload = begin_upload(session, self._begun())
        names, rows = _tuples(self._intake, checked, self._written)
        add_rows(session, upload, names, rows)
        return upload

    def _begun(self) -> Begun:
        intake, spool = self._intake, self._spool
        return Begun(
            draft=self._draft,
            host=HOST,
            holder=spool.holder,
            began_at=self._at,
            media_type=intake.body.media_type,
            sha256=spool.sha256,
            byte_count=spool.size,
            dims=tuple(dim.value for dim in intake.dims),
            given=intake.given.told(),
        )

    def undo(self) -> None:
        """Take out what was written, some at a time; nobody has seen it."""
        upload, self.upload = self.upload, None
        if upload is not None:
            remove(self._store, upload)


def remove(store: Store, upload: int) -> None:
    """Delete the rows of an upload and then itself, in steps that keep nobody waiting."""
    more = True
    while more:
        with store.writing() as session:
            more = delete_some(session, upload)


def _tuples(
    intake: Intake, checked: Checked, start: int
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Turn a slice into tuples that are ready for the driver; an empty column is left out."""
    columns: dict[str, Any] = {"position": range(start, start + len(checked.rows))}
    for dim, words, codes in zip(intake.dims, intake.checker.words, checked.codes, strict=True):
        columns[dim.value] = words.texts(codes)
    for name, values in (("n", checked.n), ("n_high", checked.high)):
        if (values != NONE).any():
            columns[name] = _or_none(values)
    for name, texts in (("share", checked.share), ("status", checked.status)):
        if texts is not None:
            columns[name] = texts
    return list(columns), zip(*columns.values(), strict=True)


def _or_none(values: Any) -> list[int | None]:
    if (values != NONE).all():
        found: list[int | None] = values.tolist()
        return found
    with_none = values.astype(object)
    with_none[values == NONE] = None
    kept: list[int | None] = np.asarray(with_none).tolist()
    return kept
