"""Models: the list, a card, and what a model learned from."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, as_file, pairs_of, reply
from app.services.catalogue import model_answers as answers
from app.services.catalogue import model_tables as tables
from app.services.catalogue import models

router = Router(prefix="/models", tags=["models"])
Slug = Annotated[str, Path(description="Name of the card.", examples=["retfound"])]


@router.get("", response_model=answers.ModelPage, openapi_extra=parameters(models.MODEL_LIST))
@public
def list_models(request: Request, store: StoreDep) -> Response:
    """Foundation models with a card."""
    found = models.models(store, pairs_of(request), every=as_file(request))
    return reply(request, found, tables.model_table)


@router.get(
    "/{slug}", response_model=answers.ModelDetail, openapi_extra=parameters(models.MODEL_CARD)
)
@public
def read_model(request: Request, store: StoreDep, slug: Slug) -> Response:
    """The whole card of one model, as it stands or as it stood."""
    found = models.model(store, slug, pairs_of(request))
    return reply(request, found, tables.model_card_table)


@router.get("/{slug}/mix", response_model=answers.Mix, openapi_extra=parameters(models.MODEL_CARD))
@public
def read_mix(request: Request, store: StoreDep, slug: Slug) -> Response:
    """The parts that a model learned from, as printed, with the weight of each."""
    return reply(request, models.mix(store, slug, pairs_of(request)), tables.mix_table)
