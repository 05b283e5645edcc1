"""Uploads: bulk counts as they came, row by row; what is made of them stands in the draft."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Status
from app.store.schema.base import Base, CountKey, Id, JsonText, Words, words_of

STATES = ("receiving", "ready")


class Upload(Base):
    """One file of counts; while it is being received, no query sees it.

    `holder` names the file that its receiver keeps locked, so that the leftovers of a process
    that died are told from the work of one that lives; `host` is where that file lies.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("row_count >= 0", name="row_count"),
    )
    id: Mapped[Id]
    draft: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("revisions.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str]
    host: Mapped[str]
    holder: Mapped[str]
    began_at: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    byte_count: Mapped[int]
    row_count: Mapped[int]
    dims: Mapped[tuple[str, ...]] = mapped_column(Words)
    given: Mapped[dict[str, object]] = mapped_column(JsonText)


class UploadRow(CountKey, Base):
    """One row of a file of counts, its labels as printed.

    A hidden count has `n_high` and lies between 0 and it; `status` is a word in place of a number.
    """

    __tablename__ = "upload_rows"
    __table_args__ = ({"sqlite_with_rowid": False},)
    upload_id: Mapped[int] = mapped_column(
        sa.BigInteger,
        sa.ForeignKey("uploads.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int | None]
    n_high: Mapped[int | None]
    share: Mapped[str | None]
    status: Mapped[Status | None] = mapped_column(words_of(Status, "status"))
