"""Limits: how often one key and one address may write. Reading is never counted.

Counted per process: with several workers, each allows the rate. That keeps an honest mistake from
filling the queue; who needs one number for a whole site sets it in the proxy before it.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import Scope

from app.errors import TooManyRequests

_MOST_KNOWN = 10_000
# Wrong keys from one address: enough for mistakes, too few for guessing.
_WRONG_KEYS, _WRONG_KEYS_S = 10, 300.0
_CORRECTIONS, _CORRECTIONS_S = 10, 3600.0
# Several people may sit behind one address.
_PER_ADDRESS = 4


class Buckets:
    """Leaky buckets by name: each holds `size` and empties in `seconds`; bounded in number."""

    def __init__(self, size: int, seconds: float, clock: Callable[[], float]) -> None:
        self.size = size
        self.each = seconds / size
        self._clock = clock
        self._lock = threading.Lock()
        self._full_until: OrderedDict[str, float] = OrderedDict()

    def wait(self, name: str) -> float:
        """Return how many seconds this name has to wait; 0 where there is room."""
        with self._lock:
            return self._wait(name, self._clock())

    def _wait(self, name: str, now: float) -> float:
        level = max(self._full_until.get(name, now), now) - now
        return max(0.0, level + self.each - self.size * self.each)

    def take(self, name: str) -> float:
        """Take one place, or return how long to wait for it."""
        with self._lock:
            now = self._clock()
            wait = self._wait(name, now)
            if wait == 0:
                until = max(self._full_until.pop(name, now), now) + self.each
                self._full_until[name] = until
                if len(self._full_until) > _MOST_KNOWN:
                    self._full_until.popitem(last=False)
            return wait


class Limits:
    """All rates of one process; `clock` gives seconds, `mercy` multiplies what strangers may do."""

    def __init__(
        self, per_minute: int, clock: Callable[[], float] = time.monotonic, mercy: int = 1
    ) -> None:
        self._keys = Buckets(per_minute, 60, clock)
        self._addresses = Buckets(per_minute * _PER_ADDRESS, 60, clock)
        self._wrong_keys = Buckets(_WRONG_KEYS * mercy, _WRONG_KEYS_S, clock)
        self._corrections = Buckets(_CORRECTIONS * mercy, _CORRECTIONS_S, clock)

    def take_write(self, key: str) -> None:
        """Count a change by one key."""
        _refuse(self._keys.take(key), "This key has sent as many changes as are allowed.")

    def take_address(self, address: str) -> None:
        """Count a change from one address."""
        _refuse(self._addresses.take(address), "This address sends too many changes.")

    def take_correction(self, address: str) -> None:
        """Count a correction from one address."""
        _refuse(self._corrections.take(address), "This address has filed many corrections.")

    def note_wrong_key(self, address: str) -> None:
        """Count a wrong key."""
        self._wrong_keys.take(address)

    def refuse_guessing(self, address: str) -> None:
        """Refuse an address that has sent many wrong keys."""
        _refuse(self._wrong_keys.wait(address), "Too many wrong keys came from this address.")


def _refuse(wait: float, words: str) -> None:
    if wait > 0:
        raise TooManyRequests(f"{words} Reading without a key goes on.", math.ceil(wait))


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
