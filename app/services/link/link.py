"""Link: what is known of how common groups are in training, and of how they are served."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from app.domain.evaluation import EvaluationCard
from app.errors import NotFound, problem
from app.language import N_, _, language
from app.services.catalogue.references import references
from app.services.link.answers import LeftOut, Link
from app.services.link.axes import axes
from app.services.link.holdings import Holdings, holdings
from app.services.link.question import LinkQuestion
from app.services.link.results import Result, published_results
from app.services.link.settling import settles
from app.services.link.untested import untested
from app.services.results.forest import attribute_words, metric_words
from app.services.runs.joint import Joint, unpacked
from app.store import Store
from app.store.evaluations import evaluation_card
from app.store.records import PublishedEvaluation
from app.store.runs import run_replicates

_ON_REQUEST = {
    "paper": N_("a paper or a model card: shown on request"),
    "repository": N_("a personal or student project, reviewed by nobody: shown on request"),
    "run": N_("computed here from uploaded predictions: shown on request"),
}
_OTHER_METRIC = N_("prints values by {by} in other metrics: {metrics}")
_JOINT = N_(
    "prints {metric} only for groups by {by} and something else at once, or not for groups by {by}"
)


def link(store: Store, question: LinkQuestion) -> Link:
    """Hold performance against representation, run by run; nothing is said of causes.

    Raises
    ------
    NotFound
        When a model, an evaluation, the reference or the release does not exist.
    """
    pinned = replace(question, release=question.release or store.release())
    return replace(_kept(store, pinned, language().code), query=question.canonical())


@lru_cache(maxsize=16)
def _kept(store: Store, question: LinkQuestion, code: str) -> Link:
    """Answer once for a page and its files, per language: what a release says never changes."""
    held = holdings(store, question)
    _check(store, held)
    results = list(_results(store, held))
    arranged = axes(results, held)
    without = untested(held)
    return Link(
        query=question.canonical(),
        release=held.shot.release,
        attribute=question.attribute,
        metric=question.metric,
        unit=question.unit.value,
        reference=question.reference,
        axes=arranged,
        untested=without,
        settles=settles(arranged, without, results, held.shares),
        left_out=tuple(_left_out(held, {result.evaluation for result in results})),
        sources=held.citing.cited(),
    )


def _check(store: Store, held: Holdings) -> None:
    """Refuse names that nothing here has, all at once."""
    question = held.question
    against = (question.reference,) if question.reference else ()
    wrong = [
        problem(field, "must name what is published here", slug, _near(slug, known))
        for field, slugs, known in (
            ("models", question.models, list(held.models)),
            ("reference", against, [each.slug for each in references(store).items]),
            ("evaluations", question.evaluations, [each.slug for each in held.evaluations]),
        )
        for slug in slugs
        if slug not in known
    ]
    if wrong:
        raise NotFound("Nothing here has such a name.", wrong)


def _near(slug: str, known: Sequence[str]) -> str:
    return ", ".join(difflib.get_close_matches(slug, known, n=2))


def _named(question: LinkQuestion, each: PublishedEvaluation) -> bool:
    """Whether an evaluation is one of those, or of the models, that the question names."""
    return (not question.evaluations or each.slug in question.evaluations) and (
        not question.models or each.model_slug in question.models
    )


def _of_status(question: LinkQuestion, each: PublishedEvaluation) -> bool:
    """Whether it is published as asked; one that is named is wanted whoever published it."""
    status = question.publication_status
    return each.slug in question.evaluations or status in ("all", each.publication_status)


def _results(store: Store, held: Holdings) -> Iterator[Result]:
    question = held.question
    for each in held.evaluations:
        printed = held.printed_by(each)
        wanted = _named(question, each) and _of_status(question, each)
        if (
            wanted
            and question.attribute in printed.attributes
            and question.metric in printed.metrics
        ):
            card, joint = _card(store, each.slug, held.shot.release)
            model = held.models.get(card.model)
            asked = (question.attribute, question.metric)
            yield from published_results(held.shot, card, model, asked, joint)


def _card(store: Store, slug: str, release: int) -> tuple[EvaluationCard, Joint | None]:
    """Read a card, and of a run computed here also how its groups move together."""
    with store.reading() as session:
        card, meta = evaluation_card(session, slug, release=release)
        packed = run_replicates(session, slug, meta.content_hash)
    return card, unpacked(packed) if packed else None


def _left_out(held: Holdings, used: set[str]) -> Iterator[LeftOut]:
    """Name the evaluations by this attribute that are not in the answer, and why."""
    question = held.question
    by = attribute_words(question.attribute)
    for each in held.evaluations:
        printed = held.printed_by(each)
        if each.slug in used or question.attribute not in printed.attributes:
            continue
        if not _named(question, each):
            continue
        if not _of_status(question, each):
            yield LeftOut(each.slug, _(_ON_REQUEST[each.publication_status]))
        elif question.metric not in printed.metrics:
            metrics = ", ".join(map(metric_words, printed.metrics))
            yield LeftOut(each.slug, _(_OTHER_METRIC, by=by, metrics=metrics))
        else:
            yield LeftOut(each.slug, _(_JOINT, by=by, metric=metric_words(question.metric)))
