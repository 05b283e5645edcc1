"""Progress: a bar where somebody is looking, a line per thing where nobody is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

WIDTH = 30
SLICE = 1 << 16

Moved = Callable[[int], None]


@dataclass
class Bar:
    """A bar over bytes; `total` is known before the first is sent."""

    out: TextIO
    total: int
    moved: int = 0
    drawn: int = -1

    def __call__(self, more: int) -> None:
        """Move on by so many bytes (back, where an attempt begins anew)."""
        self.moved = max(0, min(self.total, self.moved + more))
        part = WIDTH if self.total == 0 else self.moved * WIDTH // self.total
        if self.out.isatty() and part != self.drawn:
            self.drawn = part
            percent = 100 if self.total == 0 else self.moved * 100 // self.total
            self.out.write(f"\r[{'#' * part}{'.' * (WIDTH - part)}] {percent:3d} %")
            self.out.flush()

    def end(self) -> None:
        """Leave the bar's line."""
        if self.out.isatty() and self.drawn >= 0:
            self.out.write("\n")
            self.out.flush()


def nothing(_: int) -> None:
    """Show nothing."""


def slices(path: Path, moved: Moved) -> Callable[[], Iterator[bytes]]:
    """Return what opens a file anew for every attempt and says how far it is."""
    sent = 0

    def opened() -> Iterator[bytes]:
        nonlocal sent
        moved(-sent)
        sent = 0
        with path.open("rb") as file:
            while piece := file.read(SLICE):
                yield piece
                sent += len(piece)
                moved(len(piece))

    return opened
