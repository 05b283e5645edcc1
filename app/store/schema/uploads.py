"""Uploads: files of counts that came into a draft; what is made of them stands in the draft."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.store.schema.base import Base, JsonText, Position, Words


class Upload(Base):
    """One file of counts; its id is drawn by lot and stands in the notes of its tables."""

    __tablename__ = "uploads"
    __table_args__ = (sa.CheckConstraint("row_count >= 0", name="row_count"),)
    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    draft: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("revisions.id", ondelete="CASCADE"), index=True
    )
    received_at: Mapped[str]
    media_type: Mapped[str]
    byte_count: Mapped[int]
    row_count: Mapped[int]
    dims: Mapped[tuple[str, ...]] = mapped_column(Words)
    given: Mapped[dict[str, object]] = mapped_column(JsonText)


class UploadSlice(Base):
    """Some rows of a file that is too large for its card, packed; see services/bulk/packing.py."""

    __tablename__ = "upload_slices"
    __table_args__ = (sa.CheckConstraint("row_count > 0", name="row_count"),)
    upload_id: Mapped[str] = mapped_column(
        sa.Text, sa.ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[Position]
    row_count: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
