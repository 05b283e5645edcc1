"""Uploads: slices of bulk counts into rows that no query sees until the last one is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.store.bulk import insert_tuples
from app.store.rows import select_any, table_of
from app.store.schema.uploads import Upload, UploadRow

_DELETED_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a file before its rows are in."""

    draft: int
    host: str
    holder: str
    began_at: str
    media_type: str
    sha256: str
    byte_count: int
    dims: tuple[str, ...]
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """A file of counts as it was received."""

    id: int
    draft: int
    media_type: str
    sha256: str
    byte_count: int
    row_count: int
    dims: tuple[str, ...]
    given: Mapping[str, object]
    began_at: str


def begin_upload(session: Session, begun: Begun) -> int:
    """Begin to receive a file and return its id."""
    values = {name: getattr(begun, name) for name in Begun.__slots__}
    statement = sa.insert(table_of(Upload)).values(state="receiving", row_count=0, **values)
    key = session.connection().execute(statement).inserted_primary_key
    return int(cast(tuple[int], key)[0])


def add_rows(
    session: Session, upload: int, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Add rows; each is a tuple in the order of the names, beginning with its position.

    Raises
    ------
    Conflict
        When the draft was discarded meanwhile, and this upload with it.
    """
    own = select_any(Upload.id).where(Upload.id == upload, Upload.state == "receiving")
    if session.execute(own).one_or_none() is None:
        raise Conflict("The draft was taken away while its counts came in.")
    insert_tuples(session, UploadRow, names, rows, {"upload_id": upload})


def finish_upload(session: Session, upload: int, row_count: int) -> None:
    """Say that all rows are in: from now on nothing of it changes."""
    table = table_of(Upload)
    values = {"state": "ready", "row_count": row_count}
    session.execute(sa.update(table).where(table.c.id == upload).values(values))


def delete_some(session: Session, upload: int) -> bool:
    """Delete a part of an upload, small enough to keep nobody waiting; say whether more is left."""
    rows, table = table_of(UploadRow).c, table_of(Upload)
    first = sa.select(sa.func.min(rows.position)).where(rows.upload_id == upload)
    start = session.scalar(first)
    if start is not None:
        part = (rows.upload_id == upload) & (rows.position < start + _DELETED_AT_ONCE)
        session.execute(sa.delete(table_of(UploadRow)).where(part))
        return True
    session.execute(sa.delete(table).where(table.c.id == upload))
    return False


def forget_uploads(session: Session, draft: int) -> None:
    """Delete what was received for a draft before."""
    table = table_of(Upload)
    own = (table.c.draft == draft) & (table.c.state == "ready")
    session.execute(sa.delete(table).where(own))


def receiving(session: Session, host: str) -> Mapping[int, str]:
    """Return the uploads that are being received on this host, and who holds each."""
    query = select_any(Upload.id, Upload.holder)
    found = session.execute(query.where(Upload.state == "receiving", Upload.host == host))
    return {row[0]: row[1] for row in found}


def uploads_of(session: Session, draft: int) -> tuple[StoredUpload, ...]:
    """Return what was received for a revision, oldest first."""
    columns = [getattr(Upload, name) for name in StoredUpload.__slots__]
    query = select_any(*columns).where(Upload.draft == draft, Upload.state == "ready")
    return tuple(StoredUpload(*row) for row in session.execute(query.order_by(Upload.id)))


def kept_hashes(session: Session) -> frozenset[str]:
    """Return the hashes of all files that an upload names."""
    return frozenset(session.scalars(sa.select(Upload.sha256)))


def rows_of(session: Session, upload: int, start: int, most: int) -> list[dict[str, Any]]:
    """Return some rows of an upload as they came, by position."""
    rows = table_of(UploadRow)
    query = (
        sa.select(rows)
        .where(rows.c.upload_id == upload, rows.c.position >= start)
        .order_by(rows.c.position)
        .limit(most)
    )
    return [dict(row) for row in session.execute(query).mappings()]
