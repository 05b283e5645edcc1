"""Citing: one numbered list of sources for an answer that is put together from several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.assessment import CitedSource


class Citing:
    """The sources of one answer, each once, in the order in which they are first cited."""

    def __init__(self) -> None:
        self._keys: dict[CitedSource, str] = {}

    def keys(self, sources: Iterable[CitedSource]) -> tuple[str, ...]:
        """Return the keys of these sources."""
        found = (
            self._keys.setdefault(source, f"s{len(self._keys) + 1}")
            for source in dict.fromkeys(sources)
        )
        return tuple(found)

    def cited(self) -> Mapping[str, CitedSource]:
        """Return every source, by key."""
        return {key: source for source, key in self._keys.items()}
