"""Imports: files in the formats of others, read into a card; nothing is stored."""

from __future__ import annotations

from fastapi import Response

from app.api.body import DocumentDep
from app.api.describe import STORES_NOTHING, accepts
from app.api.permissions import CallerDep, Router, needs
from app.api.reply import DeskDep
from app.api.routers.drafts import private
from app.domain.access import Scope
from app.services.exchange.bringing import FILES_EXAMPLE, Brought, bring
from app.services.exchange.results import EXAMPLE, BroughtResults, bring_results

router = Router()


@router.post(
    "/imports",
    tags=["writing datasets"],
    response_model=Brought,
    openapi_extra=accepts(FILES_EXAMPLE) | STORES_NOTHING,
)
@needs(Scope.WRITE)
def read_files(desk: DeskDep, caller: CallerDep, sent: DocumentDep) -> Response:
    """Read files of a dataset: what was taken, what was left, what contradicts the stored card."""
    return private(bring(desk, caller, sent))


@router.post(
    "/imports/results",
    tags=["writing evaluations"],
    response_model=BroughtResults,
    openapi_extra=accepts(EXAMPLE) | STORES_NOTHING,
)
@needs(Scope.WRITE)
def read_results_file(caller: CallerDep, sent: DocumentDep) -> Response:
    """Read a published table of results into an evaluation card: what was taken and left."""
    return private(bring_results(sent))
