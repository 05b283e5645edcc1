"""Expected trouble: one family of errors, with the same text at every door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, which rule, the value found, and a right example.

    Parameters
    ----------
    field : str
        Name of the field or parameter, or its path ("tables[2].cells[0].n").
    rule : str
        The rule in plain words ("must be a whole number, 0 or more").
    value : str
        What was found, shortened to 200 characters.
    example : str
        A value that would be right; empty where no single example helps.
    pointer : str
        The place as a JSON pointer ("/tables/2/cells/0/n"), of what was sent as JSON.
    """

    field: str
    rule: str
    value: str = ""
    example: str = ""
    pointer: str = ""

    def __str__(self) -> str:
        found = f"; found {self.value}" if self.value else ""
        example = f"; for example {self.example}" if self.example else ""
        return f"{self.field}: {self.rule}{found}{example}"


def problem(field: str, rule: str, value: object = "", example: str = "") -> Problem:
    """Make a problem, with the value shown shortly enough never to echo a whole input."""
    shown = value if isinstance(value, str) else repr(value)
    return Problem(field, rule, shown[:200], example)


class AppError(Exception):
    """Expected trouble with a title, an HTTP status, an exit code and a list of problems."""

    status = 500
    title = "Something went wrong"
    retry_after_s: int | None = None

    def __init__(self, message: str, problems: tuple[Problem, ...] | list[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {each}" for each in self.problems)])


class NotFound(AppError):
    """The thing asked for is not here."""

    status = 404
    title = "Not found"


class TooSlow(AppError):
    """The request did not arrive in time."""

    status = 408
    title = "The request came too slowly"


class Invalid(AppError):
    """The input breaks a rule."""

    status = 422
    title = "The request breaks a rule"


class Ambiguous(Invalid):
    """The question has several answers; the problems name them."""

    title = "The question has several answers"


class Conflict(AppError):
    """The state does not allow this."""

    status = 409
    title = "Conflict with the present state"


class Unauthorized(AppError):
    """No key was given, or one that is wrong, expired or revoked."""

    status = 401
    title = "A key is needed"


class Forbidden(AppError):
    """The key is good, and does not allow this."""

    status = 403
    title = "Not allowed"


class Gone(AppError):
    """The card was withdrawn; who did it, when and why is told."""

    status = 410
    title = "Withdrawn"


class PreconditionFailed(AppError):
    """What was to be changed has changed meanwhile."""

    status = 412
    title = "Changed meanwhile"


class UnsupportedMediaType(AppError):
    """The body is of a kind that this address does not take."""

    status = 415
    title = "Not a kind of content that is taken here"


class PreconditionRequired(AppError):
    """A change must say which state it was made from."""

    status = 428
    title = "Say which state is changed"


class TooManyRequests(AppError):
    """More was asked in a time than is allowed; reading is not affected."""

    status = 429
    title = "Too many requests"

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class TooLarge(AppError):
    """The input is larger than the limit."""

    status = 413
    title = "Too large"


class Unavailable(AppError):
    """The service cannot answer now: locked, full, too slow, or newer than this code."""

    status = 503
    title = "Not available at present"
    retry_after_s = 2


class StorageFull(AppError):
    """No room is left to write."""

    status = 507
    title = "No room left to store this"
