"""The command line of keys and of the log: who may write, and whether the log is whole."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from app.domain.access import Role, Scope
from app.services.access import keys
from app.services.access.keys import KeyShown, Wanted
from app.services.desk import Desk
from app.services.writing.log import verify

Add = Callable[..., argparse.ArgumentParser]
Work = Callable[[argparse.Namespace, Desk], str]
Run = Callable[[Work], Callable[..., None]]


def add_commands(commands: Any, add: Add, run: Run) -> None:
    """Add `key create | list | revoke` and `audit verify`; `run` says what a command returns."""
    inner = _group(commands, "key", "the keys of those who may write")
    _add_create(add(inner, "create", run(_create), "make a key; its token is shown this once"))
    add(inner, "list", run(_list), "list every key, without its token")
    found = add(inner, "revoke", run(_revoke), "end a key at once")
    found.add_argument("id", metavar="ID", help="public part of the key, as listed")
    inner = _group(commands, "audit", "the log of every write")
    found = add(inner, "verify", run(_verify), "say whether every event is as it was written")
    found.add_argument("--head", help="hash of an earlier head that must still be in the log")


def _group(commands: Any, name: str, words: str) -> Any:
    parser = commands.add_parser(name, help=words, description=words)
    return parser.add_subparsers(title="commands", required=True, metavar="COMMAND")


def _add_create(parser: argparse.ArgumentParser) -> None:
    scopes, roles = [each.value for each in Scope], [each.value for each in Role]
    parser.add_argument("--name", required=True, help="what the key is called (laptop)")
    parser.add_argument("--owner", help="whose it is (default: the name)")
    parser.add_argument(
        "--scope", action="append", choices=scopes, required=True, help="may be given again"
    )
    parser.add_argument("--days", type=int, default=90, help="until it expires (default: 90)")
    parser.add_argument("--role", choices=roles, default=Role.CONTRIBUTOR.value)
    parser.add_argument(
        "--focal-point", metavar="ISO3", help="the country that the owner speaks for"
    )


def _create(given: argparse.Namespace, desk: Desk) -> str:
    wanted = Wanted(
        name=given.name,
        owner=given.owner or given.name,
        scopes=tuple(given.scope),
        days=given.days,
        role=Role(given.role),
        focal_for=given.focal_point,
    )
    made = keys.create_key(desk, wanted)
    return f"{made.token}\nShown this once; not kept. {_told(made.key)}"


def _told(key: KeyShown) -> str:
    state = f"revoked {key.revoked_at}" if key.revoked_at else f"expires {key.expires_at}"
    used = key.last_used_at or "never"
    focal = f", focal point of {key.focal_for}" if key.focal_for else ""
    return (
        f"{key.id}: {key.name} of {key.owner} ({key.role}{focal}), {', '.join(key.scopes)}; "
        f"{state}; last used: {used}"
    )


def _list(_: argparse.Namespace, desk: Desk) -> str:
    found = keys.list_keys(desk)
    return "\n".join(_told(each) for each in found.items) or "There is no key yet."


def _revoke(given: argparse.Namespace, desk: Desk) -> str:
    return _told(keys.revoke_key(desk, given.id))


def _verify(given: argparse.Namespace, desk: Desk) -> str:
    found = verify(desk.store, given.head)
    return f"{found.events} events, none missing, none changed. Head: {found.head}"
