"""Tables of the answers about models and evaluations."""

from __future__ import annotations

from typing import Any

from app.domain.table import ColumnKind, Table
from app.services.catalogue.model_answers import (
    EvaluationDetail,
    EvaluationPage,
    Mix,
    ModelDetail,
    ModelPage,
)
from app.services.catalogue.models import TRAINING_PEOPLE
from app.services.catalogue.tabulate import Shown, shown, table, total_columns


def _reported(item: str) -> Shown:
    return shown(
        f"reports_{item}",
        f"Whether its documents report the {item} of the people it learned from",
        read=lambda row: row.demographics_reported.get(item),
    )


def _organisations(row: Any) -> list[str]:
    return [each.organisation for each in row.developers]


def _developer_countries(row: Any) -> list[str]:
    return [each.country for each in row.developers if each.country]


_IDENTITY = (
    shown("slug", "Name of the card"),
    shown("name", "Name of the model"),
    shown("edition", "The authors' own label of the version"),
    shown("revision", "Number of this content of the card", "whole"),
    shown("release_year", "Year of release", "whole", "year"),
    shown("modalities", "Imaging modalities"),
    shown("body_regions", "Parts of the body"),
    shown("developers", "Who made it", read=_organisations),
    shown(
        "developer_countries", "Where its makers are, not its patients", read=_developer_countries
    ),
    shown("architecture", "Architecture"),
    shown("parameters", "Parameters", "whole", "parameters"),
    shown("weights_access", "How a person obtains the weights"),
    shown("mix_complete", "Whether the published list of training sets is complete"),
    shown("fairness_evaluated", "Whether its source reports results per group"),
)
_ROW = (
    *_IDENTITY,
    shown("total_patients", "Printed total of its training data", "whole", "patients"),
    shown("total_images", "Printed total of its training data", "whole", "images"),
    shown("parts", "Parts of its training mix", "whole"),
    shown("parts_with_card", "Those with a dataset card here", "whole"),
    *(_reported(item) for item in TRAINING_PEOPLE),
)


def _compute(name: str, meaning: str, kind: ColumnKind = "text") -> Shown:
    return shown(name, meaning, kind, read=lambda row: (row.compute or {}).get(name))


_CARD = (
    *_IDENTITY,
    *total_columns("patients"),
    *total_columns("images"),
    shown("totals_note", "Note on the totals"),
    shown("pretraining_method", "How it was trained"),
    shown("licence", "Licence of the model"),
    shown("homepage", "Address"),
    shown("doi", "DOI"),
    _compute("gpu_type", "Hardware of the training"),
    _compute("gpu_count", "Devices", "whole"),
    _compute("gpu_hours", "Hours of devices", "number"),
    _compute("energy_kwh", "Energy, as printed", "number"),
    _compute("co2_kg", "Carbon dioxide, as printed", "number"),
    shown("mitigation", "What was done about differences between groups"),
    shown("intended_uses", "What its makers say that it is meant for"),
    shown("unsuitable_uses", "What they say that it is not meant for"),
    shown("note", "Note"),
    shown("citations", "Sources of the card", read=lambda row: [s.citation for s in row.sources]),
)
_MIX = (
    shown("dataset", "Slug or name of the part"),
    shown("name", "Name as printed"),
    shown("has_card", "Whether it has a dataset card here", "flag"),
    shown("role", "pretrain or finetune; never added to each other"),
    shown("patients", "Patients of the part, as printed", "whole", "patients"),
    shown("images", "Images of the part, as printed", "whole", "images"),
    shown("weight", "Weight of the part", "whole", "patients"),
    shown("weight_basis", "printed, assumed_whole (the dataset's total) or unknown"),
    shown("private", "Whether the part is private", "flag"),
    shown("countries", "Where imaged, as far as stated (ISO 3166-1 alpha-3)"),
    shown("citation", "Where it was printed"),
    shown("url", "Address of that source"),
    shown("note", "Note"),
)
_EVALUATIONS = (
    shown("slug", "Name of the card"),
    shown("model", "Model, as printed or its slug"),
    shown("dataset", "Dataset, as printed or its slug"),
    shown("model_slug", "Model card here"),
    shown("dataset_slug", "Dataset card here"),
    shown("task", "Task"),
    shown("label", "Label"),
    shown("protocol", "How the model was used"),
    shown("scale", "fraction or percent, as printed"),
    shown("publication_status", "paper, repository or run"),
    shown("n_scores", "Published values", "whole"),
    shown("attributes", "What the groups are told apart by"),
    shown("metrics", "Metrics, each as its source defines it"),
    shown(
        "shared_source",
        "Whether the test set shares its source with what the model learned from",
        read=lambda row: row.shared_source.state,
    ),
    shown(
        "shared_with",
        "Parts of the training mix that it shares its source with",
        read=lambda row: tuple(dict.fromkeys(each.learned for each in row.shared_source.links)),
    ),
)
_SCORES = (
    shown(
        "group",
        "Group and label that the value is of; empty for the whole test set",
        read=lambda row: tuple(f"{name}={value}" for name, value in row.dims.items()),
    ),
    shown("metric", "Metric, as the source defines it"),
    shown("value", "Value in the scale of the card", "number"),
    shown("value_low", "Lowest, where only a range is printed", "number"),
    shown("value_high", "Highest, where only a range is printed", "number"),
    shown("ci_low", "Interval, low end", "number"),
    shown("ci_high", "Interval, high end", "number"),
    shown("ci_half_width", "Half the width of the interval", "number"),
    shown("sd", "Standard deviation", "number"),
    shown("interval_kind", "What the interval is over: patients, rows, seeds, folds, unstated"),
    shown("n", "Cases evaluated", "whole", "cases"),
    shown("n_pos", "Positives among them", "whole", "cases"),
    shown("run", "Run"),
    shown("source", "Source within the card"),
)


def model_table(page: ModelPage) -> Table:
    """One row per model."""
    return table("models", "One row per foundation model.", _ROW, page.items, page.release)


def model_card_table(card: ModelDetail) -> Table:
    """One row: the card without its training mix."""
    definition = "The card of one model; what it learned from is under mix."
    return table(f"model-{card.slug}", definition, _CARD, [card], card.release)


def mix_table(mix: Mix) -> Table:
    """One row per part."""
    definition = "One row per part of the training mix, as the model's source prints it."
    return table(f"model-{mix.slug}-mix", definition, _MIX, mix.items, mix.release)


def evaluation_table(page: EvaluationPage) -> Table:
    """One row per evaluation."""
    definition = "One row per published evaluation of one model on one dataset."
    return table("evaluations", definition, _EVALUATIONS, page.items, page.release)


def score_table(card: EvaluationDetail) -> Table:
    """One row per published value."""
    definition = f"One row per published value; scale: {card.scale}, metrics as its source says."
    return table(f"evaluation-{card.slug}", definition, _SCORES, card.scores, card.release)
