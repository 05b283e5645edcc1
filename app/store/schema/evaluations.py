"""Published results of a model on a dataset."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.evaluation import INTERVAL_KINDS
from app.store.schema.base import Base, JsonText, Position, Words, of_revision, sourced_by


class EvaluationFacts(Base):
    """Which model on which dataset, by which protocol; names stay as printed."""

    __tablename__ = "evaluation_facts"
    revision_id: Mapped[int] = of_revision()
    model: Mapped[str] = mapped_column(sa.Text, index=True)
    dataset: Mapped[str] = mapped_column(sa.Text, index=True)
    task: Mapped[str]
    label: Mapped[str]
    protocol: Mapped[str]
    metric_definitions: Mapped[dict[str, str]] = mapped_column(JsonText)
    dataset_has_card: Mapped[bool]
    datasets: Mapped[tuple[str, ...]] = mapped_column(Words)
    trained_on: Mapped[tuple[str, ...]] = mapped_column(Words, server_default="[]")
    model_detail: Mapped[str | None]
    protocol_note: Mapped[str | None]
    scale: Mapped[str]
    publication_status: Mapped[str]
    skin_tone_scheme: Mapped[str | None]
    qualitative_findings: Mapped[str | None]
    note: Mapped[str | None]
    extra: Mapped[dict[str, str]] = mapped_column(JsonText)


class ScoreRow(Base):
    """One published value, in the scale of its evaluation."""

    __tablename__ = "scores"
    __table_args__ = (
        sourced_by("source"),
        sa.CheckConstraint(f"interval_kind IN {INTERVAL_KINDS}", name="interval_kind"),
    )
    revision_id: Mapped[int] = of_revision()
    position: Mapped[Position]
    dims: Mapped[dict[str, str]] = mapped_column(JsonText)
    metric: Mapped[str]
    value: Mapped[float | None]
    source: Mapped[str]
    overall: Mapped[bool]
    ci_low: Mapped[float | None]
    ci_high: Mapped[float | None]
    ci_half_width: Mapped[float | None]
    sd: Mapped[float | None]
    interval_kind: Mapped[str]
    interval_dropped: Mapped[str | None]
    n: Mapped[int | None]
    n_pos: Mapped[int | None]
    prevalence: Mapped[float | None]
    share_of_positives: Mapped[float | None]
    value_low: Mapped[float | None]
    value_high: Mapped[float | None]
    run: Mapped[str | None]
