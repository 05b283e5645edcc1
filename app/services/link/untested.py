"""Untested: models, and groups in what they learned from, of which no test is known to us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.link import LinkState
from app.services.link.answers import Named, Untested
from app.services.link.holdings import Holdings
from app.services.link.partitions import SKIN_TONES
from app.services.link.results import learned_of
from app.services.link.shares import GroupShare
from app.store.records import PublishedModel

# The groups that one can name before any test; by age and by ethnicity each source has its own.
USUAL: Mapping[str, tuple[str, ...]] = {"sex": ("female", "male"), "skin_tone": SKIN_TONES}


def untested(held: Holdings) -> tuple[Untested, ...]:
    """Name every model here that was tested by this attribute nowhere, in any metric, by anyone.

    Nothing is named where the question is about chosen evaluations.
    """
    question = held.question
    if question.evaluations:
        return ()
    tested = {
        each.model_slug
        for each in held.evaluations
        if question.attribute in held.printed_by(each).attributes
    }
    wanted = question.models or tuple(held.models)
    return tuple(
        row for slug in wanted if slug not in tested for row in _rows(held, held.models[slug])
    )


def _rows(held: Holdings, model: PublishedModel) -> Iterator[Untested]:
    counted = _counted(held, model)
    usual = USUAL.get(held.question.attribute, ())
    groups: Sequence[str | None] = [*dict.fromkeys((*usual, *counted))]
    for group in groups or [None]:
        share = counted.get(group or "")
        yield Untested(
            model=Named(model.slug, model.name),
            group=group,
            share=share.share if share else None,
            state=LinkState.NO_TEST_KNOWN,
            sources=held.citing.keys(share.sources) if share else (),
        )


def _counted(held: Holdings, model: PublishedModel) -> Mapping[str, GroupShare]:
    if not held.may_be_counted(model):
        return {}
    return dict(held.shares.groups_of(learned_of(held.shot, model)))
