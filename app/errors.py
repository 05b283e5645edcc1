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
    """

    field: str
    rule: str
    value: str = ""
    example: str = ""

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


class TooLarge(AppError):
    """The input is larger than the limit."""

    status = 413
    title = "Too large"


class Unavailable(AppError):
    """The service cannot answer now: locked, full, too slow, or newer than this code."""

    status = 503
    title = "Not available at present"


class StorageFull(AppError):
    """No room is left to write."""

    status = 507
    title = "No room left to store this"
