"""Drafts of every kind of card: begun, changed, reviewed, published, withdrawn."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Response

from app.api.body import DROP_UPLOADS, DRY_RUN, THRESHOLD, AskedDep, DocumentDep, told
from app.api.describe import accepts, changes, parameters
from app.api.permissions import CallerDep, Router, needs
from app.api.reply import DeskDep
from app.domain.access import Scope
from app.services.files import JSON_MEDIA_TYPE, to_json
from app.services.writing import drafts, review
from app.services.writing.examples import EXAMPLES
from app.services.writing.kinds import KINDS, Kind

Slug = Annotated[str, Path(description="Name of the card.", examples=["my-dataset"])]
Revision = Annotated[
    int, Path(ge=1, le=2**31 - 1, description="Number of the revision.", examples=[1])
]
_COMMENTS = accepts({"comments": "Table 2: the source says 184, not 148."})
_TEXT = accepts({"text": "Our registry counts 1,204 patients in 2021."})
_REASON = accepts({"reason": "Its authors withdrew the data: doi 10.5555/12345."})


def drafts_router(kind: Kind) -> Router:
    """Make the writing addresses of one kind of card."""
    router = Router(prefix=f"/{kind.noun}", tags=[f"writing {kind.noun}"])
    _add_begin(router, kind)
    _add_change(router, kind)
    _add_read(router, kind)
    _add_review(router, kind)
    _add_release(router, kind)
    return router


def _add_begin(router: Router, kind: Kind) -> None:
    card = parameters([DRY_RUN, THRESHOLD]) | accepts(EXAMPLES[kind.noun])

    @router.post("", status_code=201, response_model=drafts.DraftDetail, openapi_extra=card)
    @needs(Scope.WRITE)
    def create(desk: DeskDep, caller: CallerDep, sent: DocumentDep, asked: AskedDep) -> Response:
        """Begin a new card: a draft of your own, which nobody else sees but reviewers."""
        return told(drafts.create(desk, caller, kind, sent, asked))

    @router.post(
        "/{slug}/versions", status_code=201, response_model=drafts.DraftDetail, openapi_extra=card
    )
    @needs(Scope.WRITE)
    def revise(
        desk: DeskDep, caller: CallerDep, slug: Slug, sent: DocumentDep, asked: AskedDep
    ) -> Response:
        """Begin the next revision of a card that is out: corrections are made this way."""
        return told(drafts.revise(desk, caller, kind, slug, sent, asked))


def _add_change(router: Router, kind: Kind) -> None:
    path: Any = "/{slug}/drafts/{revision}"
    known = changes(DRY_RUN, THRESHOLD, DROP_UPLOADS)
    card = known | accepts(EXAMPLES[kind.noun])
    patch = known | accepts({"note": "Table 2 was read again."}, patch=True)

    @router.put(path, response_model=drafts.DraftDetail, openapi_extra=card)
    @needs(Scope.WRITE)
    def replace(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision,
        sent: DocumentDep, asked: AskedDep,
    ) -> Response:  # fmt: skip
        """Put another card in the place of your draft."""
        return told(drafts.replace_card(desk, caller, kind, (slug, revision), sent, asked))

    @router.patch(path, response_model=drafts.DraftDetail, openapi_extra=patch)
    @needs(Scope.WRITE)
    def change(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision,
        sent: DocumentDep, asked: AskedDep,
    ) -> Response:  # fmt: skip
        """Change some fields of your draft (RFC 7396): null removes one, a list is replaced."""
        return told(drafts.patch_card(desk, caller, kind, (slug, revision), sent, asked))

    @router.delete(path, response_model=drafts.DraftRow, openapi_extra=changes())
    @needs(Scope.WRITE)
    def discard(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision, asked: AskedDep
    ) -> Response:
        """Delete your draft, unless it is submitted."""
        return told(drafts.discard(desk, caller, kind, (slug, revision), asked))


def _add_read(router: Router, kind: Kind) -> None:
    @router.get("/{slug}/drafts", response_model=drafts.DraftList)
    @needs(Scope.READ_PRIVATE)
    def list_drafts(desk: DeskDep, caller: CallerDep, slug: Slug) -> Response:
        """Your drafts of one card; for a reviewer, everybody's."""
        return private(drafts.list_drafts(desk, caller, kind, slug))

    @router.get("/{slug}/drafts/{revision}", response_model=drafts.DraftDetail)
    @needs(Scope.READ_PRIVATE)
    def read_draft(desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision) -> Response:
        """A draft of your own, or any for a reviewer, with the ETag that a change needs."""
        return private(*drafts.read_draft(desk, caller, kind, slug, revision))

    @router.get("/{slug}/drafts/{revision}/review", response_model=review.ReviewDetail)
    @needs(Scope.READ_PRIVATE)
    def read_review(desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision) -> Response:
        """What is said about a draft, and which countries are asked before it is published."""
        return private(*review.read_review(desk, caller, kind, (slug, revision)))


