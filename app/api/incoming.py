"""Incoming: a body of any size on its way to the disk, and the threads that take it from there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

from fastapi import Request

from app.errors import TooLarge, TooSlow, problem
from app.services.bulk.spool import Spool
from app.settings import Settings

Made = TypeVar("Made")
_AT_ONCE = 1024 * 1024
_SMALL = 128 * 1024
_BYTES_PER_SECOND = 64_000
# Few at a time: each holds a slice of rows. They are not the threads that answer readers.
_LARGE_THREADS = ThreadPoolExecutor(2, "large-upload")
_SMALL_THREADS = ThreadPoolExecutor(8, "small-upload")


@asynccontextmanager
async def spooled(request: Request, settings: Settings) -> AsyncIterator[Spool]:
    """Receive the body into a file, which goes away at the end unless it is kept.

    Raises
    ------
    TooLarge, TooSlow, StorageFull
    """
    most = settings.largest_upload_bytes
    stated = request.headers.get("content-length", "0")
    if stated.isdigit() and int(stated[:20]) > most:
        rule = f"must be at most {most:,} bytes (FAIRATLAS_LARGEST_UPLOAD_BYTES)"
        raise TooLarge("The body is too large.", [problem("body", rule, stated[:20])])
    spool = await asyncio.to_thread(Spool, settings.upload_dir, most)
    try:
        await _receive(request, spool, settings.body_time_limit_s)
        yield spool
    finally:
        await asyncio.to_thread(spool.close)


async def _receive(request: Request, spool: Spool, limit_s: float) -> None:
    """Write what comes a megabyte at a time, in a thread: hashing would hold up everybody."""
    parts: list[bytes] = []
    held = 0
    begun = time.monotonic()
    stream = aiter(request.stream())
    while (part := await _next(stream, limit_s)) is not None:
        parts.append(part)
        held += len(part)
        if held >= _AT_ONCE:
            await asyncio.to_thread(spool.write, b"".join(parts))
            parts, held = [], 0
        if time.monotonic() - begun > limit_s + (spool.size + held) / _BYTES_PER_SECOND:
            raise _too_slow(limit_s)
    if parts and spool.size + held <= _SMALL:
        spool.write(b"".join(parts))  # quicker done than handed to a thread
    elif parts:
        await asyncio.to_thread(spool.write, b"".join(parts))


async def _next(stream: AsyncIterator[bytes], limit_s: float) -> bytes | None:
    try:
        return await asyncio.wait_for(anext(stream, None), limit_s)
    except TimeoutError:
        raise _too_slow(limit_s) from None


def _too_slow(limit_s: float) -> TooSlow:
    return TooSlow(
        f"The body came too slowly: nothing for {limit_s:g} seconds, or less than "
        f"{_BYTES_PER_SECOND // 1000} kB per second after these."
    )


async def in_upload_thread(spool: Spool, work: Callable[[], Made]) -> Made:
    """Do the work on a file in a thread that is kept for files of its size."""
    threads = _SMALL_THREADS if spool.size <= _SMALL else _LARGE_THREADS
    return await asyncio.get_running_loop().run_in_executor(threads, work)
