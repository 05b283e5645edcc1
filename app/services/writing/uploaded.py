"""Uploaded: what came into a draft as files is not lost with a card that says nothing of it."""

from __future__ import annotations

from app.errors import Conflict, problem
from app.services.writing.cards import Sent
from app.services.writing.road import Asked
from app.store import Session
from app.store.drafts import StoredDraft
from app.store.uploads import forget_uploads, uploads_of

_RULE = (
    "must name upload {id} ({rows:,} rows of {dims}) in the note of a table, as the draft does: "
    "take its tables over, or send drop_uploads=true to let them go"
)


def let_uploads_stay(session: Session, draft: StoredDraft, sent: Sent, asked: Asked) -> None:
    """Refuse a card that lacks all tables of a file that was uploaded, unless they are to go.

    Raises
    ------
    Conflict
    """
    lacking = [each for each in uploads_of(session, draft.revision_id) if each.id not in sent.text]
    if asked.drop_uploads:
        forget_uploads(session, [each.id for each in lacking])
    elif lacking:
        rules = (
            _RULE.format(id=each.id, rows=each.row_count, dims=", ".join(each.dims))
            for each in lacking
        )
        raise Conflict(
            "The card lacks counts that were uploaded into this draft.",
            [problem("tables", rule, each.id) for rule, each in zip(rules, lacking, strict=True)],
        )
