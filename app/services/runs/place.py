"""Place: files of runs on local disk or on any store that fsspec knows, by their content."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.domain.run import RunFile
from app.engine.stores import store_at
from app.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of one run, as an address of fsspec: "var/runs/ab12" or "s3://bucket/runs/ab12"."""

    address: str

    def put(self, file: RunFile, content: bytes) -> None:
        """Write a file so that it is there wholly, or not at all."""
        with _in_words():
            system, folder = store_at(self.address)
            system.makedirs(folder, exist_ok=True)
            part = f"{folder}/.part-{uuid.uuid4().hex}"
            system.pipe_file(part, content)
            system.mv(part, f"{folder}/{_name(file)}")

    def address_of(self, file: RunFile) -> str:
        """Return where a file is, for those who read many at once; local ones are absolute."""
        with _in_words():
            system, folder = store_at(self.address)
            return str(system.unstrip_protocol(f"{folder}/{_name(file)}"))

    def read(self, file: RunFile) -> io.BytesIO:
        """Return the content of a file, if it is still what was put there.

        Raises
        ------
        Unavailable
            When it cannot be read, or has changed.
        """
        with _in_words():
            system, folder = store_at(self.address)
            content: Any = system.cat_file(f"{folder}/{_name(file)}")
        if sha256(content).hexdigest() != file.sha256:
            raise Unavailable(f"File {file.number + 1} of the run is no longer what was uploaded.")
        return io.BytesIO(content)


def _name(file: RunFile) -> str:
    return f"{file.number:05d}-{file.sha256}.parquet"


@contextmanager
def _in_words() -> Iterator[None]:
    """Say that the store is out of reach without its address, which may hold a secret."""
    try:
        yield
    except OSError as error:
        name = type(error).__name__
        raise Unavailable(f"The store of prediction files does not answer ({name}).") from None
