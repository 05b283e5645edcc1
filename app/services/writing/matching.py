"""Matching: a change names the state of a draft that it was made from, or it is refused."""

from __future__ import annotations

from app.errors import PreconditionFailed, PreconditionRequired, problem
from app.services.writing.road import Asked
from app.store.drafts import StoredDraft


def check_match(draft: StoredDraft, asked: Asked) -> None:
    """Refuse a change that was not made from the draft as it stands.

    Raises
    ------
    PreconditionRequired, PreconditionFailed
        Without If-Match, and where it names another state; the present ETag is told.
    """
    present = etag_of(draft)
    if asked.if_match is None or asked.if_match.strip() == "*":
        rule = "must be the ETag of the draft that is changed"
        found = problem("If-Match", rule, asked.if_match or "", present)
        raise PreconditionRequired("Say which state of the draft is changed.", [found])
    if asked.if_match.strip() != present:
        rule = f"is not the present state, which is {draft.state}; read it, then change it anew"
        found = problem("If-Match", rule, asked.if_match, present)
        raise PreconditionFailed("Somebody has changed the draft meanwhile.", [found])


def etag_of(draft: StoredDraft) -> str:
    """Return the ETag of a draft: another one after every change."""
    return f'"{draft.revision_id}-{draft.edits}-{draft.state}-{draft.content_hash[:12]}"'
