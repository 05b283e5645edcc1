"""The table of evaluations."""

from __future__ import annotations

from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.model_answers import EvaluationPage, EvaluationRow
from app.services.places_by_name import folded
from app.services.results.forest import attribute_words, metric_words
from app.services.results.words import SHARED_WORDS
from app.services.terms import protocol_words
from app.services.wording import exact
from frontend.components.table import Cell, link, table

_COLUMNS = (
    (N_("Model and test set"), "name"),
    (N_("Task"), "words"),
    (N_("How it was used"), "words"),
    (N_("Groups by"), "words"),
    (N_("Metrics, each as its source defines it"), "words"),
    (N_("Values"), "number"),
    (N_("Test and training"), "words"),
    (N_("Published in"), "words"),
)
_PUBLISHED = {
    "paper": N_("paper or model card"),
    "repository": N_("personal or student project"),
    "run": N_("computed here from predictions"),
}


def published_words(status: str) -> str:
    """Say where results come from."""
    return _(_PUBLISHED.get(status, status))


def listing(page: EvaluationPage) -> Component:
    """Write the list by name; nothing in it is compared with anything."""
    return table(
        "evaluations-table",
        _("Table of evaluations"),
        _(
            "{total} evaluations, by name. Values of two of them are not comparable: "
            "models, test sets, tasks and definitions differ.",
            total=exact(page.total),
        ),
        _COLUMNS,
        [(f"evaluation-{row.slug}", _cells(row)) for row in sorted(page.items, key=_name)],
        # The page has no picture: on paper, too, the list is what it holds.
        on_paper={f"evaluation-{row.slug}" for row in page.items},
    )


def name_of(row: EvaluationRow) -> str:
    """Name an evaluation as people do: which model on which set."""
    return _("{model} on {dataset}", model=row.model_name, dataset=row.dataset_name)


def _name(row: EvaluationRow) -> tuple[str, str]:
    return folded(name_of(row)), row.slug


def _cells(row: EvaluationRow) -> list[Cell]:
    groups = [attribute_words(each) for each in row.attributes if each != "label"]
    return [
        link(name_of(row), f"/evaluations/{row.slug}"),
        row.task,
        protocol_words(row.protocol),
        ", ".join(groups) or _("none"),
        ", ".join(metric_words(each) for each in row.metrics) or "–",
        exact(row.n_scores) if row.n_scores else _("none read"),
        _(SHARED_WORDS[row.shared_source.state]),
        published_words(row.publication_status),
    ]
