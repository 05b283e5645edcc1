"""A module behind a guard that does what it is told: `answer` as a library that misbehaves."""

import json
import os
import resource
import socket
from collections.abc import Callable, Mapping


def answer(content: bytes) -> bytes:
    return json.dumps(DEEDS[content.decode()]()).encode()


def _connect() -> str:
    try:
        socket.create_connection(("127.0.0.1", 9))
    except OSError as error:
        return str(error)
    return "connected"


def _spin() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    while True:
        pass


def _raise() -> None:
    raise ValueError("no")


DEEDS: Mapping[str, Callable[[], object]] = {
    "greet": lambda: "hello",
    "memory": lambda: len(bytearray(4 * 2**30)),
    "abort": os.abort,
    "raise": _raise,
    "write": lambda: "x" * 40 * 2**20,
    "spin": _spin,
    "connect": _connect,
    "environment": lambda: dict(os.environ),
    "limits": lambda: [resource.getrlimit(each)[0] for each in LIMITS],
    "kill helper": lambda: os.kill(os.getppid(), 9),
}
LIMITS = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE)
