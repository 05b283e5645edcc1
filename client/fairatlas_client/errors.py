"""Expected trouble: one sentence, the problems with their places, and an exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    where : str
        File with line and column, or the field as the server names it.
    rule : str
        The rule in plain words.
    value : str
        What was found, shortened; empty where it could name a person.
    example : str
        A value that would be right.
    """

    where: str
    rule: str
    value: str = ""
    example: str = ""

    def __str__(self) -> str:
        found = f"; found {self.value}" if self.value else ""
        example = f"; for example {self.example}" if self.example else ""
        return f"{self.where}: {self.rule}{found}{example}"


class ClientError(Exception):
    """Expected trouble. `exit_code` is what the command ends with (docs/client.md)."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {each}" for each in self.problems)])


class BadInput(ClientError):
    """A file or an argument breaks a rule; nothing was sent."""

    exit_code = 3


class NotAllowed(ClientError):
    """The token is missing, wrong, expired or not allowed to do this (401, 403)."""

    exit_code = 4


class Refused(ClientError):
    """The server read the request and says no; sending it again would change nothing.

    `status` is the HTTP status, `state` what the server says the present state is.
    """

    exit_code = 5

    def __init__(
        self,
        message: str,
        problems: Sequence[Problem] = (),
        status: int = 0,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message, problems)
        self.status = status
        self.state = dict(state or {})


class Unreachable(ClientError):
    """The server cannot be reached or is busy; what was to be sent is kept in the outbox."""

    exit_code = 6


class Unsafe(ClientError):
    """A redirect, a certificate that does not hold, or a connection that is not encrypted."""

    exit_code = 7


class ExtraMissing(ClientError):
    """An optional package is needed for this."""

    exit_code = 8
