"""Uploads: which files of counts came into a draft, and the rows of large ones, slice by slice."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.store.rows import select_any, table_of, values_of
from app.store.schema.uploads import Upload, UploadSlice


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """A file of counts and what was said of it."""

    id: str
    draft: int
    received_at: str
    media_type: str
    byte_count: int
    row_count: int
    dims: tuple[str, ...]
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PackedSlice:
    """So many rows, packed."""

    row_count: int
    content: bytes


def add_upload(session: Session, upload: StoredUpload, slices: Iterable[PackedSlice]) -> None:
    """Keep a file of counts: one row for itself, and one for each slice of it.

    Raises
    ------
    Conflict
        When its draft is none any more.
    """
    values = values_of(upload, Upload)
    session.execute(sa.insert(table_of(Upload)).values(values))
    insert = sa.insert(table_of(UploadSlice))
    # One at a time, since no more than one needs to be in memory.
    for position, each in enumerate(slices):
        row = {
            "upload_id": upload.id,
            "position": position,
            "row_count": each.row_count,
            "sha256": hashlib.sha256(each.content).hexdigest(),
            "content": each.content,
        }
        session.execute(insert.values(row))


def forget_uploads(session: Session, ids: Collection[str]) -> None:
    """Delete what came into a draft before."""
    table = table_of(Upload)
    session.execute(sa.delete(table).where(table.c.id.in_(ids)))


def uploads_of(session: Session, draft: int) -> tuple[StoredUpload, ...]:
    """Return what came into a revision, oldest first."""
    columns = [getattr(Upload, name) for name in StoredUpload.__slots__]
    query = select_any(*columns).where(Upload.draft == draft)
    found = session.execute(query.order_by(Upload.received_at, Upload.id))
    return tuple(StoredUpload(*row) for row in found)


def slices_of(session: Session, upload: str) -> Iterator[PackedSlice]:
    """Yield the slices of an upload in their order, each as `slice_at` finds it."""
    for position in count():
        found = slice_at(session, upload, position)
        if found is None:
            return
        yield found


def slice_at(session: Session, upload: str, position: int) -> PackedSlice | None:
    """Return one slice of an upload; None after the last.

    Raises
    ------
    RuntimeError
        When it is no longer what it was kept as.
    """
    columns = (UploadSlice.row_count, UploadSlice.sha256, UploadSlice.content)
    own = (UploadSlice.upload_id == upload) & (UploadSlice.position == position)
    found = session.execute(select_any(*columns).where(own)).one_or_none()
    if found is None:
        return None
    rows, sha256, content = found
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RuntimeError(f"slice {position} of upload {upload} is damaged")
    return PackedSlice(rows, content)
