"""Keys and sessions: what opens the door, for oneself."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.body import AskedDep, DocumentDep
from app.api.describe import accepts
from app.api.permissions import CallerDep, Router, needs, public
from app.api.reply import DeskDep
from app.api.routers.drafts import private
from app.api.signing_in import refuse_guesses
from app.domain.access import Scope
from app.services.access import keys, sessions, wanted
from app.services.files import JSON_MEDIA_TYPE, to_json

router = Router(tags=["keys"])
KeyId = Annotated[str, Path(description="Public part of the key.", examples=["0a1b2c3d4e5f"])]
_KEY = accepts({"name": "laptop", "scopes": ["write"], "days": 30})
_TOKEN = accepts({"token": "fairatlas_..."})


@router.get("/keys", response_model=keys.KeyList)
@needs(Scope.READ_PRIVATE)
def list_keys(desk: DeskDep, caller: CallerDep) -> Response:
    """Your keys, with when each was last used; never the tokens."""
    return private(keys.list_keys(desk, caller))


@router.post("/keys", status_code=201, response_model=keys.NewKey, openapi_extra=_KEY)
@needs(Scope.WRITE)
def create_key(desk: DeskDep, caller: CallerDep, sent: DocumentDep) -> Response:
    """Make a further key of your own. Its token is shown this once and is not kept."""
    made = keys.create_own_key(desk, caller, wanted.read_wanted(sent, caller))
    headers = {"Cache-Control": "no-store"}
    return Response(to_json(made), 201, headers=headers, media_type=JSON_MEDIA_TYPE)


@router.delete("/keys/{key_id}", response_model=keys.KeyShown)
@needs(Scope.WRITE)
def revoke_key(desk: DeskDep, caller: CallerDep, key_id: KeyId, asked: AskedDep) -> Response:
    """End a key of yours at once; an admin may end any."""
    return private(keys.revoke_key(desk, key_id, caller))


@router.post("/session", status_code=201, response_model=sessions.SignedIn, openapi_extra=_TOKEN)
@public
def sign_in(request: Request, desk: DeskDep, sent: DocumentDep) -> Response:
    """Open a session with a token: a cookie that only this site's pages send, for an hour."""
    token = wanted.read_token(sent)
    with refuse_guesses(request):
        secret, who = sessions.sign_in(desk, token)
    answer = private(who)
    answer.status_code = 201
    answer.set_cookie(
        sessions.COOKIE,
        secret,
        max_age=desk.settings.session_minutes * 60,
        path="/",
        secure=desk.settings.production or request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@router.get("/session", response_model=sessions.SignedIn)
@needs(Scope.READ_PRIVATE)
def read_session(request: Request, desk: DeskDep, caller: CallerDep) -> Response:
    """Who you are, what your key allows, and until when the session lasts."""
    cookie = request.cookies.get(sessions.COOKIE)
    ends = sessions.session_ends(desk, cookie) if cookie else None
    return private(sessions.signed_in(caller, ends))


@router.delete("/session", response_model=sessions.SignedIn)
@needs(Scope.READ_PRIVATE)
def sign_out(request: Request, desk: DeskDep, caller: CallerDep, asked: AskedDep) -> Response:
    """End your session at once."""
    cookie = request.cookies.get(sessions.COOKIE)
    if cookie:
        sessions.sign_out(desk, cookie, caller)
    answer = private(sessions.signed_in(caller, None))
    answer.delete_cookie(sessions.COOKIE, path="/", httponly=True, samesite="strict")
    return answer
