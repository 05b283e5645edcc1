"""The child that reads hostile files: `python -m app.importers.counting.child FORMAT GZIP PATH`.

It may use so much memory and processor time, write no more than its last words, and keep few
files open. Slices leave it as an Arrow stream, trouble as JSON. When it dies, only this upload
fails.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

MEMORY = 1536 * 2**20
PROCESSOR_S = 120
# All that it writes to any file: its last words.
WORDS = 1_000_000
ROW = "row number"
LEFT_WITH_WORDS = 3


def limit(memory: int, processor_s: int, words: int) -> None:
    """Take the limits on; they cannot be raised again."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, processor_s),
        (resource.RLIMIT_FSIZE, words),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(name: str, gzip: str, path: str) -> int:
    """Read one file and write its slices to the standard output."""
    limit(MEMORY, PROCESSOR_S, WORDS)
    # After the limits: what is imported counts as well, and a threads' arena costs address space.
    from app.errors import AppError
    from app.importers.counting.slices import Limits

    try:
        _write(name, gzip == "gzip", path, Limits())
    except AppError as error:
        words = {
            "kind": type(error).__name__,
            "message": error.message,
            "problems": [asdict(each) for each in error.problems],
        }
        sys.stderr.write(json.dumps(words))
        return LEFT_WITH_WORDS
    return 0


def _write(name: str, gzip: bool, path: str, limits: object) -> None:
    import pyarrow as pa

    sink = pa.output_stream(sys.stdout.buffer)
    stream = None
    for batch in _batches(name, gzip, path, limits):
        if stream is None:
            options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=False)
            stream = pa.ipc.new_stream(sink, batch.schema, options=options)
        stream.write_batch(batch)
    if stream is not None:
        stream.close()
    sink.flush()


def _batches(name: str, gzip: bool, path: str, limits: object) -> Iterator[Any]:
    import io
    from typing import BinaryIO, cast

    import pyarrow as pa

    from app.importers.counting.arrow import number_array
    from app.importers.counting.formats import counts_formats
    from app.importers.counting.gzipped import Gunzipped, unpack_once
    from app.importers.counting.slices import Limits

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    assert isinstance(limits, Limits)  # noqa: S101  # imported only after the limits were taken on
    with open(path, "rb") as file:
        if gzip:
            unpack_once(file, limits)
        source = cast(BinaryIO, io.BufferedReader(Gunzipped(file, limits))) if gzip else file
        for each in counts_formats()[name].slices(source, limits):
            columns = [number_array(each.rows), *each.columns]
            yield pa.RecordBatch.from_arrays(columns, names=[ROW, *each.names])


def leave(code: int) -> None:
    """End without the interpreter's own end, in which a reader's threads may still be at work."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(*sys.argv[1:4]))
