"""References: the people whom datasets are held against."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, as_file, pairs_of, reply
from app.services.catalogue import other_tables as tables
from app.services.catalogue import references

router = Router(prefix="/references", tags=["references"])
EXAMPLE = "un-wpp-2024-2025"
Slug = Annotated[str, Path(description="Name of the reference.", examples=[EXAMPLE])]


@router.get("", response_model=references.ReferencePage)
@public
def list_references(request: Request, store: StoreDep) -> Response:
    """Every reference that can be chosen, and who is in it."""
    found = references.references(store, pairs_of(request))
    return reply(request, found, tables.reference_list_table)


@router.get(
    "/{slug}",
    response_model=references.ReferenceDetail,
    openapi_extra=parameters(references.REFERENCE_CARD),
)
@public
def read_reference(request: Request, store: StoreDep, slug: Slug) -> Response:
    """One reference and its rows."""
    found = references.reference(store, slug, pairs_of(request), every=as_file(request))
    return reply(request, found, tables.reference_table)
