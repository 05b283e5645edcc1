"""Files: a table in any format of the drawer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from app.domain.table import Table
from app.exporters import formats
from app.exporters.cards import card_formats

JSON_MEDIA_TYPE = "application/json"
# Endings and media types of tables and of cards, by the name of their format.
TABLE_SUFFIXES = {each.name: each.suffix for each in formats().values()}
TABLE_MEDIA = {each.name: each.media_type.partition(";")[0] for each in formats().values()}
CARD_SUFFIXES = {each.name: each.suffix for each in card_formats().values()}
CARD_MEDIA = {each.name: each.media_type.partition(";")[0] for each in card_formats().values()}
CARD_TITLES = {each.name: each.title for each in card_formats().values()}


@dataclass(frozen=True, slots=True)
class File:
    """Bytes, with what a door needs to hand them over."""

    name: str
    media_type: str
    content: bytes


def write_file(table: Table, format_name: str) -> File:
    """Write the table in one format; its name tells what it holds and from which release."""
    shape = formats()[format_name]
    name = f"fairatlas-{table.name}-release-{table.release}{shape.suffix}"
    return File(name, shape.media_type, shape.write(table))


@dataclass(frozen=True, slots=True)
class LongFile:
    """A file that is made while it is handed over."""

    name: str
    media_type: str
    pieces: Iterator[bytes]


def write_long_file(table: Table, name: str, format_name: str) -> LongFile | None:
    """Write a table that may be larger than memory; None where the format would hold it whole."""
    shape = formats().get(format_name)
    if shape is None or shape.pieces is None:
        return None
    return LongFile(f"{name}{shape.suffix}", shape.media_type, shape.pieces(table))


def to_json(answer: object) -> bytes:
    """Write an answer as JSON; orjson writes null for NaN, and a reason stands beside it."""
    return orjson.dumps(answer, option=orjson.OPT_NON_STR_KEYS)
