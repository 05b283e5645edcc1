"""Datasets: the list, a card, its revisions, its printed numbers and its lineage."""

from __future__ import annotations

from fastapi import Request, Response

from app.api.describe import Slug, parameters
from app.api.permissions import Router, public
from app.api.reply import DeskDep, StoreDep, as_file, format_asked, handed, pairs_of, reply
from app.services.catalogue import answers, datasets
from app.services.catalogue import dataset_tables as tables
from app.services.catalogue.dataset_filters import DATASET_LIST
from app.services.exchange.handing_out import card_file
from app.services.files import CARD_MEDIA, CARD_SUFFIXES, CARD_TITLES

JSON = "application/json"
_ENDINGS = "\n".join(f"- `{suffix}`: {CARD_TITLES[name]}" for name, suffix in CARD_SUFFIXES.items())
_CARD = f"""The whole card of one dataset, as it stands or as it stood.

Beside the formats of tables, the card is handed out in those of others, by the suffix:

{_ENDINGS}"""

router = Router(prefix="/datasets", tags=["datasets"])


@router.get("", response_model=answers.DatasetPage, openapi_extra=parameters(DATASET_LIST))
@public
def list_datasets(request: Request, store: StoreDep) -> Response:
    """Datasets, aggregates and cohorts, filtered and sorted."""
    found = datasets.datasets(store, pairs_of(request), every=as_file(request))
    return reply(request, found, tables.dataset_table)


@router.get(
    "/{slug}",
    response_model=answers.DatasetDetail,
    openapi_extra=parameters(datasets.DATASET_CARD),
    description=_CARD,
    responses={200: {"content": {media: {} for media in set(CARD_MEDIA.values()) - {JSON}}}},
)
@public
def read_dataset(request: Request, store: StoreDep, desk: DeskDep, slug: Slug) -> Response:
    """The whole card of one dataset, as it stands or as it stood."""
    if (shape := format_asked(request)) in CARD_SUFFIXES:
        return handed(card_file(store, slug, shape, pairs_of(request), desk.settings.origin))
    found = datasets.dataset(store, slug, pairs_of(request))
    return reply(request, found, tables.dataset_card_table)


@router.get("/{slug}/revisions", response_model=answers.RevisionPage)
@public
def list_revisions(request: Request, store: StoreDep, slug: Slug) -> Response:
    """Every content that a card has had, and the releases that show it."""
    found = datasets.revisions(store, slug, pairs_of(request))
    return reply(request, found, tables.revision_table)


@router.get(
    "/{slug}/counts",
    response_model=answers.CountPage,
    openapi_extra=parameters(datasets.DATASET_CARD),
)
@public
def list_counts(request: Request, store: StoreDep, slug: Slug) -> Response:
    """Every printed number that we hold of a dataset, each with its source."""
    found = datasets.counts(store, slug, pairs_of(request))
    return reply(request, found, tables.count_table)


@router.get("/{slug}/lineage", response_model=answers.LineageShown)
@public
def read_lineage(request: Request, store: StoreDep, slug: Slug) -> Response:
    """What a dataset reuses, what reuses it, and who may hold the same people."""
    found = datasets.lineage(store, slug, pairs_of(request))
    return reply(request, found, tables.lineage_table)
