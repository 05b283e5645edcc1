"""Sources: every number of an answer leads to where it was printed."""

from __future__ import annotations

from app.domain.assessment import CitedSource
from app.domain.source import Source
from app.services.selection import Selection
from app.store.reader import Reader
from app.store.sources import sources_of


class Citations:
    """The numbered sources of one answer, in the order in which they are first cited."""

    def __init__(self, store: Reader, selection: Selection) -> None:
        self._names = {record.revision_id: record.name for record in selection.datasets}
        self._store = store
        self._keys: dict[tuple[int, str], str] = {}
        self._own: dict[str, CitedSource] = {}

    def cite(self, revision_id: int, source_id: str) -> str:
        """Return the key of a card's source in this answer."""
        return self._keys.setdefault((revision_id, source_id), f"s{self._next()}")

    def add(self, cited: CitedSource) -> str:
        """Return the key of a source that belongs to no dataset (of a reference, or a model)."""
        for key, known in self._own.items():
            if known == cited:
                return key
        key = f"s{self._next()}"
        self._own[key] = cited
        return key

    def cited(self) -> dict[str, CitedSource]:
        """Return every source that was cited, by key."""
        revisions = {revision for revision, _ in self._keys}
        with self._store.reading() as session:
            stored = sources_of(session, revisions) if revisions else {}
        found = {
            key: as_cited(self._names[where[0]], stored[where]) for where, key in self._keys.items()
        }
        return found | self._own

    def _next(self) -> int:
        return len(self._keys) + len(self._own) + 1


def as_cited(of: str, source: Source) -> CitedSource:
    """Return a source as an answer cites it, with the card or reference that it belongs to."""
    return CitedSource(
        of=of,
        citation=source.citation,
        url=source.url,
        seen=source.seen,
        where=source.where,
        recalled=source.recalled,
    )
