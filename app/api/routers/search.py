"""Search: one question over everything that has a page."""

from __future__ import annotations

from fastapi import Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, pairs_of, reply
from app.services import search as found
from app.services.catalogue.search_table import search_table

router = Router(tags=["search"])


@router.get("/search", response_model=found.SearchPage, openapi_extra=parameters(found.SEARCH))
@public
def read_search(request: Request, store: StoreDep) -> Response:
    """Datasets, models, evaluations, countries, regions and measures that hold these words."""
    return reply(request, found.search(store, pairs_of(request)), search_table)
