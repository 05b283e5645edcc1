"""Evaluations: published results per group, as their sources print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from app.domain.evaluation import EvaluationCard
from app.domain.model import MixPart
from app.domain.question import short_text
from app.domain.vocabulary import Reported
from app.services.catalogue.dataset_filters import RELEASE, REVISION
from app.services.catalogue.model_answers import EvaluationDetail, EvaluationPage, EvaluationRow
from app.services.catalogue.paging import PAGING, next_page, page_of
from app.services.mix import PRETRAIN
from app.services.parameters import Pairs, Parameter, checked_slug, choice, read_parameters
from app.services.shared_source import SharedSource, State, shared_source
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.evaluations import evaluation_card, measured_by, published_evaluations
from app.store.models import published_models
from app.store.reader import Reader
from app.store.records import PublishedEvaluation, PublishedModel

STATES: tuple[str, ...] = get_args(State)
PUBLICATION = ("paper", "repository", "run", "all")
STATUS = choice(
    "publication_status",
    "Papers unless told; a repository is a personal or student project, shown apart; a run was "
    "computed here from uploaded predictions.",
    PUBLICATION,
    "repository",
)
EVALUATION_LIST = (
    STATUS,
    Parameter("q", "Words to look for in model, dataset, task and label.", short_text, "chest"),
    Parameter("attribute", "What the groups are told apart by.", short_text, "sex"),
    Parameter("protocol", "How the model was used, as the card says.", short_text, "zero-shot"),
    choice("shared_source", "What is known of a shared source of training and test.", STATES),
    Parameter("model", "Slug of the model.", short_text, "retfound"),
    Parameter("dataset", "Slug of the dataset.", short_text, "chexpert"),
    RELEASE,
    *PAGING,
)
EVALUATION_CARD = (REVISION, RELEASE)
_ROW = (
    "slug", "model", "dataset", "model_slug", "dataset_slug", "task", "label", "protocol", "scale",
    "publication_status", "n_scores",
)  # fmt: skip
_SAME = (
    "slug", "model", "dataset", "task", "label", "protocol", "protocol_note", "model_detail",
    "datasets", "trained_on", "scale", "publication_status", "skin_tone_scheme",
    "metric_definitions", "scores", "qualitative_findings", "note", "sources",
)  # fmt: skip


def evaluations(store: Reader, pairs: Pairs, *, every: bool = False) -> EvaluationPage:
    """Return a part of the list; `every` gives all rows unless a limit is asked for."""
    given = list(pairs)
    asked: dict[str, Any] = read_parameters(EVALUATION_LIST, given)
    limit, offset = page_of(asked, every)
    shot = snapshot(store, asked.get("release"))
    found = [each for each in _rows(store, shot) if _asked_for(asked, each)]
    shown = found[offset : None if limit is None else offset + limit]
    following = next_page(given, offset, limit, len(found))
    return EvaluationPage(tuple(shown), len(found), following, shot.release)


def _rows(store: Reader, shot: Snapshot) -> list[EvaluationRow]:
    with store.reading() as session:
        found = published_evaluations(session, shot.release)
        models = {each.slug: each for each in published_models(session, shot.release)}
        measured = measured_by(session, shot.release)
    rows = []
    for each in found:
        attributes, metrics = measured.get(each.revision_id, ((), ()))
        same: dict[str, Any] = {name: getattr(each, name) for name in _ROW}
        model = models.get(each.model_slug or "")
        rows.append(
            EvaluationRow(
                **same,
                model_name=model.name if model else each.model,
                dataset_name=shot.name_of(each.dataset),
                attributes=attributes,
                metrics=metrics,
                shared_source=shared_of(shot, each, model),
            )
        )
    return rows


def shared_of(
    shot: Snapshot, found: EvaluationCard | PublishedEvaluation, model: PublishedModel | None
) -> SharedSource:
    """Hold the sets that an evaluation names against what its model learned from."""
    tested = found.datasets or (found.dataset,)
    if model is not None:
        return shared_source(shot.lineage, tested, model.mix, model.mix_complete)
    if found.trained_on:
        return shared_source(shot.lineage, tested, trained_mix(found, shot), Reported.YES)
    return shared_source(shot.lineage, tested, None, Reported.UNKNOWN)


def trained_mix(found: EvaluationCard | PublishedEvaluation, shot: Snapshot) -> tuple[MixPart, ...]:
    """Return the mix of a model that was trained from scratch on whole sets (COUNTING, 14)."""
    return tuple(
        MixPart(slug, shot.name_of(slug), slug in shot.records, PRETRAIN, None, None, None)
        for slug in found.trained_on
    )


def _asked_for(asked: Mapping[str, Any], each: EvaluationRow) -> bool:
    status = asked.get("publication_status", "paper")
    text = " ".join((each.slug, each.model, each.dataset, each.task, each.label)).casefold()
    return (
        status in ("all", each.publication_status)
        and all(word in text for word in str(asked.get("q", "")).casefold().split())
        and asked.get("attribute") in (None, *each.attributes)
        and asked.get("protocol") in (None, each.protocol)
        and asked.get("shared_source") in (None, each.shared_source.state)
        and asked.get("model") in (None, each.model_slug, each.model)
        and asked.get("dataset") in (None, each.dataset_slug, each.dataset)
    )


def evaluation(store: Store, slug: str, pairs: Pairs = ()) -> EvaluationDetail:
    """Return the whole evaluation, as it stands or in an earlier revision or release."""
    asked: dict[str, Any] = read_parameters(EVALUATION_CARD, pairs)
    checked_slug("evaluation", slug)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        card, meta = evaluation_card(session, slug, asked.get("revision"), shot.release)
        models = {each.slug: each for each in published_models(session, shot.release)}
    model = models.get(card.model)
    same: dict[str, Any] = {name: getattr(card, name) for name in _SAME}
    return EvaluationDetail(
        release=shot.release,
        revision=meta.revision,
        state=meta.state,
        model_slug=model.slug if model else None,
        dataset_slug=card.dataset if card.dataset in shot.records else None,
        model_name=model.name if model else card.model,
        dataset_name=shot.name_of(card.dataset),
        shared_source=shared_of(shot, card, model),
        **same,
    )
