"""Keys of one's own: made, shown once, listed with their last use, and ended."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from app.domain.access import Caller, Scope
from app.language import N_, _
from app.services.access.keys import KeyShown, list_keys
from frontend.contribute.acts import act, chosen, entry
from frontend.hall import hall

PATH = "/contribute/keys"
_DAYS = (30, 7, 90, 366)
_WHY = N_(
    "A key lets a program write in your name. Make one for each program or machine, so that each "
    "can be ended alone; a key gives no more than the one that you have signed in with."
)
_SCOPES = {
    Scope.READ_PRIVATE: N_("read drafts"),
    Scope.WRITE: N_("write drafts"),
    Scope.REVIEW: N_("review"),
    Scope.ADMIN: N_("administer"),
}


def own_keys(caller: Caller) -> list[Component]:
    """Offer a new key, and list those there are."""
    found = sorted(list_keys(hall().desk, caller).items, key=lambda each: each.revoked_at or "")
    good = [each for each in found if each.revoked_at is None]
    over = [html.Li(_line(each, caller)) for each in found if each.revoked_at is not None]
    return [
        html.H2(_("A new key")),
        html.P(_(_WHY)),
        _new(caller),
        html.H2(_("Your keys")),
        html.Ul(
            [html.Li([*_line(each, caller), _ending(each, caller)]) for each in good], id="keys"
        ),
        html.Details([html.Summary(_("Keys that were ended ({n})", n=len(over))), html.Ul(over)])
        if over
        else None,
    ]


def _new(caller: Caller) -> Component:
    sets = [_told(scopes) for scopes in _sets(caller)]
    days = [(str(n), _("{n} days", n=n)) for n in _DAYS]
    return act(
        "new-key", "POST", "/keys", _("Make the key"), main=True, then=PATH,
        entries=[
            entry("name", _("What it is for"), "text", hint=_("A program, or a machine.")),
            chosen("scopes", _("What it allows"), sets),
            chosen("days", _("Good for"), days),
        ],
        done=[_("This is the key. It is shown this once: keep it now."), "{token}"],
        onward=_("I have kept it: back to my keys"),
    )  # fmt: skip


def _sets(caller: Caller) -> Iterator[list[str]]:
    """Yield what a key may allow, each with all that is less: the usual one for programs first."""
    held = [scope for scope in _SCOPES if caller.may(scope)]
    ends = [n for n in (2, 1, 3, 4) if n <= len(held)]
    yield from ([scope.value for scope in held[:end]] for end in ends)


def _told(scopes: list[str]) -> tuple[str, str]:
    return json.dumps(scopes), ", ".join(_(_SCOPES[Scope(each)]) for each in scopes)


def _line(key: KeyShown, caller: Caller) -> list[Component | str]:
    used = (key.last_used_at or "")[:16].replace("T", " ")
    said = [
        _("allows: {scopes}", scopes=", ".join(_(_SCOPES[Scope(each)]) for each in key.scopes)),
        _("made {day}", day=key.created_at[:10]),
        _("ended {day}", day=key.revoked_at[:10])
        if key.revoked_at
        else _("good until {day}", day=key.expires_at[:10]),
        _("last used {at} UTC", at=used) if used else _("never used"),
    ]
    mine = _(" (you are signed in with it)") if key.id == caller.key else ""
    return [html.B(key.name), f" {key.id}{mine}: ", "; ".join(said), "."]


def _ending(key: KeyShown, caller: Caller) -> Component:
    words = _("End the key “{name}”", name=key.name)
    mine = _("You are then signed out, and every program that uses it is stopped.")
    hint = mine if key.id == caller.key else ""
    return act(f"end-{key.id}", "DELETE", f"/keys/{key.id}", words, hint=hint, then=PATH)
