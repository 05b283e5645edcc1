"""Callbacks and layouts run in a thread: one that is slow never holds the others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def offload(function: Callable[Given, Made]) -> Callable[Given, Awaitable[Made]]:
    """Make a coroutine function of a plain one; the event loop stays free while it runs."""

    @wraps(function)
    async def in_a_thread(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        return await asyncio.to_thread(function, *args, **kwargs)

    return in_a_thread
