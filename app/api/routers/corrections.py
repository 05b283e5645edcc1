"""Corrections: anybody says what is wrong with a published number; reviewers answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.body import AskedDep, DocumentDep, told
from app.api.describe import accepts, parameters
from app.api.limits import Limits, address_of
from app.api.permissions import CallerDep, Router, needs, public
from app.api.reply import DeskDep, StoreDep, pairs_of
from app.api.routers.drafts import private
from app.domain.access import Scope
from app.services.writing import corrections, log

router = Router(tags=["corrections"])
Number = Annotated[int, Path(ge=1, le=2**53, description="Number of it.", examples=[1])]
_ANSWER = accepts({"state": "open"})


@router.get(
    "/corrections",
    response_model=corrections.CorrectionList,
    openapi_extra=parameters(corrections.CORRECTIONS),
)
@public
def list_corrections(request: Request, store: StoreDep) -> Response:
    """What people say is wrong with published numbers, and what became of it."""
    return private(corrections.listed(store, pairs_of(request)))


@router.post(
    "/corrections",
    status_code=201,
    response_model=corrections.CorrectionShown,
    openapi_extra=accepts(corrections.EXAMPLE),
)
@public
def file_correction(
    request: Request, desk: DeskDep, sent: DocumentDep, asked: AskedDep
) -> Response:
    """Say what is wrong with a published number. It is marked at once, and read by a reviewer."""
    limits: Limits = request.app.state.limits
    limits.take_correction(address_of(request.scope))
    return told(corrections.file(desk, sent, asked))


@router.get("/corrections/{number}", response_model=corrections.CorrectionRead)
@needs(Scope.REVIEW)
def read_correction(desk: DeskDep, number: Number) -> Response:
    """One correction with all that was filed, for who reviews it."""
    return private(corrections.read_one(desk, number))


@router.patch(
    "/corrections/{number}", response_model=corrections.CorrectionShown, openapi_extra=_ANSWER
)
@needs(Scope.REVIEW)
def answer_correction(
    desk: DeskDep, caller: CallerDep, number: Number, sent: DocumentDep, asked: AskedDep
) -> Response:
    """Let a correction be seen (open), or accept or decline it, with why."""
    return told(corrections.answer(desk, caller, number, sent, asked))


@router.get("/audit", response_model=log.LogPage, openapi_extra=parameters(log.LOG), tags=["audit"])
@needs(Scope.REVIEW)
def read_log(request: Request, store: StoreDep) -> Response:
    """Every write: who, when, what, and the hash that chains it to the one before."""
    return private(log.read_log(store, pairs_of(request)))
