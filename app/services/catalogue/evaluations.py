"""Evaluations: published results per group, as their sources print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.question import short_text
from app.services.catalogue.dataset_filters import RELEASE, REVISION
from app.services.catalogue.model_answers import EvaluationDetail, EvaluationPage, EvaluationRow
from app.services.catalogue.paging import PAGING, next_page, page_of
from app.services.parameters import Pairs, Parameter, checked_slug, choice, read_parameters
from app.services.snapshot import snapshot
from app.store import Store
from app.store.evaluations import evaluation_card, published_evaluations
from app.store.records import PublishedEvaluation

PUBLICATION = ("paper", "repository", "all")
EVALUATION_LIST = (
    choice(
        "publication_status",
        "Papers unless told; a repository is a personal or student project, shown apart.",
        PUBLICATION,
        "repository",
    ),
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
    "datasets", "scale", "publication_status", "skin_tone_scheme", "metric_definitions", "scores",
    "qualitative_findings", "note", "sources",
)  # fmt: skip


def evaluations(store: Store, pairs: Pairs, *, every: bool = False) -> EvaluationPage:
    """Return a part of the list; `every` gives all rows unless a limit is asked for."""
    given = list(pairs)
    asked: dict[str, Any] = read_parameters(EVALUATION_LIST, given)
    limit, offset = page_of(asked, every)
    release = snapshot(store, asked.get("release")).release
    with store.reading() as session:
        found = [e for e in published_evaluations(session, release) if _asked_for(asked, e)]
    shown = found[offset : None if limit is None else offset + limit]
    rows = tuple(EvaluationRow(**{name: getattr(each, name) for name in _ROW}) for each in shown)
    return EvaluationPage(rows, len(found), next_page(given, offset, limit, len(found)), release)


def _asked_for(asked: Mapping[str, Any], each: PublishedEvaluation) -> bool:
    status = asked.get("publication_status", "paper")
    return (
        status in ("all", each.publication_status)
        and asked.get("model") in (None, each.model_slug, each.model)
        and asked.get("dataset") in (None, each.dataset_slug, each.dataset)
    )


def evaluation(store: Store, slug: str, pairs: Pairs = ()) -> EvaluationDetail:
    """Return the whole evaluation, as it stands or in an earlier revision or release."""
    asked: dict[str, Any] = read_parameters(EVALUATION_CARD, pairs)
    checked_slug("evaluation", slug)
    release = snapshot(store, asked.get("release")).release
    with store.reading() as session:
        card, meta = evaluation_card(session, slug, asked.get("revision"), release)
        links = {each.slug: each for each in published_evaluations(session, release)}
    link = links.get(slug)
    same: dict[str, Any] = {name: getattr(card, name) for name in _SAME}
    return EvaluationDetail(
        release=release,
        revision=meta.revision,
        state=meta.state,
        model_slug=link.model_slug if link else None,
        dataset_slug=link.dataset_slug if link else None,
        **same,
    )
