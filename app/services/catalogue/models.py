"""Models: the list, a card, and the training mix with the weight of each part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.model import MixPart, ModelCard
from app.domain.question import one_of, short_text
from app.domain.source import Source
from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Reported, Status, Unit
from app.services.catalogue.answers import TotalShown
from app.services.catalogue.dataset_filters import RELEASE, REVISION, read_iso3
from app.services.catalogue.model_answers import (
    Mix,
    MixRow,
    ModelDetail,
    ModelPage,
    ModelRow,
    WeightBasis,
)
from app.services.catalogue.paging import PAGING, next_page, page_of
from app.services.parameters import Pairs, Parameter, checked_slug, choice, read_parameters
from app.services.snapshot import Snapshot, snapshot
from app.store import Store
from app.store.models import model_card, published_models
from app.store.records import PublishedModel
from app.store.sources import documentation_of

# What a model card says of the people it learned from, and whether it does.
TRAINING_PEOPLE = ("geography", "sex", "age", "ethnicity")
MODEL_LIST = (
    Parameter("q", "Words to look for in name, slug and developers.", short_text, "net"),
    choice("modality", "Imaging modality.", MODALITIES),
    choice("body_region", "Part of the body.", BODY_REGIONS, "chest"),
    Parameter("made_in", "Where a developer is, as ISO 3166-1 alpha-3.", read_iso3, "GBR"),
    choice("mix_complete", "Whether the published list of training sets is complete.", Reported),
    Parameter(
        "reports",
        f"What its documents report of those it learned from: {', '.join(TRAINING_PEOPLE)}.",
        lambda name, text: one_of(name, text, TRAINING_PEOPLE),
        "sex",
        {"type": "string", "enum": list(TRAINING_PEOPLE)},
    ),
    RELEASE,
    *PAGING,
)
MODEL_CARD = (REVISION, RELEASE)
_REPORTED = (Reported.YES, Reported.PARTIAL)


def models(store: Store, pairs: Pairs, *, every: bool = False) -> ModelPage:
    """Return a part of the list; `every` gives all rows unless a limit is asked for."""
    given = list(pairs)
    asked: dict[str, Any] = read_parameters(MODEL_LIST, given)
    limit, offset = page_of(asked, every)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        every_model = published_models(session, shot.release)
        said = documentation_of(session, [model.revision_id for model in every_model])
    found = [m for m in every_model if _asked_for(asked, m, said.get(m.revision_id, {}))]
    shown = found[offset : None if limit is None else offset + limit]
    rows = tuple(_row(model, shot, said.get(model.revision_id, {})) for model in shown)
    following = next_page(given, offset, limit, len(found))
    return ModelPage(rows, len(found), following, shot.release)


def _asked_for(
    asked: Mapping[str, Any], model: PublishedModel, said: Mapping[str, Reported]
) -> bool:
    words = [model.name, model.slug, *(each.organisation for each in model.developers)]
    text = " ".join(words).casefold()
    return (
        all(word in text for word in str(asked.get("q", "")).casefold().split())
        and asked.get("modality") in (None, *model.modalities)
        and asked.get("body_region") in (None, *model.body_regions)
        and asked.get("made_in") in (None, *(each.country for each in model.developers))
        and asked.get("mix_complete") in (None, model.mix_complete)
        and ("reports" not in asked or said.get(asked["reports"]) in _REPORTED)
    )


def _row(model: PublishedModel, shot: Snapshot, said: Mapping[str, Reported]) -> ModelRow:
    return ModelRow(
        slug=model.slug,
        name=model.name,
        edition=model.edition,
        revision=model.revision,
        release_year=model.release_year,
        modalities=model.modalities,
        body_regions=model.body_regions,
        developers=model.developers,
        architecture=model.architecture,
        parameters=model.parameters,
        weights_access=model.weights_access,
        total_patients=model.total_patients,
        total_images=model.total_images,
        parts=len(model.mix),
        parts_with_card=sum(part.dataset in shot.records for part in model.mix),
        mix_complete=model.mix_complete,
        demographics_reported=said,
        fairness_evaluated=model.fairness_evaluated,
        n_sources=model.n_sources,
    )


_SAME = (
    "slug", "name", "release_year", "modalities", "body_regions", "developers", "architecture",
    "parameters", "pretraining_method", "licence", "weights_access", "homepage", "doi",
    "totals_note", "compute", "demographics_reported", "fairness_evaluated", "mitigation",
    "intended_uses", "unsuitable_uses", "population_tables", "mix_complete", "note", "sources",
)  # fmt: skip


def model(store: Store, slug: str, pairs: Pairs = ()) -> ModelDetail:
    """Return the whole card, as it stands or in an earlier revision or release."""
    asked: dict[str, Any] = read_parameters(MODEL_CARD, pairs)
    checked_slug("model", slug)
    release = snapshot(store, asked.get("release")).release
    with store.reading() as session:
        card, meta = model_card(session, slug, asked.get("revision"), release)
    same: dict[str, Any] = {name: getattr(card, name) for name in _SAME}
    return ModelDetail(
        release=release,
        edition=card.version,
        revision=meta.revision,
        state=meta.state,
        totals={
            Unit.PATIENTS: _total(card, card.total_patients),
            Unit.IMAGES: _total(card, card.total_images),
        },
        **same,
    )


def _total(card: ModelCard, n: int | None) -> TotalShown:
    """Show a total; a model card does not say which of several sources prints it."""
    if n is None:
        return TotalShown(None, Status.NOT_FOUND, False, False, None, None)
    status = Status.COUNTED if n else Status.ZERO
    recalled = all(source.recalled for source in card.sources)
    if len(card.sources) != 1:
        return TotalShown(n, status, recalled, True, None, None)
    source = card.sources[0]
    return TotalShown(n, status, recalled, False, source.citation, source.url)


def mix(store: Store, slug: str, pairs: Pairs = ()) -> Mix:
    """Return the parts of the training mix, as printed, with their weights in patients."""
    asked: dict[str, Any] = read_parameters(MODEL_CARD, pairs)
    checked_slug("model", slug)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        card, _ = model_card(session, slug, asked.get("revision"), shot.release)
    sources = {source.id: source for source in card.sources}
    rows = tuple(_mix_row(part, sources, shot) for part in card.mix)
    return Mix(slug, card.mix_complete, rows, len(rows), shot.release)


def _mix_row(part: MixPart, sources: Mapping[str, Source], shot: Snapshot) -> MixRow:
    weight, basis = _weight(part, shot)
    source = sources.get(part.source or "")
    placed_by = sources.get(part.countries_source or "", source)
    card = shot.records.get(part.dataset)
    return MixRow(
        dataset=part.dataset,
        name=card.name if card and part.name == part.dataset else part.name,
        has_card=card is not None,
        role=part.role,
        patients=part.patients,
        images=part.images,
        weight=weight,
        weight_basis=basis,
        private=part.private,
        countries=part.countries,
        countries_recalled=bool(part.countries and placed_by and placed_by.recalled),
        citation=source.citation if source else None,
        url=source.url if source else None,
        note=part.note,
    )


def _weight(part: MixPart, shot: Snapshot) -> tuple[int | None, WeightBasis]:
    if part.patients is not None:
        return part.patients, "printed"
    record = shot.records.get(part.dataset)
    total = record.totals.get(Unit.PATIENTS) if record else None
    if total is None or total.n is None or total.recalled:
        return None, "unknown"
    return total.n, "assumed_whole"
