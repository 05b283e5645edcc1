"""Places: countries and regions, with what is counted there."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.describe import parameters
from app.api.permissions import Router, public
from app.api.reply import StoreDep, pairs_of, reply
from app.services.catalogue import other_tables as tables
from app.services.catalogue import places

router = Router(tags=["places"])
Iso3 = Annotated[str, Path(description="ISO 3166-1 alpha-3, or XKX.", examples=["BRA"])]


@router.get(
    "/countries",
    response_model=places.CountryPage,
    openapi_extra=parameters(places.COUNTRY_LIST),
)
@public
def list_countries(request: Request, store: StoreDep) -> Response:
    """Every country with what is counted there: the figures of the world map."""
    return reply(request, places.countries(store, pairs_of(request)), tables.country_table)


@router.get(
    "/countries/{iso3}",
    response_model=places.CountryDetail,
    openapi_extra=parameters(places.COUNTRY_CARD),
)
@public
def read_country(request: Request, store: StoreDep, iso3: Iso3) -> Response:
    """One country: what is counted there, and which sets hold it."""
    found = places.country(store, iso3, pairs_of(request))
    return reply(request, found, tables.holding_table)


@router.get(
    "/regions", response_model=places.RegionPage, openapi_extra=parameters(places.REGION_LIST)
)
@public
def list_regions(request: Request, store: StoreDep) -> Response:
    """Regions, which are not the sums of their countries."""
    return reply(request, places.regions(store, pairs_of(request)), tables.region_table)
