"""Margins: what a card says of one dimension, ready to be pooled; and pooled areas."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Basis, Coverage, Status, Unit
from app.store.schema.base import Base, Id, Position, Words, of_revision, words_of


class MarginRow(Base):
    """One dimension (or pair) of one revision in one unit."""

    __tablename__ = "margins"
    __table_args__ = (sa.Index("ix_margins_dims_unit", "dims", "unit"),)
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    dims: Mapped[str]  # joined by commas: "sex,age"
    unit: Mapped[Unit] = mapped_column(words_of(Unit, "unit"))
    scheme: Mapped[str | None]
    known: Mapped[int]
    unknown: Mapped[int | None]
    not_printed: Mapped[int | None]
    covers: Mapped[int | None]
    basis: Mapped[Basis] = mapped_column(words_of(Basis, "basis"))
    coverage: Mapped[Coverage] = mapped_column(words_of(Coverage, "coverage"))
    sources: Mapped[tuple[str, ...]] = mapped_column(Words)
    refused: Mapped[str | None]
    recalled: Mapped[bool]
    single_category_design: Mapped[bool]


class MarginGroupRow(Base):
    """One group of a margin: its key has one category per dimension."""

    __tablename__ = "margin_groups"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["revision_id", "margin_position"],
            ["margins.revision_id", "margins.position"],
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("n >= 0", name="n"),
        {"sqlite_with_rowid": False},
    )
    revision_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    margin_position: Mapped[Position]
    position: Mapped[Position]
    key1: Mapped[str]
    key2: Mapped[str | None]
    n: Mapped[int | None]
    low: Mapped[int | None]
    high: Mapped[int | None]
    status: Mapped[Status] = mapped_column(words_of(Status, "status"))
    share: Mapped[float | None]
    share_low: Mapped[float | None]
    share_high: Mapped[float | None]


class AreaMarginRow(Base):
    """What is counted in one area, pooled over datasets, from one release to another."""

    __tablename__ = "area_margins"
    __table_args__ = (sa.Index("ix_area_margins_unit_grouping", "unit", "grouping"),)
    id: Mapped[Id]
    release_in: Mapped[int] = mapped_column(sa.BigInteger, sa.ForeignKey("releases.number"))
    release_out: Mapped[int | None] = mapped_column(sa.BigInteger, sa.ForeignKey("releases.number"))
    position: Mapped[int] = mapped_column(sa.Integer)
    unit: Mapped[Unit] = mapped_column(words_of(Unit, "unit"))
    grouping: Mapped[str]
    key: Mapped[str]
    status: Mapped[Status] = mapped_column(words_of(Status, "status"))
    n: Mapped[int | None]
    n_low: Mapped[int | None]
    n_high: Mapped[int | None]
    datasets: Mapped[int] = mapped_column(sa.Integer)
    sites_not_counted: Mapped[int] = mapped_column(sa.Integer)
