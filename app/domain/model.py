"""Model card: what a foundation model says of itself, and the mix it learned from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.counts import CountTable
from app.domain.source import Source
from app.domain.vocabulary import Reported
from app.errors import Invalid, problem


@dataclass(frozen=True, slots=True)
class MixPart:
    """One part of a training mix. Without a card it is a named corpus of unknown composition.

    Parameters
    ----------
    dataset, name : str
        Slug, and the name as printed.
    has_card : bool
        Whether a dataset card with this slug exists here.
    role : str
        "pretrain" or "finetune"; never added to each other.
    patients, images : int or None
        What the source prints of this part.
    private : bool or None
    countries : tuple of str
        Where imaged, ISO 3166-1 alpha-3, where the source says so.
    source, countries_source, note, published_as : str or None
    """

    dataset: str
    name: str
    has_card: bool
    role: str
    patients: int | None
    images: int | None
    private: bool | None
    countries: tuple[str, ...] = ()
    source: str | None = None
    countries_source: str | None = None
    note: str | None = None
    published_as: str | None = None


@dataclass(frozen=True, slots=True)
class Developer:
    """Who made the model, and in which country they are: never where patients were imaged."""

    organisation: str
    country: str | None


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A foundation model.

    Parameters
    ----------
    mix : tuple of MixPart
        The training mix as printed.
    mix_complete : Reported
        Whether the printed list of parts is complete: yes, partial or no.
    population_tables : tuple of CountTable
        Printed tables of the training population; they win over the mix.
    demographics_reported : mapping of str to Reported
    compute : mapping of str to (float or str or None), or None
    mitigation, intended_uses, unsuitable_uses : str or None
        What was done about differences between groups, and what the makers say that the model is
        meant for and not meant for, in words that their source supports.

    Raises
    ------
    Invalid
        When a part or a table names no source of the card.
    """

    slug: str
    name: str
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    developers: tuple[Developer, ...]
    mix: tuple[MixPart, ...]
    mix_complete: Reported
    sources: tuple[Source, ...]
    version: str | None = None
    release_year: int | None = None
    architecture: str | None = None
    parameters: int | None = None
    pretraining_method: str | None = None
    licence: str | None = None
    weights_access: str | None = None
    homepage: str | None = None
    doi: str | None = None
    total_images: int | None = None
    total_patients: int | None = None
    totals_note: str | None = None
    compute: Mapping[str, object] | None = None
    demographics_reported: Mapping[str, Reported] = field(default_factory=dict)
    fairness_evaluated: Reported = Reported.UNKNOWN
    mitigation: str | None = None
    intended_uses: str | None = None
    unsuitable_uses: str | None = None
    population_tables: tuple[CountTable, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        ids = {each.id for each in self.sources}
        used = {f"pretraining[{i}].source": part.source for i, part in enumerate(self.mix)}
        used |= {
            f"training_population_tables[{i}].source": table.source
            for i, table in enumerate(self.population_tables)
        }
        rule = f"must be the id of a source of this card ({', '.join(sorted(ids))})"
        problems = [problem(k, rule, v) for k, v in used.items() if v is not None and v not in ids]
        if problems:
            raise Invalid(f"The model card {self.slug!r} is not usable.", problems)
