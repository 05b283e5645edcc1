"""Histories: the life of every card in public, and what two of its revisions say differently."""

from typing import Annotated

from fastapi import Path, Request, Response

from app.api.describe import parameters
from app.api.permissions import CallerDep, Router, needs, public
from app.api.reply import DeskDep, StoreDep, pairs_of, reply
from app.api.routers.drafts import Revision, private
from app.api.routers.drafts import Slug as DraftSlug
from app.api.routers.evaluations import EXAMPLE as AN_EVALUATION
from app.api.routers.references import EXAMPLE as A_REFERENCE
from app.domain.access import Scope
from app.services.parameters import read_parameters
from app.services.writing import diff, history
from app.services.writing.kinds import KINDS, Kind

_EXAMPLES = {
    "datasets": "chexpert",
    "models": "retfound",
    "evaluations": AN_EVALUATION,
    "references": A_REFERENCE,
}


def histories_router(kind: Kind) -> Router:
    """Make the addresses about the revisions of one kind of card."""
    router = Router(prefix=f"/{kind.noun}", tags=[kind.noun])
    # No annotations from the future in this file: this type is of one router alone.
    words = Path(description="Name of the card.", examples=[_EXAMPLES[kind.noun]])
    Slug = Annotated[str, words]  # a type

    @router.get("/{slug}/history", response_model=history.History)
    @public
    def read_history(request: Request, store: StoreDep, slug: Slug) -> Response:
        """Every revision that was out: when, by whom it was published, what ended it."""
        read_parameters((), pairs_of(request))
        return reply(request, history.history(store, kind, slug), history.history_table)

    @router.get("/{slug}/diff", response_model=diff.Diff, openapi_extra=parameters(diff.DIFF))
    @public
    def read_diff(request: Request, store: StoreDep, slug: Slug) -> Response:
        """What one revision says differently from another, field by field, number by number."""
        return reply(request, diff.diff(store, kind, slug, pairs_of(request)), diff.diff_table)

    @router.get("/{slug}/drafts/{revision}/diff", response_model=diff.Diff)
    @needs(Scope.READ_PRIVATE)
    def read_draft_diff(
        desk: DeskDep, caller: CallerDep, slug: DraftSlug, revision: Revision
    ) -> Response:
        """What a draft says differently from the revision that it follows."""
        return private(diff.diff_draft(desk, caller, kind, (slug, revision)))

    return router


ROUTERS = tuple(histories_router(kind) for kind in KINDS.values())
