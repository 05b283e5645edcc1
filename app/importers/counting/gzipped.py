"""Gzip: unpacked while it is read, and never more of it than allowed."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from app.errors import Invalid, TooLarge, problem
from app.importers.counting.slices import Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS


def unpack_once(packed: BinaryIO, limits: Limits) -> None:
    """Unpack a file and keep nothing: a bomb is found before its rows are read, which takes longer.

    Parameters
    ----------
    packed : binary file
        Left at its start.
    limits : Limits

    Raises
    ------
    Invalid, TooLarge
        As `Gunzipped`.
    """
    unpacked, room = Gunzipped(packed, limits), bytearray(_CHUNK)
    while unpacked.readinto(room):
        pass
    packed.seek(0)


class Gunzipped(io.RawIOBase):
    """The unpacked text of a gzip file, read once from start to end.

    Parameters
    ----------
    packed : binary file
    limits : Limits

    Raises
    ------
    Invalid
        While reading, when it is no gzip file or ends too early.
    TooLarge
        While reading, when it unpacks to more than allowed, in all or per packed byte.
    """

    def __init__(self, packed: BinaryIO, limits: Limits) -> None:
        super().__init__()
        self._packed = packed
        self._limits = limits
        self._unpacker = zlib.decompressobj(_GZIP)
        self._read = 0
        self._made = 0
        self._rest = b""

    def readable(self) -> bool:
        """Whether it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer with unpacked bytes; 0 at the end."""
        view = memoryview(buffer)
        found = self._next(len(view))
        view[: len(found)] = found
        self._made += len(found)
        self._check()
        return len(found)

    def _next(self, most: int) -> bytes:
        while True:
            chunk = self._unpacker.unconsumed_tail or self._more()
            if not chunk:
                return self._ended()
            try:
                found = self._unpacker.decompress(chunk, most)
            except zlib.error:
                told = problem("table", "must be a gzip file, as Content-Encoding says")
                raise Invalid("The table is not readable.", [told]) from None
            if found:
                return found

    def _more(self) -> bytes:
        if self._unpacker.eof:
            self._rest, left = b"", self._unpacker.unused_data
            follows = left or self._packed.read(_CHUNK)
            if follows:
                self._unpacker = zlib.decompressobj(_GZIP)  # several files may follow each other
                self._read += 0 if left else len(follows)
            return follows
        found = self._packed.read(_CHUNK)
        self._read += len(found)
        return found

    def _ended(self) -> bytes:
        if not self._unpacker.eof:
            told = problem("table", "ends too early: the gzip file is not whole")
            raise Invalid("The table is not readable.", [told])
        return b""

    def _check(self) -> None:
        limits = self._limits
        dense = self._made > limits.ratio_from and self._made > limits.ratio * self._read
        if self._made > limits.unpacked_bytes or dense:
            rule = (
                f"must unpack to at most {limits.unpacked_bytes:,} bytes, and to at most "
                f"{limits.ratio} times its size"
            )
            raise TooLarge("The table is too large.", [problem("table", rule, f"{self._made:,}+")])
