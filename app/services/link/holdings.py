"""Holdings: what one answer of `link` is made from, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.vocabulary import Dim
from app.services.link.citing import Citing
from app.services.link.question import LinkQuestion
from app.services.link.shares import Shares
from app.services.selection import parts_of
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.evaluations import measured_by, published_evaluations
from app.store.margins import margins_of, model_margins_of
from app.store.models import published_models
from app.store.records import PublishedEvaluation, PublishedModel


@dataclass(frozen=True, slots=True)
class Printed:
    """What the groups of an evaluation are told apart by, and its metrics."""

    attributes: tuple[str, ...]
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Evaluations and models of one release; `counting` are revisions that print the attribute."""

    question: LinkQuestion
    shot: Snapshot
    evaluations: tuple[PublishedEvaluation, ...]
    models: Mapping[str, PublishedModel]
    printed: Mapping[int, Printed]
    counting: frozenset[int]
    shares: Shares
    citing: Citing

    def printed_by(self, each: PublishedEvaluation) -> Printed:
        """What this evaluation prints; nothing where it prints no value."""
        return self.printed.get(each.revision_id, Printed((), ()))

    def may_be_counted(self, model: PublishedModel) -> bool:
        """Whether the model, a part of its mix, or a part of that prints the attribute."""
        return not self.counting.isdisjoint(self._revisions(model))

    def _revisions(self, model: PublishedModel) -> Iterator[int]:
        yield model.revision_id
        for part in model.mix:
            if record := self.shot.records.get(part.dataset):
                yield record.revision_id
                yield from (each.revision_id for each in parts_of(record, self.shot.records))


def holdings(store: Store, question: LinkQuestion) -> Holdings:
    """Read everything that the question may need."""
    shot = snapshot(store, question.release)
    dims = (Dim(question.attribute),)
    with store.reading() as session:
        models = {each.slug: each for each in published_models(session, shot.release)}
        measured = measured_by(session, shot.release)
        found = published_evaluations(session, shot.release)
        # Asked once for all: most mixes have no such set, and need not be assessed.
        sets = margins_of(session, None, dims, question.unit, shot.release)
        revisions = [each.revision_id for each in models.values()]
        own = model_margins_of(session, revisions, dims, question.unit)
    return Holdings(
        question=question,
        shot=shot,
        evaluations=found,
        models=models,
        printed={revision: Printed(*each) for revision, each in measured.items()},
        counting=frozenset(revision for each in (sets, own) for revision, n in each.items() if n),
        shares=Shares(store, question, shot.release),
        citing=Citing(),
    )
