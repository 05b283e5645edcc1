"""Mix: the training mix of a model, as a selection that can be assessed like any subject."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.assessment import CitedSource, Excluded
from app.domain.card import Total
from app.domain.model import MixPart, ModelCard
from app.domain.question import Question
from app.domain.vocabulary import Access, Kind, Reported, Unit
from app.language import _
from app.services.selection import Selection, filtered, parts_of, totals
from app.services.sources import as_cited
from app.store.records import PublishedDataset

PRETRAIN = "pretrain"


def select_mix(
    question: Question, card: ModelCard, records: Mapping[str, PublishedDataset]
) -> Selection:
    """Choose the datasets that a model learned from, with the weight of each (COUNTING, 14).

    The weight is what the model's source prints, else the dataset's own total (assumed whole),
    else not known. A part without a card is of unknown composition: it leaves the mix open.
    """
    chosen: dict[str, PublishedDataset] = {}
    weights: dict[str, int] = {}
    printed: dict[str, CitedSource | None] = {}
    excluded: list[Excluded] = []
    notes: list[str] = []
    open_ended = card.mix_complete is not Reported.YES
    if open_ended and card.mix:
        notes.append(_("The published list of what the model learned from is not complete."))
    for part in card.mix:
        if part.role != PRETRAIN:
            continue
        record = records.get(part.dataset)
        if record is None:
            open_ended = True
            excluded.append(Excluded(part.dataset, _("no card here: its people are not known")))
            continue
        members = parts_of(record, records) if record.kind is Kind.AGGREGATE else [record]
        open_ended = open_ended or record.kind is Kind.AGGREGATE
        kept, left_out = filtered(question, members)
        excluded.extend(left_out)
        chosen |= {member.slug: member for member in kept}
        for member in kept:
            own = _printed(question, part) if member is record else None
            if own is None:
                weights |= _whole(question, member, notes)
            else:
                weights[member.slug] = own
                printed[member.slug] = _cited(card, part.source)
    return Selection(
        datasets=tuple(chosen.values()),
        total=weights,
        printed=printed,
        excluded=tuple(excluded),
        notes=tuple(dict.fromkeys(notes)),
        open_ended=open_ended or len(weights) < len(chosen),
    )


def as_record(card: ModelCard, revision_id: int) -> PublishedDataset:
    """Read a printed table of the training population as one set of its own."""
    # A model card does not say which of several sources prints its total.
    only = card.sources[0].id if len(card.sources) == 1 else None
    printed = {Unit.PATIENTS: card.total_patients, Unit.IMAGES: card.total_images}
    return PublishedDataset(
        revision_id=revision_id,
        slug=card.slug,
        name=card.name,
        kind=Kind.DATASET,
        revision=1,
        edition=card.version,
        release_year=card.release_year,
        modalities=card.modalities,
        body_regions=card.body_regions,
        access=Access.UNKNOWN,
        synthetic=False,
        custodian=None,
        overlap=None,
        n_sources=len(card.sources),
        totals={unit: Total(unit, n, only) for unit, n in printed.items() if n is not None},
        derived_from=(),
        site_countries=(),
        documentation=card.demographics_reported,
    )


def _printed(question: Question, part: MixPart) -> int | None:
    return {Unit.PATIENTS: part.patients, Unit.IMAGES: part.images}.get(question.unit)


def _cited(card: ModelCard, source_id: str | None) -> CitedSource | None:
    return next((as_cited(card.name, each) for each in card.sources if each.id == source_id), None)


def _whole(question: Question, member: PublishedDataset, notes: list[str]) -> dict[str, int]:
    whole = totals(question, [member])
    if whole:
        notes.append(_assumed_whole(member.name))
    return whole


def _assumed_whole(name: str) -> str:
    return _("{name}: assumed to be used whole (no number of it is printed).", name=name)


def is_assumed_whole(note: str) -> bool:
    """Whether a note of an answer in this language is about a part that is taken whole."""
    before, after = _assumed_whole("\0").split("\0")
    return note.startswith(before) and note.endswith(after)
