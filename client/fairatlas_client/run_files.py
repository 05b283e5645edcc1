"""Files of a run: its parts as they are, or counts made of them where no row may leave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from fairatlas_client.errors import BadInput
from fairatlas_client.parts import LARGEST_BYTES
from fairatlas_client.score_counts import binned
from fairatlas_client.site_values import sendable

if TYPE_CHECKING:
    from fairatlas_client.run import Run

Files = dict[str, "Path | bytes"]


def files_of(run: Run, parts: Sequence[Path]) -> tuple[Files, dict[str, Any]]:
    """Return what is sent, and what is said of it beside the usual.

    Parameters
    ----------
    run : Run
    parts : sequence of Path

    Returns
    -------
    files : dict of str to Path or bytes
    more : dict
        With `counts_only`: level, edges and the site's own values.
    """
    if run.counts_only:
        return _counts(run, pa.concat_tables([pq.read_table(each) for each in parts]))
    files: Files = {}
    for part in parts:
        for content in _small_enough(part):
            files[f"{len(files):05d}.parquet"] = content
    return files, {}


def _small_enough(part: Path) -> list[Path | bytes]:
    """Split a part that a server would not take at once."""
    if part.stat().st_size <= LARGEST_BYTES:
        return [part]
    table = pq.read_table(part)
    pieces = part.stat().st_size // LARGEST_BYTES + 2
    step = -(-len(table) // pieces)
    return [packed(table.slice(start, step)) for start in range(0, len(table), step)]


def packed(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    held = pa.BufferOutputStream()
    pq.write_table(table, held, compression="zstd")
    content: bytes = held.getvalue().to_pybytes()
    return content


def _counts(run: Run, table: pa.Table) -> tuple[Files, dict[str, Any]]:
    if run.outcome != "binary" or "label" in table.column_names:
        raise BadInput("Only yes or no of one finding can be sent as counts alone")
    counts, edges, left_out = binned(table, run.attributes, run.threshold, run.least)
    if not len(counts):
        raise BadInput(f"No group is large enough to be sent (least: {run.least})")
    said = f"{left_out} groups were too small and stayed at the site." if left_out else None
    note = " ".join(filter(None, (run.protocol_note, said))) or None
    own = sendable(run.reported, table, counts)
    more = {"level": "counts", "edges": edges, "protocol_note": note, "reported": own}
    return {"00000.parquet": packed(counts)}, more
