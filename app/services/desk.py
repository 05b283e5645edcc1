"""Desk: what every writing service needs: the store, the rules of the house, and the time."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.services.in_flight import InFlight
from app.settings import Settings
from app.store import Store


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """One per process; `now` is the clock, which a test may set."""

    store: Store
    settings: Settings
    now: Callable[[], datetime] = _now
    in_flight: InFlight = field(default_factory=InFlight)

    def stamp(self, after: timedelta = timedelta(0)) -> str:
        """Return the present time, or one after it, as text that sorts by time."""
        return stamp_of(self.now() + after)

    def hash_of(self, *parts: str) -> str:
        """Return a hash of a request that gives nothing away without the server's secret.

        From a plain hash, a body that is small or mostly known could be found by trying.
        """
        secret = self.settings.secret_key.get_secret_value().encode()
        return hmac.digest(secret, "\n".join(parts).encode(), "sha256").hex()


def stamp_of(moment: datetime) -> str:
    """Return a moment as text that sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
