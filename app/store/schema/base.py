"""What every table shares: names of constraints, word columns, the key columns of a count."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Parent of all tables; text has no length limit, whole numbers reach 2^63."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {str: sa.Text(), int: sa.BigInteger(), float: sa.Double()}  # noqa: RUF012


class JsonText(sa.types.TypeDecorator[Any]):
    """A small value as JSON text: the same bytes on both databases."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(value)


class Words(sa.types.TypeDecorator[tuple[str, ...]]):
    """A short list of words as JSON text, searchable as '"word"'."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str:
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ()

    def coerce_compared_value(self, op: Any, value: Any) -> sa.types.TypeEngine[Any]:
        return sa.Text()  # it is compared as text


def words_of(vocabulary: type[StrEnum], name: str) -> sa.Enum:
    """Return a text column that holds only the words of an enumeration, by a CHECK."""
    return sa.Enum(
        vocabulary,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def of_revision(*, primary_key: bool = True) -> Mapped[int]:
    """Return the column that says which revision a row belongs to."""
    key = sa.ForeignKey("revisions.id", ondelete="CASCADE")
    return mapped_column(sa.BigInteger, key, primary_key=primary_key)


def sourced_by(column: str) -> sa.ForeignKeyConstraint:
    """Return the rule that a source named by a row is a source of the same revision."""
    return sa.ForeignKeyConstraint(
        ["revision_id", column], ["sources.revision_id", "sources.id"], ondelete="CASCADE"
    )


# Surrogate keys: INTEGER on SQLite, where only that makes the row id.
RowId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Id = Annotated[int, mapped_column(RowId, primary_key=True)]
Position = Annotated[int, mapped_column(sa.Integer, primary_key=True, autoincrement=False)]


class CountKey:
    """One column per dimension: the group of a count; null where the table lacks it."""

    country: Mapped[str | None]
    sex: Mapped[str | None]
    age: Mapped[str | None]
    ethnicity: Mapped[str | None]
    skin_tone: Mapped[str | None]
    socioeconomic: Mapped[str | None]
    label: Mapped[str | None]
    modality: Mapped[str | None]
    site: Mapped[str | None]
    year: Mapped[str | None]
