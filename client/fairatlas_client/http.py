"""HTTP to one server: never past a redirect or a bad certificate; again only what is idempotent."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from fairatlas_client.answers import error_of
from fairatlas_client.errors import BadInput, ClientError, Unreachable, Unsafe

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
KEY_HEADER = "Idempotency-Key"
BUSY = frozenset({429, 502, 503, 504})
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Patience:
    """How often and how long to wait before one gives up.

    Parameters
    ----------
    tries : int
        Attempts in all, the first included.
    first_wait_s, longest_wait_s : float
        The wait doubles from the first to the longest, each shortened at random so that clients
        that failed together do not come back together. A Retry-After of the server is kept to,
        unless it is longer than `longest_wait_s`: then one gives up.
    timeout_s : float
        For connecting, and for each piece that is read or written.
    """

    tries: int = 5
    first_wait_s: float = 0.5
    longest_wait_s: float = 60.0
    timeout_s: float = 30.0

    def wait_s(self, attempt: int) -> float:
        """Seconds to wait after the given attempt (from 1)."""
        longest = min(self.longest_wait_s, self.first_wait_s * 2.0 ** (attempt - 1))
        return longest * random.uniform(0.5, 1)  # noqa: S311  # spreads load, guards nothing


@dataclass
class Server:
    """One FairAtlas server and the token it is spoken to with.

    Parameters
    ----------
    address : str
        "https://fairatlas.example"; http only for this machine.
    token : str or None
        Kept out of `repr`, of every message and of every file.
    patience : Patience
    pause : callable
        Called with seconds to wait.

    Raises
    ------
    Unsafe
        When the address is not https and not this machine.
    BadInput
        When the address is none.
    """

    address: str
    token: str | None = field(default=None, repr=False)
    patience: Patience = field(default_factory=Patience)
    pause: Callable[[float], None] = field(default=time.sleep, repr=False)

    def __post_init__(self) -> None:
        self.address = checked_address(self.address)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        self._client = httpx.Client(
            base_url=f"{self.address}/api/v1",
            headers={"Accept": "application/json", **headers},
            timeout=self.patience.timeout_s,
            follow_redirects=False,
        )

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send one request below /api/v1 and return an answer of 2xx.

        `more` goes to httpx: json, content (bytes, or a callable that opens it anew for every
        attempt), params, headers.

        Raises
        ------
        Unsafe, NotAllowed, Refused, Unreachable
        """
        headers: Mapping[str, str] = more.get("headers") or {}
        again = method in IDEMPOTENT or KEY_HEADER in headers
        return self._patiently(lambda: self._client.request(method, path, **_opened(more)), again)

    def fetch(self, path: str, to: Path) -> None:
        """Write what is at a path below /api/v1 into a file, which is there wholly or not at all.

        Raises
        ------
        Unsafe, NotAllowed, Refused, Unreachable
        """
        part = to.with_name(f".{to.name}.part")
        try:
            self._patiently(lambda: self._received(path, part), True)
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)

    def _received(self, path: str, to: Path) -> httpx.Response:
        with self._client.stream("GET", path) as answer:
            if answer.status_code != httpx.codes.OK:
                answer.read()
                return answer
            with to.open("wb") as file:
                for piece in answer.iter_bytes():
                    file.write(piece)
        return answer

    def _patiently(self, ask: Callable[[], httpx.Response], again: bool) -> httpx.Response:
        for attempt in range(1, self.patience.tries + 1):
            answer, trouble = self._attempt(ask)
            if answer is not None and answer.status_code not in BUSY:
                return _good(answer)
            wait = self._wait_s(attempt, answer)
            if not again or attempt == self.patience.tries or wait is None:
                break
            self.pause(wait)
        raise trouble or error_of(answer)

    def _attempt(
        self, ask: Callable[[], httpx.Response]
    ) -> tuple[httpx.Response | None, ClientError | None]:
        try:
            return ask(), None
        except (httpx.TransportError, httpx.DecodingError) as error:
            if is_about_certificates(error):
                raise Unsafe(f"The certificate of {self.address} does not hold: {error}") from None
            name = type(error).__name__
            return None, Unreachable(f"{self.address} cannot be reached ({name})")

    def _wait_s(self, attempt: int, answer: httpx.Response | None) -> float | None:
        """Seconds until the next attempt; None where the server asks for too long a wait."""
        asked = answer.headers.get("Retry-After", "") if answer is not None else ""
        if not asked.isdigit():
            return self.patience.wait_s(attempt)
        return float(asked) if float(asked) <= self.patience.longest_wait_s else None


def _opened(more: Mapping[str, Any]) -> dict[str, Any]:
    """Open what is sent anew, where it is a file."""
    given = dict(more)
    if callable(given.get("content")):
        given["content"] = given["content"]()
    return given


def checked_address(address: str) -> str:
    """Return the address without a slash at its end, if a token may be sent there."""
    no_address = BadInput("This is no address of a server; right is https://fairatlas.example")
    try:
        url = httpx.URL(address.rstrip("/"))
    except httpx.InvalidURL:
        raise no_address from None
    if url.userinfo:
        raise BadInput("The address must not hold a name or password.")
    if url.scheme == "http" and url.host not in THIS_MACHINE:
        raise Unsafe(f"{url.host} must be spoken to by https: a token would travel in the open")
    if url.scheme not in ("http", "https") or not url.host:
        raise no_address
    return str(url)


def is_about_certificates(error: BaseException) -> bool:
    """Whether a failed connection failed because of its encryption."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _good(answer: httpx.Response) -> httpx.Response:
    if answer.is_redirect or 300 <= answer.status_code < 400:
        host = httpx.URL(answer.headers.get("Location", "")).host or "another place"
        raise Unsafe(f"The server sends us on to {host}; nothing more was sent. Check the address.")
    if not answer.is_success:
        raise error_of(answer)
    return answer
