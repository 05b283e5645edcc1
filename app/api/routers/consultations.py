"""Consultations: what a country's focal point is asked about before it is released."""

from __future__ import annotations

from fastapi import Response

from app.api.permissions import CallerDep, Router, needs
from app.api.reply import DeskDep
from app.api.routers.drafts import Revision, Slug, private
from app.domain.access import Scope
from app.services.writing import consulting

router = Router(prefix="/consultations", tags=["consultations"])


@router.get("", response_model=consulting.Consultations)
@needs(Scope.READ_PRIVATE)
def list_consultations(desk: DeskDep, caller: CallerDep) -> Response:
    """What your country is asked about now, and what has become of what you said."""
    return private(consulting.consultations(desk, caller))


@router.get("/{slug}/{revision}", response_model=consulting.CountryFigures)
@needs(Scope.READ_PRIVATE)
def read_consultation(desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision) -> Response:
    """All that a submitted card would say of your country, beside what is out."""
    return private(consulting.country_figures(desk, caller, slug, revision))
