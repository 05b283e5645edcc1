"""What a dataset revision says of itself, beside its counts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Access, Dim, Kind, Overlap, Selection, Unit
from app.store.schema.base import Base, Position, Words, of_revision, sourced_by, words_of


class DatasetFacts(Base):
    """Identity and prose of a dataset revision."""

    __tablename__ = "dataset_facts"
    revision_id: Mapped[int] = of_revision()
    name: Mapped[str]
    kind: Mapped[Kind] = mapped_column(words_of(Kind, "kind"))
    description: Mapped[str]
    modalities: Mapped[tuple[str, ...]] = mapped_column(Words)
    body_regions: Mapped[tuple[str, ...]] = mapped_column(Words)
    access: Mapped[Access] = mapped_column(words_of(Access, "access"))
    synthetic: Mapped[bool]
    release_year: Mapped[int | None] = mapped_column(sa.Integer)
    licence: Mapped[str | None]
    homepage: Mapped[str | None]
    doi: Mapped[str | None]
    custodian: Mapped[str | None]
    collection_period: Mapped[str | None]
    overlap: Mapped[Overlap | None] = mapped_column(words_of(Overlap, "overlap"))
    full_source_read: Mapped[str | None]
    note: Mapped[str | None]
    selection: Mapped[Selection | None] = mapped_column(words_of(Selection, "selection"))
    authority: Mapped[str | None]
    consent: Mapped[str | None]
    terms: Mapped[str | None]


class WithheldRow(Base):
    """A wish of those whose data it is: counts by a dimension, or of one category, stay theirs."""

    __tablename__ = "withheld"
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    dim: Mapped[Dim] = mapped_column(words_of(Dim, "dim"))
    category: Mapped[str | None]
    decided_by: Mapped[str]
    why: Mapped[str | None]


class Lineage(Base):
    """A set whose people or images this one reuses; its overlap is told by `dataset_facts`.

    The parent is named by slug and followed to its published revision when it is asked for.
    """

    __tablename__ = "lineage"
    __table_args__ = (sa.UniqueConstraint("revision_id", "parent_slug"),)
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    parent_slug: Mapped[str] = mapped_column(sa.Text, index=True)


class SiteRow(Base):
    """A place where patients were imaged."""

    __tablename__ = "sites"
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    country: Mapped[str] = mapped_column(sa.Text, index=True)
    institution: Mapped[str | None]
    city: Mapped[str | None]
    country_recalled: Mapped[bool]


class TotalRow(Base):
    """A published total of one unit; `n` is null where none is published or read."""

    __tablename__ = "totals"
    __table_args__ = (
        sourced_by("source"),
        sa.CheckConstraint("n >= 0", name="n"),
    )
    revision_id: Mapped[int] = of_revision()
    unit: Mapped[Unit] = mapped_column(words_of(Unit, "unit"), primary_key=True)
    n: Mapped[int | None]
    source: Mapped[str | None]
    recalled: Mapped[bool]
