"""Bare: the same rows by the drivers alone, by pydantic per row, and by the ORM."""

from __future__ import annotations

import csv
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

Row = tuple[int, str, str, str, str, int]
BATCH = 50_000
# The key that such rows have to have; none of the rules and triggers that ours have.
_TABLE = (
    "CREATE TABLE bare (position BIGINT PRIMARY KEY, country TEXT, sex TEXT, age TEXT, site TEXT, "
    "n BIGINT)"
)


def ready(path: Path) -> list[Row]:
    """Read the file into tuples; this is not timed."""
    with path.open(newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return [(at, c, s, a, site, int(n)) for at, (c, s, a, site, n) in enumerate(lines)]


def executemany(rows: list[Row], file: Path) -> float:
    """Seconds that sqlite3 takes for ready tuples: WAL, synchronous FULL, one transaction."""
    for each in file.parent.glob(file.name + "*"):
        each.unlink()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(_TABLE + " WITHOUT ROWID")
        begun = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            database.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)", part)
        database.execute("COMMIT")
        return time.perf_counter() - begun


class PrintedRow(BaseModel):
    """What a row must be, by the rules that pydantic can say."""

    country: str = Field(pattern=r"^[A-Z]{3}$")
    sex: str = Field(pattern="^(female|male|other|unknown)$")
    age: str = Field(pattern=r"^(\d{1,3}-\d{1,3}|\d{1,3}\+)$")
    site: str = Field(max_length=200)
    n: int = Field(ge=0)


def pydantic_per_row(path: Path, file: Path) -> float:
    """Seconds for the CSV read by row, checked by pydantic, inserted by executemany."""
    begun = time.perf_counter()
    rows = list(_checked(path))
    return time.perf_counter() - begun + executemany(rows, file)


def _checked(path: Path) -> Iterator[Row]:
    with path.open(newline="") as source:
        for at, line in enumerate(csv.DictReader(source)):
            row = PrintedRow.model_validate(line)
            yield at, row.country, row.sex, row.age, row.site, row.n


class _Base(DeclarativeBase):
    pass


class BareRow(_Base):
    """The same row as an object."""

    __tablename__ = "bare"
    position: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str]
    sex: Mapped[str]
    age: Mapped[str]
    site: Mapped[str]
    n: Mapped[int]


def orm(rows: list[Row], file: Path) -> float:
    """Seconds for add_all and commit of these rows, as objects."""
    for each in file.parent.glob(file.name + "*"):
        each.unlink()
    engine = sa.create_engine(f"sqlite:///{file}")
    _Base.metadata.create_all(engine)
    begun = time.perf_counter()
    with Session(engine) as session:
        session.add_all(
            BareRow(position=p, country=c, sex=s, age=a, site=site, n=n)
            for p, c, s, a, site, n in rows
        )
        session.commit()
    spent = time.perf_counter() - begun
    engine.dispose()
    return spent


def copied(path: Path, url: str) -> float:
    """Seconds that PostgreSQL takes to COPY the file as it is."""
    with psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:")) as database:
        database.execute("DROP TABLE IF EXISTS bare")
        database.execute(
            "CREATE TABLE bare (country TEXT, sex TEXT, age TEXT, site TEXT, n BIGINT)"
        )
        database.commit()
        begun = time.perf_counter()
        command = "COPY bare (country, sex, age, site, n) FROM STDIN WITH (FORMAT csv, HEADER)"
        with database.cursor() as cursor, cursor.copy(command) as copy, path.open("rb") as file:
            while chunk := file.read(1024 * 1024):
                copy.write(chunk)
        database.commit()
        return time.perf_counter() - begun
