"""Duplicates: groups that come twice, however far apart, in memory that does not grow."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.importers.counting.slices import Ints

_PART = 2_000_000
Hashes = npt.NDArray[np.uint64]


class Keys:
    """Hashes of all groups of a file, eight bytes each, in a temporary file.

    The multipliers are drawn anew for every file, so nobody can prepare groups that collide; a
    hash that comes twice is only a suspicion, to be held against the groups themselves.

    Parameters
    ----------
    dims : int
        How many numbers make a group.
    """

    def __init__(self, dims: int) -> None:
        self._factors = np.array([secrets.randbits(64) | 1 for _ in range(dims)], dtype=np.uint64)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as this does
        self.count = 0

    def hashes(self, codes: Sequence[Ints]) -> Hashes:
        """Return one hash per group.

        Parameters
        ----------
        codes : sequence of ndarray of int64
            Per dimension, the number of each row's label.
        """
        found = np.zeros(len(codes[0]), dtype=np.uint64)
        for factor, each in zip(self._factors, codes, strict=True):
            found += (each.astype(np.uint64) + np.uint64(1)) * factor
            found ^= found >> np.uint64(29)
            found *= np.uint64(0xBF58476D1CE4E5B9)
        return found

    def add(self, codes: Sequence[Ints]) -> None:
        """Remember the groups of some rows."""
        found = self.hashes(codes)
        self._file.write(found.tobytes())
        self.count += len(found)

    def suspects(self) -> Hashes:
        """Return the hashes that came more than once, sorted."""
        parts = max(1, -(-self.count // _PART))
        found = [_repeated(self._part(part, parts)) for part in range(parts)]
        return np.unique(np.concatenate(found))

    def _part(self, part: int, parts: int) -> Hashes:
        """Read the hashes that fall into one of several equal ranges."""
        self._file.flush()
        self._file.seek(0)
        kept = []
        while block := self._file.read(8 * 500_000):
            each = np.frombuffer(block, dtype=np.uint64)
            share = (each >> np.uint64(32)) * np.uint64(parts) >> np.uint64(32)
            kept.append(each[share == part] if parts > 1 else each)
        return np.concatenate(kept) if kept else np.zeros(0, dtype=np.uint64)

    def close(self) -> None:
        """Let the temporary file go."""
        self._file.close()


def _repeated(hashes: Hashes) -> Hashes:
    ordered = np.sort(hashes)
    found: Hashes = ordered[1:][ordered[1:] == ordered[:-1]]
    return found
