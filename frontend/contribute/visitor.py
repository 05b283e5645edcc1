"""Who is signed in, and what the page says to those who are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller, Scope
from app.errors import Unauthorized
from app.language import N_, _
from app.services.access.sessions import identify_session, session_ends
from frontend.contribute.acts import act, entry
from frontend.hall import hall

_HOW = N_(
    "You stay signed in for at most {minutes} minutes. The key itself is not kept in this browser."
)
_SCOPES = {
    Scope.READ_PRIVATE: N_("reading drafts"),
    Scope.WRITE: N_("writing"),
    Scope.REVIEW: N_("reviewing"),
    Scope.ADMIN: N_("administering this site"),
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, until when; `over` where a session was there and is no longer good."""

    caller: Caller | None
    until: str = ""
    over: bool = False

    def may(self, scope: Scope) -> bool:
        """Whether the visitor is signed in and holds this scope."""
        return self.caller is not None and self.caller.may(scope)


def visitor() -> Visitor:
    """Return who sends this request."""
    secret = hall().session
    if not secret:
        return Visitor(None)
    try:
        caller = identify_session(hall().desk, secret)
    except Unauthorized:
        return Visitor(None, over=True)
    return Visitor(caller, session_ends(hall().desk, secret) or "")


def admitted(
    here: str, scopes: Sequence[Scope], why: str, room: Callable[[Caller], list[Component]]
) -> list[Component]:
    """Open a room to who holds these scopes; others sign in first, or are told why they may not."""
    found = visitor()
    if found.caller is None:
        return [sign_in(found)]
    if not all(map(found.may, scopes)):
        return [who(found, here), refused(why, scopes[-1])]
    return [who(found, here), *room(found.caller)]


def sign_in(found: Visitor) -> Component:
    """Ask for a key; one stays at the address that one came to."""
    over = html.P(_("Your session is over. Sign in again."), className="empty", role="status")
    minutes = hall().settings.session_minutes
    return html.Section(
        [
            over if found.over else None,
            html.H2(_("Sign in")),
            html.P([_("Here you need a key of your own. "), whom_to_ask()]),
            act(
                "sign-in", "POST", "/session", _("Sign in"), main=True,
                entries=[entry("token", _("Key"), "password")], hint=_(_HOW, minutes=minutes),
            ),
        ],
        className="sign-in",
    )  # fmt: skip


def who(found: Visitor, then: str) -> Component:
    """Say who is signed in and until when, with the way out and the other rooms."""
    caller = found.caller
    if caller is None:
        return html.Div()
    said = _(
        "Signed in as {name} ({role}) until {until} UTC.",
        name=caller.name, role=caller.role.value, until=found.until[11:16],
    )  # fmt: skip
    return html.Div(
        [
            html.P(said),
            *_rooms(found, then),
            act("sign-out", "DELETE", "/session", _("Sign out"), then=then),
        ],
        className="who",
    )


def _rooms(found: Visitor, here: str) -> list[Component]:
    """Lead to the pages that this visitor may use, but for the one that is open."""
    caller = found.caller
    rooms = (
        ("/contribute", _("Contribute"), found.may(Scope.WRITE)),
        ("/contribute/results", _("Bring results"), found.may(Scope.WRITE)),
        ("/contribute/review", _("Review"), found.may(Scope.REVIEW)),
        ("/contribute/log", _("Log"), found.may(Scope.REVIEW)),
        ("/contribute/keys", _("Keys"), found.may(Scope.WRITE)),
        ("/contribute/country", _("Figures of your country"), bool(caller and caller.focal_for)),
    )
    return [dcc.Link(words, href=href) for href, words, may in rooms if may and href != here]


def whom_to_ask() -> str:
    """Say who hands out keys, and how they are reached where this site says so."""
    contact = hall().settings.contact
    if contact:
        return _("Ask the people who run this site for one: {contact}.", contact=contact)
    return _("Ask the people who run this site for one.")


def refused(what: str, scope: Scope) -> Component:
    """Say that the key does not allow this, and what would."""
    said = [_("You need another key, for {deed}. ", deed=_(_SCOPES[scope])), whom_to_ask()]
    return html.Div([html.P(what), html.P(said)], className="empty", role="status", id="refused")
