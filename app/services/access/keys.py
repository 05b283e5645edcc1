"""Keys: bearer tokens, made, shown once, listed, revoked and recognised."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.access import ALLOWED, Caller, Role, Scope, held
from app.domain.iso3166 import ISO3
from app.errors import AppError, Forbidden, Invalid, NotFound, Problem, Unauthorized, problem
from app.services.desk import Desk
from app.store import Session
from app.store import access as stored
from app.store.audit import Event, log_event

LONGEST_DAYS = 366
_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,80}")
_TOKEN = re.compile(r"fairatlas_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
# Noted at most once a minute, so that reading with a key does not write all the time.
_NOTE_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key without its secret; `last_used_at` is exact to a minute."""

    id: str
    name: str
    owner: str
    role: Role
    focal_for: str | None
    scopes: tuple[str, ...]
    created_at: str
    expires_at: str
    last_used_at: str | None
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: the only time that the token is shown."""

    token: str
    key: KeyShown


@dataclass(frozen=True, slots=True)
class KeyList:
    """Keys, the oldest first."""

    items: tuple[KeyShown, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new key shall be."""

    name: str
    owner: str
    scopes: Collection[str]
    days: int
    role: Role = Role.CONTRIBUTOR
    focal_for: str | None = None


def create_key(desk: Desk, wanted: Wanted, by: str = "command line") -> NewKey:
    """Make a key, and its owner where there is none; an owner's role becomes the one given.

    Raises
    ------
    Invalid
        With everything that is wrong with what is wanted.
    """
    _check(wanted)
    with desk.store.writing() as session:
        owner = stored.save_account(session, wanted.owner, wanted.role, wanted.focal_for)
        return _made(session, desk, wanted, owner, by, "")


def create_own_key(desk: Desk, caller: Caller, wanted: Wanted) -> NewKey:
    """Make a further key of one's own, which allows no more than the present one."""
    beyond = sorted(set(wanted.scopes) - caller.scopes)
    if beyond:
        rule = f"must be among those of your own key ({', '.join(sorted(caller.scopes))})"
        raise Forbidden("A key cannot give more than it has.",
                        [problem("scopes", rule, ", ".join(beyond))])  # fmt: skip
    _check(wanted)
    owner = stored.StoredAccount(caller.account, caller.name, caller.role, caller.focal_for)
    with desk.store.writing() as session:
        return _made(session, desk, wanted, owner, caller.name, caller.key)


def _made(
    session: Session, desk: Desk, wanted: Wanted, owner: stored.StoredAccount, by: str, key: str
) -> NewKey:
    public, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    token = f"fairatlas_{public}_{secret}"
    made = stored.StoredKey(
        id=public,
        name=wanted.name,
        hash=_hash(token),
        scopes=tuple(sorted(wanted.scopes)),
        created_at=desk.stamp(),
        expires_at=desk.stamp(timedelta(days=wanted.days)),
        last_used_at=None,
        revoked_at=None,
        account=owner,
    )
    stored.save_key(session, made)
    log_event(session, Event("created", "key", public, after=made.hash), by, key, desk.stamp())
    return NewKey(token, _shown(made))


def _hash(token: str) -> str:
    """Hash a token of 256 random bits: nothing slower is needed where nothing can be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check(wanted: Wanted) -> None:
    problems: list[Problem] = []
    for field, value in (("name", wanted.name), ("owner", wanted.owner)):
        if not _NAME.fullmatch(value) or value != value.strip():
            problems.append(problem(field, "must be 1 to 80 printable characters", value, "ana"))
    allowed = ALLOWED[wanted.role]
    beyond = sorted(set(wanted.scopes) - allowed)
    if beyond or not wanted.scopes:
        rule = f"must be some of {', '.join(sorted(allowed))} for a {wanted.role}"
        problems.append(problem("scopes", rule, ", ".join(beyond), Scope.WRITE))
    if not 1 <= wanted.days <= LONGEST_DAYS:
        rule = f"must be a whole number from 1 to {LONGEST_DAYS}"
        problems.append(problem("days", rule, wanted.days, "90"))
    if wanted.focal_for is not None and wanted.focal_for not in ISO3:
        rule = "must be an ISO 3166-1 alpha-3 code (or XKX)"
        problems.append(problem("focal_for", rule, wanted.focal_for, "KEN"))
    if problems:
        raise Invalid("No such key can be made.", problems)


def _shown(key: stored.StoredKey) -> KeyShown:
    return KeyShown(
        id=key.id,
        name=key.name,
        owner=key.account.name,
        role=key.account.role,
        focal_for=key.account.focal_for,
        scopes=key.scopes,
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
    )


def list_keys(desk: Desk, caller: Caller | None = None) -> KeyList:
    """Return one's own keys; the command line (no caller) sees all."""
    with desk.store.reading() as session:
        found = stored.keys(session, account=caller.account if caller else None)
    return KeyList(tuple(_shown(each) for each in found), len(found))


def revoke_key(desk: Desk, key_id: str, caller: Caller | None = None) -> KeyShown:
    """End a key at once: one's own, any for an admin and for the command line."""
    everyone = caller is None or caller.may(Scope.ADMIN)
    with desk.store.writing() as session:
        found = [
            key for key in stored.keys(session, key_id=key_id)
            if everyone or key.account.id == caller.account  # type: ignore[union-attr]
        ]  # fmt: skip
        if not found:
            raise NotFound(f"There is no key {key_id[:40]!r} of yours.")
        stored.revoke_key(session, key_id, desk.stamp())
        by, key = (caller.name, caller.key) if caller else ("command line", "")
        event = Event("revoked", "key", key_id, before=found[0].hash)
        log_event(session, event, by, key, desk.stamp())
        return _shown(stored.keys(session, key_id=key_id)[0])


def identify(desk: Desk, token: str) -> Caller:
    """Return who holds this token; a key that was revoked is refused from that moment on.

    Raises
    ------
    Unauthorized
        When the token is none of ours, or its key is revoked or expired.
    """
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        raise Unauthorized(
            "What was given is not the token of a key. Whoever runs this site makes one: "
            "fairatlas key create"
        )
    with desk.store.reading() as session:
        found = stored.keys(session, key_id=parts[1])
    kept = found[0].hash if found else ""
    if not hmac.compare_digest(kept, _hash(token)):
        raise Unauthorized("There is no such key.")
    return caller_of(desk, found[0])


def caller_of(desk: Desk, key: stored.StoredKey) -> Caller:
    """Return who acts by a key that was recognised, if it is still good; its use is noted."""
    now = desk.now()
    if key.revoked_at is not None:
        raise Unauthorized("The key was revoked.")
    if _moment(key.expires_at) <= now:
        raise Unauthorized(f"The key expired at {key.expires_at}.")
    if key.last_used_at is None or now - _moment(key.last_used_at) >= _NOTE_AFTER:
        _note_use(desk, key.id)
    owner = key.account
    scopes = held(owner.role, key.scopes)
    return Caller(owner.id, owner.name, owner.role, scopes, key.id, owner.focal_for)


def _note_use(desk: Desk, key_id: str) -> None:
    try:
        with desk.store.writing() as session:
            stored.note_use(session, key_id, desk.stamp())
    except AppError:
        return  # a full disk or a busy writer keeps nobody from reading


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
