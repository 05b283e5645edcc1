"""Evaluations: published results per group."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, as_file, pairs_of, reply
from app.services.catalogue import evaluations
from app.services.catalogue import model_answers as answers
from app.services.catalogue import model_tables as tables

router = Router(prefix="/evaluations", tags=["evaluations"])
EXAMPLE = "afzal-2023-kits19-nnunet"
Slug = Annotated[str, Path(description="Name of the evaluation.", examples=[EXAMPLE])]


@router.get(
    "",
    response_model=answers.EvaluationPage,
    openapi_extra=parameters(evaluations.EVALUATION_LIST),
)
@public
def list_evaluations(request: Request, store: StoreDep) -> Response:
    """Published evaluations; those found only in a repository are shown on request."""
    found = evaluations.evaluations(store, pairs_of(request), every=as_file(request))
    return reply(request, found, tables.evaluation_table)


@router.get(
    "/{slug}",
    response_model=answers.EvaluationDetail,
    openapi_extra=parameters(evaluations.EVALUATION_CARD),
)
@public
def read_evaluation(request: Request, store: StoreDep, slug: Slug) -> Response:
    """What one publication reports of one model on one dataset."""
    found = evaluations.evaluation(store, slug, pairs_of(request))
    return reply(request, found, tables.score_table)