def private(answer: object, etag: str | None = None) -> Response:
    """Hand over what only the caller may see."""
    headers = {"Cache-Control": "no-store"} | ({"ETag": etag} if etag else {})
    return Response(to_json(answer), headers=headers, media_type=JSON_MEDIA_TYPE)


def _add_review(router: Router, kind: Kind) -> None:
    path = "/{slug}/drafts/{revision}"

    @router.post(path + "/submit", response_model=drafts.DraftDetail, openapi_extra=changes())
    @needs(Scope.WRITE)
    def submit(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision, asked: AskedDep
    ) -> Response:
        """Hand your draft to the reviewers."""
        return told(review.submit(desk, caller, kind, (slug, revision), asked))

    @router.post(
        path + "/return", response_model=drafts.DraftDetail, openapi_extra=changes() | _COMMENTS
    )
    @needs(Scope.REVIEW)
    def send_back(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision,
        sent: DocumentDep, asked: AskedDep,
    ) -> Response:  # fmt: skip
        """Return a submitted draft to its author, with comments."""
        return told(review.send_back(desk, caller, kind, (slug, revision), sent, asked))

    @router.post(
        path + "/comments", status_code=201, response_model=review.ReviewDetail,
        openapi_extra=parameters([DRY_RUN]) | _TEXT,
    )  # fmt: skip
    @needs(Scope.WRITE)
    def comment(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision,
        sent: DocumentDep, asked: AskedDep,
    ) -> Response:  # fmt: skip
        """Comment on a draft: its owner, a reviewer, a focal point of a country that it changes."""
        return told(review.comment(desk, caller, kind, (slug, revision), sent, asked))


def _add_release(router: Router, kind: Kind) -> None:
    path = "/{slug}/drafts/{revision}"

    @router.post(path + "/publish", response_model=review.Published, openapi_extra=changes(DRY_RUN))
    @needs(Scope.REVIEW)
    def publish(
        desk: DeskDep, caller: CallerDep, slug: Slug, revision: Revision, asked: AskedDep
    ) -> Response:
        """Put a submitted draft out, in a new release. It is never changed afterwards."""
        return told(review.publish(desk, caller, kind, (slug, revision), asked))

    @router.post(
        "/{slug}/withdraw", response_model=review.Published,
        openapi_extra=parameters([DRY_RUN]) | _REASON,
    )  # fmt: skip
    @needs(Scope.REVIEW)
    def withdraw(
        desk: DeskDep, caller: CallerDep, slug: Slug, sent: DocumentDep, asked: AskedDep
    ) -> Response:
        """Take a card out; its address then says by whom, when and why."""
        return told(review.withdraw(desk, caller, kind, slug, sent, asked))


ROUTERS = tuple(drafts_router(kind) for kind in KINDS.values())
