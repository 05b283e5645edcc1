"""Files of counts for tests: the same rows in every format, and files that mean harm."""

import gzip
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from app.importers.counting.check import Checked, Checker
from app.importers.counting.formats import counts_formats
from app.importers.counting.reading import read_slices
from app.importers.counting.slices import Slice

HEADER = ("country", "sex", "age", "n")
ROWS = (
    ("KEN", "female", "0-9", "42"),
    ("KEN", "male", "80+", "0"),
    ("NGA", "female", "10-19", "<11"),
    ("NGA", "unknown", "N/A", "7"),
)
Table = Sequence[Sequence[str]]


def as_csv(header: Sequence[str], rows: Table) -> bytes:
    """Comma-separated text without quotes."""
    return "".join(",".join(row) + "\n" for row in (header, *rows)).encode()


def as_ndjson(header: Sequence[str], rows: Table) -> bytes:
    """One object per line; whole numbers as numbers."""
    objects = (
        {name: int(v) if v.isdigit() else v for name, v in zip(header, row, strict=True)}
        for row in rows
    )  # fmt: skip
    return b"".join(orjson.dumps(each) + b"\n" for each in objects)


def as_xlsx(header: Sequence[str], rows: Table) -> bytes:
    """A workbook; whole numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(header))
    for row in rows:
        sheet.append([int(v) if v.isdigit() else v for v in row])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def as_parquet(header: Sequence[str], rows: Table) -> bytes:
    """Text columns, as bounds need them."""
    columns = {
        name: list(values) for name, values in zip(header, zip(*rows, strict=True), strict=True)
    }
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


WRITERS = {"csv": as_csv, "ndjson": as_ndjson, "xlsx": as_xlsx, "parquet": as_parquet}


def slices_of(folder: Path, name: str, content: bytes, *, packed: bool = False) -> list[Slice]:
    """Read a file as the service does."""
    path = folder / "counts"
    path.write_bytes(gzip.compress(content) if packed else content)
    return list(read_slices(path, counts_formats()[name], gzip=packed))


def texts(found: Sequence[Slice]) -> list[tuple[int, ...]]:
    """Every row with its number, as text."""
    rows = []
    for each in found:
        columns = [[str(value) for value in column.to_pylist()] for column in each.columns]
        rows += list(zip(each.rows.tolist(), *columns, strict=True))
    return rows


def checked(found: Sequence[Slice], checker: Checker) -> list[Checked]:
    """Hold slices against the rules."""
    return [each for raw in found for each in checker.check(raw)]


def rle_bomb(rows: int) -> bytes:
    """A Parquet file of some kilobytes that stands for so many rows of one value."""
    half = pa.array(["female"] * 1000).dictionary_encode().dictionary
    codes = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), half)
    numbers = pa.DictionaryArray.from_arrays(
        pa.array([0] * 1_000_000, pa.int32()), pa.array([1], pa.int64())
    )
    table = pa.table({"sex": codes, "n": numbers})
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, table.schema, compression="zstd") as writer:
        for _ in range(rows // 1_000_000):
            writer.write_table(table, row_group_size=1_000_000)
    return sink.getvalue()


def forged_rows(content: bytes, before: int, after: int) -> bytes:
    """A Parquet file whose footer promises another number of values than its pages hold."""
    assert content.count(_zigzag(before)) > 0
    return content.replace(_zigzag(before), _zigzag(after))


def _zigzag(number: int) -> bytes:
    """A whole number as Thrift's compact protocol writes it."""
    value, found = number << 1, bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def gzip_bomb(unpacked: int, repeated: bytes = b"female,1\n") -> bytes:
    """A file that is hundreds of times larger when it is unpacked."""
    return gzip.compress(b"sex,n\n" + repeated * (unpacked // len(repeated)), 6)


def sheet_bomb(unpacked: int) -> bytes:
    """A workbook whose sheet is one long run of empty rows."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        empty = as_xlsx(HEADER, ROWS)
        with zipfile.ZipFile(io.BytesIO(empty)) as real:
            for part in real.namelist():
                if not part.endswith("sheet1.xml"):
                    archive.writestr(part, real.read(part))
            whole = real.read("xl/worksheets/sheet1.xml")
        row = b"<row><c/></row>"
        head, _, tail = whole.partition(b"</sheetData>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(head)
            for _ in range(unpacked // (len(row) * 1000)):
                sheet.write(row * 1000)
            sheet.write(b"</sheetData>" + tail)
    return sink.getvalue()


def entity_bomb() -> bytes:
    """A workbook whose XML names ten to the ninth letters by entities of entities."""
    sink = io.BytesIO()
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>'
    )
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(HEADER, ROWS))) as real,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in real.namelist():
            content = real.read(part)
            archive.writestr(part, sheet if part.endswith("sheet1.xml") else content)
    return sink.getvalue()
