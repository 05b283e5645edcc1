"""Duplicates: groups that come twice, however far apart, in memory that does not grow."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.importers.counting.arrow import Ints

# Where each of sixteen equal ranges of hashes begins.
_EDGES = np.arange(16, dtype=np.uint64) << np.uint64(60)
Hashes = npt.NDArray[np.uint64]


class Keys:
    """Hashes of all groups of a file, eight bytes each, in a temporary file.

    The multipliers are drawn anew for every file, so nobody can prepare groups that collide; a
    hash that comes twice is only a suspicion, to be held against the groups themselves.

    Parameters
    ----------
    folder : Path
        Where the temporary file lies.
    """

    def __init__(self, folder: Path) -> None:
        self._factors: list[np.uint64] = []
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # it lives as long as this
        self._ranges: list[list[int]] = []
        self.count = 0

    def hashes(self, codes: Sequence[Ints]) -> Hashes:
        """Return one hash per group.

        Parameters
        ----------
        codes : sequence of ndarray of int64
            Per dimension, the number of each row's label.
        """
        while len(self._factors) < len(codes):
            self._factors.append(np.uint64(secrets.randbits(64) | 1))
        found = np.zeros(len(codes[0]), dtype=np.uint64)
        for factor, each in zip(self._factors, codes, strict=True):
            found += (each.astype(np.uint64) + np.uint64(1)) * factor
            found ^= found >> np.uint64(29)
            found *= np.uint64(0xBF58476D1CE4E5B9)
        return found

    def add(self, codes: Sequence[Ints]) -> None:
        """Remember the groups of some rows."""
        found = np.sort(self.hashes(codes))
        self._file.write(found.tobytes())
        cuts = [*np.searchsorted(found, _EDGES).tolist(), len(found)]
        self._ranges.append([self.count + cut for cut in cuts])
        self.count += len(found)

    def suspects(self) -> Hashes:
        """Return the hashes that came more than once, sorted."""
        self._file.flush()
        found = [_repeated(self._range(at)) for at in range(len(_EDGES))]
        return np.concatenate(found)

    def _range(self, at: int) -> Hashes:
        """Read the hashes of one of several equal ranges: together they may be too many."""
        found = [self._read(start=cuts[at], end=cuts[at + 1]) for cuts in self._ranges]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)

    def _read(self, start: int, end: int) -> Hashes:
        self._file.seek(8 * start)
        return np.frombuffer(self._file.read(8 * (end - start)), dtype=np.uint64)

    def close(self) -> None:
        """Let the temporary file go."""
        self._file.close()


def _repeated(hashes: Hashes) -> Hashes:
    hashes.sort()
    return np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
