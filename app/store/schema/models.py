"""Foundation models and the mixes they learned from."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Reported
from app.store.schema.base import (
    Base,
    JsonText,
    Position,
    Words,
    of_revision,
    sourced_by,
    words_of,
)


class ModelFacts(Base):
    """Identity and prose of a model revision."""

    __tablename__ = "model_facts"
    revision_id: Mapped[int] = of_revision()
    name: Mapped[str]
    modalities: Mapped[tuple[str, ...]] = mapped_column(Words)
    body_regions: Mapped[tuple[str, ...]] = mapped_column(Words)
    mix_complete: Mapped[Reported] = mapped_column(words_of(Reported, "mix_complete"))
    release_year: Mapped[int | None] = mapped_column(sa.Integer)
    architecture: Mapped[str | None]
    parameters: Mapped[int | None]
    pretraining_method: Mapped[str | None]
    licence: Mapped[str | None]
    weights_access: Mapped[str | None]
    homepage: Mapped[str | None]
    doi: Mapped[str | None]
    total_images: Mapped[int | None]
    total_patients: Mapped[int | None]
    totals_note: Mapped[str | None]
    compute: Mapped[dict[str, object] | None] = mapped_column(JsonText)
    fairness_evaluated: Mapped[Reported] = mapped_column(words_of(Reported, "fairness_evaluated"))
    mitigation: Mapped[str | None]
    intended_uses: Mapped[str | None]
    unsuitable_uses: Mapped[str | None]
    note: Mapped[str | None]


class DeveloperRow(Base):
    """Who made a model, and in which country they are."""

    __tablename__ = "developers"
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    organisation: Mapped[str]
    country: Mapped[str | None]


class MixPartRow(Base):
    """One part of a training mix, as printed."""

    __tablename__ = "mix_parts"
    __table_args__ = (
        sourced_by("source"),
        sa.CheckConstraint("patients >= 0", name="patients"),
        sa.CheckConstraint("images >= 0", name="images"),
    )
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    dataset: Mapped[str] = mapped_column(sa.Text, index=True)
    name: Mapped[str]
    has_card: Mapped[bool]
    role: Mapped[str]
    patients: Mapped[int | None]
    images: Mapped[int | None]
    private: Mapped[bool | None]
    countries: Mapped[tuple[str, ...]] = mapped_column(Words)
    source: Mapped[str | None]
    countries_source: Mapped[str | None]
    note: Mapped[str | None]
    published_as: Mapped[str | None]
