"""Access: what a key may allow, and what each role may do at most."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """One thing that a key allows. Reading what is published needs none."""

    READ_PRIVATE = "read:private"
    WRITE = "write"
    REVIEW = "review"
    ADMIN = "admin"


class Role(StrEnum):
    """What an account is: a contributor has drafts of its own, a reviewer sees all of them."""

    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    ADMIN = "admin"


ALLOWED: Mapping[Role, frozenset[Scope]] = {
    Role.CONTRIBUTOR: frozenset({Scope.READ_PRIVATE, Scope.WRITE}),
    Role.REVIEWER: frozenset({Scope.READ_PRIVATE, Scope.WRITE, Scope.REVIEW}),
    Role.ADMIN: frozenset(Scope),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an account, by one of its keys.

    Parameters
    ----------
    account : int
    name : str
        Name of the account; it stands in the audit log and, of published cards, in public.
    role : Role
    scopes : frozenset of Scope
        What the key allows and the role may: never more than both.
    key : str
        Public part of the key; empty for the command line.
    focal_for : str or None
        ISO 3166-1 alpha-3 of the country that the account speaks for.
    """

    account: int
    name: str
    role: Role
    scopes: frozenset[Scope]
    key: str = ""
    focal_for: str | None = None

    def may(self, scope: Scope) -> bool:
        """Whether the caller holds this scope."""
        return scope in self.scopes


def held(role: Role, scopes: Collection[str]) -> frozenset[Scope]:
    """Return the scopes that a key of an account of this role really has.

    Parameters
    ----------
    role : Role
    scopes : collection of str
        What the key was made with, when the role may have been another.

    Returns
    -------
    frozenset of Scope
    """
    return ALLOWED[role] & {Scope(each) for each in scopes}
