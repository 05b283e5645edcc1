"""Printed tables and their cells, and the people a dataset is held against."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Assigner, Basis, Coverage, Status, Unit
from app.store.schema.base import (
    Base,
    CountKey,
    JsonText,
    Position,
    Words,
    of_revision,
    sourced_by,
    words_of,
)


class CountTableRow(Base):
    """One printed breakdown: one unit, one set of dimensions, one source."""

    __tablename__ = "count_tables"
    __table_args__ = (sourced_by("source"), sa.CheckConstraint("covers >= 0", name="covers"))
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    unit: Mapped[Unit] = mapped_column(words_of(Unit, "unit"))
    dims: Mapped[tuple[str, ...]] = mapped_column(Words)
    source: Mapped[str]
    basis: Mapped[Basis] = mapped_column(words_of(Basis, "basis"))
    coverage: Mapped[Coverage] = mapped_column(words_of(Coverage, "coverage"))
    scheme: Mapped[str | None]
    covers: Mapped[int | None]
    part: Mapped[str | None]
    exclusive_labels: Mapped[bool]
    recalled: Mapped[bool]
    has_summary: Mapped[bool]
    mean: Mapped[float | None]
    sd: Mapped[float | None]
    median: Mapped[float | None]
    minimum: Mapped[float | None]
    maximum: Mapped[float | None]
    note: Mapped[str | None]
    assigned_by: Mapped[Assigner | None] = mapped_column(words_of(Assigner, "assigned_by"))


class CellRow(CountKey, Base):
    """One printed number. Stored in the order of its key: a table is read in one sweep."""

    __tablename__ = "cells"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["revision_id", "table_position"],
            ["count_tables.revision_id", "count_tables.position"],
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("n >= 0", name="n"),
        sa.CheckConstraint("share >= 0 AND share <= 1", name="share"),
        sa.CheckConstraint("n_low >= 0 AND n_low <= n_high", name="bounds"),
        {"sqlite_with_rowid": False},
    )
    revision_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    table_position: Mapped[Position]
    position: Mapped[Position]
    n: Mapped[int | None]
    share: Mapped[float | None]
    share_decimals: Mapped[int | None] = mapped_column(sa.SmallInteger)
    n_low: Mapped[int | None]
    n_high: Mapped[int | None]
    status: Mapped[Status] = mapped_column(words_of(Status, "status"))
    printed: Mapped[dict[str, str] | None] = mapped_column(JsonText)


class ReferenceFacts(Base):
    """An eligible population: who is in it, and of which year."""

    __tablename__ = "reference_facts"
    revision_id: Mapped[int] = of_revision()
    name: Mapped[str]
    year: Mapped[int] = mapped_column(sa.Integer)
    eligible: Mapped[str]
    dims: Mapped[tuple[str, ...]] = mapped_column(Words)
    licence: Mapped[str]
    scheme: Mapped[str | None]
    country: Mapped[str | None]
    note: Mapped[str | None]


class ReferenceCell(CountKey, Base):
    """People of one group of a reference; `quality` is the status of the figure."""

    __tablename__ = "reference_cells"
    __table_args__ = (
        sa.CheckConstraint("n >= 0", name="n"),
        {"sqlite_with_rowid": False},
    )
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    n: Mapped[int]
    quality: Mapped[str]


class CountryRow(Base):
    """A country or area and the groups it is listed in, from one release to another."""

    __tablename__ = "countries"
    __table_args__ = (
        sa.CheckConstraint("length(iso3) = 3", name="iso3"),
        sa.CheckConstraint("population >= 0", name="population"),
    )
    iso3: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    release_in: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("releases.number"), primary_key=True
    )
    release_out: Mapped[int | None] = mapped_column(sa.BigInteger, sa.ForeignKey("releases.number"))
    position: Mapped[int] = mapped_column(sa.Integer)
    name: Mapped[str]
    region: Mapped[str | None]
    subregion: Mapped[str | None]
    who_region: Mapped[str | None]
    income_group: Mapped[str | None]
    least_developed: Mapped[bool]
    landlocked: Mapped[bool]
    small_island: Mapped[bool]
    population: Mapped[int | None]
    age_structure: Mapped[str | None]
    lon: Mapped[float]
    lat: Mapped[float]
