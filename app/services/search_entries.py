"""Entries of the search: everything that has a page, with the words that people look for it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.reference import Country
from app.domain.vocabulary import Kind
from app.language import _, kept_by_language
from app.services.findings import modality_words
from app.services.places_by_name import (
    also,
    country_path,
    folded,
    list_title,
    region_path,
    region_title,
    regions_of,
)
from app.services.snapshot import Snapshot, snapshot
from app.services.terms import term
from app.stats.inequality_registry import INEQUALITY
from app.stats.performance_registry import GAP_METRICS, GROUP_METRICS
from app.stats.registry import METRICS
from app.store import Store
from app.store.evaluations import published_evaluations
from app.store.models import published_models
from app.store.records import PublishedDataset, PublishedEvaluation, PublishedModel

# In the order in which they are shown.
KINDS = ("country", "region", "dataset", "cohort", "model", "evaluation", "measure")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that has a page: its kind, its name, what it is and where it is."""

    kind: str
    id: str
    name: str
    about: str
    path: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is looked for; `names` and `text` are folded: without case and accents."""

    hit: Hit
    names: tuple[str, ...]
    text: str


def _entry(hit: Hit, other_names: Iterable[str] = (), words: Iterable[str] = ()) -> Entry:
    names = tuple(dict.fromkeys(folded(each) for each in (hit.name, hit.id, *other_names)))
    text = " ".join((*names, folded(hit.about), *(folded(each) for each in words)))
    return Entry(hit, names, text)


@kept_by_language(4)
def entries(store: Store, release: int) -> tuple[Entry, ...]:
    """Return everything of a release that has a page."""
    shot = snapshot(store, release)
    with store.reading() as session:
        models = published_models(session, release)
        evaluations = published_evaluations(session, release)
    names = {each.iso3: " ".join((each.name, *also(each))) for each in shot.countries}
    return (
        *(_country(each) for each in shot.countries),
        *_regions(shot),
        *(_dataset(each, names) for each in shot.records.values()),
        *(_model(each) for each in models),
        *(
            _evaluation(each, shot.records, {m.slug: m.name for m in models})
            for each in evaluations
        ),
        *_measures(),
    )


def _country(country: Country) -> Entry:
    about = ", ".join(filter(None, (country.subregion, country.income_group))) or _(
        "Country or area"
    )
    path = country_path(country.iso3)
    return _entry(Hit("country", country.iso3, country.name, about, path), also(country))


def _regions(shot: Snapshot) -> Iterator[Entry]:
    for grouping, name in regions_of(shot.countries):
        shown = region_title(grouping, name)
        about = list_title(grouping)
        path = region_path(grouping, name)
        yield _entry(Hit("region", f"{grouping}:{name}", shown, about, path), [name])


def _dataset(record: PublishedDataset, names: Mapping[str, str]) -> Entry:
    kind = "cohort" if record.kind is Kind.COHORT else "dataset"
    where = [names.get(place[0], place[0]) for place in record.site_countries]
    shown = [*map(modality_words, record.modalities), *map(term, record.body_regions)]
    about = ", ".join([*shown, *([str(record.release_year)] if record.release_year else [])])
    if record.kind is Kind.AGGREGATE:
        about = _("merge of other sets; {about}", about=about)
    words = (*where, *record.modalities, record.custodian or "")
    return _entry(Hit(kind, record.slug, record.name, about, f"/datasets/{record.slug}"), (), words)


def _model(model: PublishedModel) -> Entry:
    makers = ", ".join(each.organisation for each in model.developers)
    shown = [*map(modality_words, model.modalities), *map(term, model.body_regions)]
    about = "; ".join(filter(None, (", ".join(shown), makers)))
    hit = Hit("model", model.slug, model.name, about, f"/models/{model.slug}")
    return _entry(hit, (), model.modalities)


def _evaluation(
    each: PublishedEvaluation, records: Mapping[str, PublishedDataset], models: Mapping[str, str]
) -> Entry:
    dataset = records[each.dataset].name if each.dataset in records else each.dataset
    model = models.get(each.model, each.model)
    name = _("{model} on {dataset}", model=model, dataset=dataset)
    about = f"{each.task}: {each.label}"
    if each.publication_status == "repository":
        about = _("{about}; found only in a repository", about=about)
    elif each.publication_status == "run":
        about = _("{about}; computed here from uploaded predictions", about=about)
    words = (each.model, each.dataset)
    return _entry(Hit("evaluation", each.slug, name, about, f"/evaluations/{each.slug}"), (), words)


def _measures() -> Iterator[Entry]:
    named = [(each.id, each.name, each.question) for each in METRICS.values()]
    for drawer in (GROUP_METRICS, GAP_METRICS, INEQUALITY):
        named += [(each.id, each.title, each.question) for each in drawer.values()]
    for metric, name, question in named:
        yield _entry(Hit("measure", metric, _(name), _(question), f"/methods#{metric}"))
