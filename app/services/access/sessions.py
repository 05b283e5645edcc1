"""Sessions: signing in on the page with a token; short, and ended by the server at once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from app.domain.access import Caller, Role
from app.errors import Unauthorized
from app.services.access.keys import caller_of, identify
from app.services.desk import Desk
from app.store import access as stored
from app.store.audit import Event, log_event

COOKIE = "fairatlas_session"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, what the key allows, and until when."""

    name: str
    role: Role
    scopes: tuple[str, ...]
    focal_for: str | None
    expires_at: str | None


def sign_in(desk: Desk, token: str) -> tuple[str, SignedIn]:
    """Open a session for who holds the token; return the secret of its cookie.

    Raises
    ------
    Unauthorized
        When the token is not good.
    """
    caller = identify(desk, token)
    secret = secrets.token_urlsafe(32)
    with desk.store.writing() as session:
        key = stored.keys(session, key_id=caller.key)[0]
        ends = min(desk.stamp(timedelta(minutes=desk.settings.session_minutes)), key.expires_at)
        stored.save_session(session, _hash(secret), caller.key, ends, desk.stamp())
        event = Event("signed in", "session", caller.key)
        log_event(session, event, caller.name, caller.key, desk.stamp())
    return secret, signed_in(caller, ends)


def signed_in(caller: Caller, ends: str | None) -> SignedIn:
    """Say who a caller is."""
    scopes = tuple(sorted(caller.scopes))
    return SignedIn(caller.name, caller.role, scopes, caller.focal_for, ends)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def identify_session(desk: Desk, secret: str) -> Caller:
    """Return who has opened a session.

    Raises
    ------
    Unauthorized
        When it is over, was ended, or its key is no longer good.
    """
    with desk.store.reading() as session:
        found = stored.session_key(session, _hash(secret), desk.stamp())
        keys = stored.keys(session, key_id=found[0]) if found else ()
    if not keys:
        raise Unauthorized("The session is over. Sign in again.")
    return caller_of(desk, keys[0])


def session_ends(desk: Desk, secret: str) -> str | None:
    """Return when a session ends; None where there is none."""
    with desk.store.reading() as session:
        found = stored.session_key(session, _hash(secret), desk.stamp())
    return found[1] if found else None


def sign_out(desk: Desk, secret: str, caller: Caller) -> None:
    """End a session at once."""
    with desk.store.writing() as session:
        stored.end_session(session, _hash(secret))
        event = Event("signed out", "session", caller.key)
        log_event(session, event, caller.name, caller.key, desk.stamp())
