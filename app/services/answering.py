"""Answering: everything that one answer is made from, and who counts which group in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.evidence import Evidence, Key
from app.domain.question import SCHEMED, Question
from app.services.expected import Expected
from app.services.pool import Pool
from app.services.selection import Selection
from app.services.sources import Citations, as_cited
from app.store.records import PublishedDataset


@dataclass(frozen=True)
class Answering:
    """Everything that one answer is made from."""

    question: Question
    selection: Selection
    evidence: Mapping[str, Evidence]
    pooled: Pool
    expected: Expected | None
    citations: Citations

    @property
    def unbounded(self) -> bool:
        """Whether no total holds the groups: bounds cannot be given."""
        alone_without = self.selection.single and not self.selection.total
        return alone_without or self.selection.open_ended

    @property
    def one_subject(self) -> bool:
        """Whether the subject is one dataset or one mix, which people could be added to."""
        return self.selection.single or self.question.subject.startswith("model:")

    def holders(self, key: Key) -> list[str]:
        """Return the sets that count this group, in the order of the selection."""
        return self._holders.get(key, [])

    @cached_property
    def _holders(self) -> dict[Key, list[str]]:
        found: dict[Key, list[str]] = {}
        for slug, member in zip(self.pooled.slugs, self.pooled.members.evidence, strict=True):
            for key in self.evidence[slug].amounts if member else ():
                found.setdefault(key, []).append(slug)
        return found

    @cached_property
    def _revisions(self) -> dict[str, int]:
        return {record.slug: record.revision_id for record in self.selection.datasets}

    def independent(self, slugs: list[str]) -> int:
        """Count these sets, those that may share people as one."""
        return len({self._component[slug] for slug in slugs})

    @cached_property
    def _component(self) -> dict[str, int]:
        slugs, parts = self.pooled.slugs, self.pooled.parts
        return {slugs[row]: at for at, part in enumerate(parts) for row in part.index}

    def naming(self, key: Key) -> list[str]:
        """Return the sets that name a site there and count nobody."""
        return [slug for slug, each in self.evidence.items() if key in each.places]

    def sources(self, slugs: list[str]) -> tuple[str, ...]:
        """Return the keys of the sources of these sets, and of the reference, in the answer."""
        found = [
            self.citations.cite(self._revisions[slug], source)
            for slug in slugs
            for source in self.evidence[slug].sources
        ]
        if self.expected is not None:
            reference = self.expected.reference
            found.append(self.citations.add(as_cited(reference.name, reference.source)))
        return tuple(dict.fromkeys(found))

    def sources_of_total(self) -> Iterable[str]:
        """Return the keys of the sources of the totals that are counted."""
        for record in self._counted:
            cited = self.selection.printed.get(record.slug)
            if cited is not None:
                yield self.citations.add(cited)
            elif record.slug not in self.selection.printed:
                for source in self._printing(record):
                    yield self.citations.cite(record.revision_id, source)

    def _printing(self, record: PublishedDataset) -> Iterable[str]:
        """Return which sources of its card the total of a set was read from."""
        own = record.totals[self.question.unit]
        if own.n != self.selection.total[record.slug]:  # the sum of its cells inside a region
            return self.evidence[record.slug].sources
        return () if own.source is None else (own.source,)

    @property
    def _counted(self) -> Iterable[PublishedDataset]:
        """The sets whose published total is part of the answer's."""
        of = {record.slug: record for record in self.selection.datasets}
        counted = zip(self.pooled.slugs, self.pooled.members.counted, strict=True)
        return (of[slug] for slug, taken in counted if taken and slug in self.selection.total)

    @cached_property
    def unlike(self) -> tuple[Key, ...]:
        """Return the counted categories that the reference does not have ("Multiple or Other").

        Only categories of a scheme can differ so; countries and bands are brought together.
        """
        if self.expected is None or not SCHEMED & set(self.question.dimension):
            return ()
        return tuple(key for key in self._holders if key not in self.expected.people)

    @cached_property
    def elsewhere(self) -> int:
        """Return the most people of categories that the reference does not have.

        They may belong to any category that the subject does not print.
        """
        most = dict(zip(self.pooled.keys, self.pooled.amounts, strict=True))
        return sum(most[key][1] for key in self.unlike)

    @property
    def same_categories(self) -> bool:
        """Whether subject and reference have the same categories, so that a whole compares."""
        if self.expected is None or not SCHEMED & set(self.question.dimension):
            return True
        return not self.unlike and all(key in self._holders for key in self.expected.people)

    def reference_share(self, key: Key) -> float | None:
        """Return the share of a group in the reference; None where its age edges differ."""
        if self.expected is None:
            return None
        low, high = self.expected.people.get(key, (0, 0))
        return low / self.expected.used.total if low == high and low else None
