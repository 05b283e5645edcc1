"""History: every revision of a card that was out: when, by whom, and what ended it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.table import Table
from app.domain.vocabulary import State
from app.errors import NotFound
from app.services.catalogue.tabulate import shown, table
from app.services.parameters import checked_slug
from app.services.writing.kinds import Kind
from app.store import Store, revisions
from app.store.audit import events
from app.store.drafts import tombstones
from app.store.records import RevisionMeta
from app.store.releases import present_release, release_times


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One revision: `event` is the hash of its publication in the log; null where it was loaded."""

    revision: int
    edition: str | None
    state: State
    origin: str
    content_hash: str
    release_in: int | None
    published_at: str | None
    published_by: str | None
    event: str | None
    release_out: int | None
    ended_at: str | None
    withdrawn_by: str | None
    withdrawn_why: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Every revision of a card that was ever out, oldest first."""

    kind: str
    slug: str
    items: tuple[HistoryRow, ...]
    total: int
    release: int


def history(store: Store, kind: Kind, slug: str) -> History:
    """Return the life of a card in public; drafts are nobody's business."""
    checked_slug(kind.name, slug)
    with store.reading() as session:
        known = revisions.revisions_of(session, kind.name, slug)
        out = [each for each in known if each.release_in is not None]
        if not out:
            raise NotFound(f"There is no {kind.name} {slug[:80]!r}.")
        times = release_times(session)
        logged = events(session, kind=kind.name, subject=slug)
        published = {each.revision: (each.account, each.hash) for each in logged
                     if each.act == "published"}  # fmt: skip
        ended = tombstones(session, slug, kind.name)
        release = present_release(session)
    rows = tuple(
        _row(meta, times, published.get(meta.revision), ended.get(meta.revision)) for meta in out
    )
    return History(kind.name, slug, rows, len(rows), release)


def _row(
    meta: RevisionMeta,
    times: dict[int, str],
    published: tuple[str, str] | None,
    ended: tuple[str, str, str] | None,
) -> HistoryRow:
    by, event = published or (None, None)
    return HistoryRow(
        revision=meta.revision,
        edition=meta.edition,
        state=meta.state,
        origin=meta.origin,
        content_hash=meta.content_hash,
        release_in=meta.release_in,
        published_at=times.get(meta.release_in or 0),
        published_by=by,
        event=event,
        release_out=meta.release_out,
        ended_at=times.get(meta.release_out or 0),
        withdrawn_by=ended[0] if ended else None,
        withdrawn_why=ended[2] if ended else None,
    )


_HISTORY = (
    shown("revision", "Number of the revision", "whole"),
    shown("edition", "The authors' own label of the version"),
    shown("state", "published or withdrawn"),
    shown("origin", "bundled, or from a user"),
    shown("content_hash", "Hash of the content"),
    shown("release_in", "First release that shows it", "whole"),
    shown("published_at", "When that release began (UTC)"),
    shown("published_by", "Who published it; empty where it came with the code"),
    shown("event", "Hash of its publication in the log"),
    shown("release_out", "Release from which it is no longer shown", "whole"),
    shown("ended_at", "When that release began (UTC)"),
    shown("withdrawn_by", "Who withdrew it"),
    shown("withdrawn_why", "Why it was withdrawn"),
)


def history_table(found: History) -> Table:
    """One row per revision."""
    definition = "One row per revision that was ever out, oldest first."
    return table(
        f"{found.kind}-{found.slug}-history", definition, _HISTORY, found.items, found.release
    )
