"""Counts: one printed table at a time into a draft of a dataset."""

from __future__ import annotations

from fastapi import Response

from app.api.body import DRY_RUN, THRESHOLD, AskedDep, DocumentDep, told
from app.api.describe import accepts, changes
from app.api.permissions import CallerDep, Router, needs
from app.api.reply import DeskDep
from app.api.routers.drafts import Revision, Slug
from app.domain.access import Scope
from app.services.writing import drafts
from app.services.writing.examples import EXAMPLES
from app.services.writing.kinds import KINDS

router = Router(tags=["writing datasets"])
_TABLE = accepts(EXAMPLES["datasets"]["tables"][0])


@router.post(
    "/datasets/{slug}/drafts/{revision}/counts",
    response_model=drafts.DraftDetail,
    openapi_extra=changes(DRY_RUN, THRESHOLD) | _TABLE,
)
@needs(Scope.WRITE)
def add_table(
    desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision,
    sent: DocumentDep, asked: AskedDep,
) -> Response:  # fmt: skip
    """Add one printed table to your draft: the same fields as in a card's `tables`."""
    at = (slug, revision)
    return told(drafts.add_table(desk, caller, KINDS["datasets"], at, sent, asked))
