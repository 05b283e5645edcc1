"""Parts: rows of a run on disk, as Parquet files that are there wholly or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

UNFINISHED = ".part-"
SALT = "salt"
LARGEST_BYTES = 7 * 1024 * 1024  # a server takes 8 MiB at once unless it is set otherwise


def salt_in(folder: Path) -> bytes:
    """Return the secret of this site, made once; it stays here and is never sent."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SALT
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text("ascii"))
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return bytes.fromhex(path.read_text("ascii"))


def pseudonyms(salt: bytes, kind: str, names: Iterable[object]) -> Iterator[str]:
    """Yield what stands for ids outside: keyed, so that nobody without the salt finds them."""
    begun = hashlib.blake2b(f"{kind}\n".encode(), key=salt, digest_size=16)
    for name in names:
        made = begun.copy()  # half the time of a new one with its key
        made.update(str(name).encode())
        yield made.hexdigest()


def written(folder: Path) -> list[Path]:
    """Return the parts that are whole, in order; what was half written is removed."""
    for unfinished in folder.glob(f"{UNFINISHED}*"):
        unfinished.unlink()
    return sorted(folder.glob("rows-*.parquet"))


def write_part(folder: Path, number: int, table: pa.Table) -> Path:
    """Write a part so that it lasts, and is not seen before it is whole."""
    path = folder / f"rows-{number:05d}.parquet"
    part = folder / f"{UNFINISHED}{path.name}"
    with part.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    return path


def rows_hash(tables: Sequence[Path]) -> str:
    """Hash pseudonyms and truths of all cases: the same split has the same hash at one site."""
    lines = sorted(line for path in tables for line in _lines(path))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _lines(path: Path) -> Iterator[str]:
    names = [n for n in ("sample", "label", "truth") if n in pq.read_schema(path).names]
    for row in pq.read_table(path, columns=names).to_pylist():
        yield json.dumps([row[name] for name in names])


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file of weights, or of all files of a folder by name."""
    found = hashlib.sha256()
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    for each in files:
        if path.is_dir():
            found.update(f"{each.relative_to(path).as_posix()}\n".encode())
        with each.open("rb") as opened:
            while slice_ := opened.read(1 << 20):
                found.update(slice_)
    return found.hexdigest()


def read_json(path: Path) -> dict[str, Any]:
    """Read a small JSON file; empty where it is not there."""
    if not path.exists():
        return {}
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a small JSON file so that a reader finds the old content or the new."""
    part = path.with_name(f"{UNFINISHED}{path.name}")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(part, path)
