"""An evaluation card: published results per group, with the interval as the source prints it."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.evaluation import INTERVAL_KINDS, EvaluationCard, PublishedScore
from app.domain.vocabulary import Dim
from app.errors import Invalid
from app.importers.reading.fields import Fields, relocate
from app.importers.reading.sources import read_sources
from app.importers.reading.whole import Given, read_whole

EVALUATION_FIELDS = (
    "slug", "model", "model_detail", "dataset", "dataset_card", "datasets", "trained_on",
    "task", "label", "protocol", "protocol_note", "metric_definitions", "scale", "overall",
    "results", "publication_status", "skin_tone_scheme", "qualitative_findings", "notes", "sources",
)  # fmt: skip
# /api/v1/evaluations/runs is where runs are sent to.
RUNS = "runs"
NUMBERS = (
    "value", "ci_low", "ci_high", "ci_half_width", "sd", "prevalence", "share_of_positives",
    "value_low", "value_high",
)  # fmt: skip
SCORE_FIELDS = (
    "dims", "metric", "source", "interval_kind", "interval_dropped", "n", "n_pos", "run", *NUMBERS,
)  # fmt: skip
# Insurance is printed beside the demographic dims in some audits.
GROUP_DIMS = (*(dim.value for dim in Dim), "insurance")
SCALES = ("fraction", "percent")
# Measures that are shares by these names, whoever prints them.
SHARES = frozenset(
    {
        "accuracy", "auprc", "auroc", "balanced_accuracy", "brier", "ece", "fnr", "fpr", "ppv",
        "tnr", "tpr",
    }
)  # fmt: skip
STATUSES = ("paper", "repository", "run")


def read_evaluation(given: Given) -> EvaluationCard:
    """Read the card of a published evaluation.

    Parameters
    ----------
    given : str or mapping
        One card in YAML; see docs/cards.md.

    Returns
    -------
    EvaluationCard
        `overall` results first, marked as such, then those of the groups.

    Raises
    ------
    Invalid
        With every problem found: field path, rule, value and an example.
    TooLarge
        When the text is longer than allowed.
    """
    return read_whole(given, EVALUATION_FIELDS, _card, "evaluation")


def _card(fields: Fields) -> EvaluationCard | None:
    sources = read_sources(fields)
    definitions = _definitions(fields)
    _check_named(fields, sorted(definitions), sorted(source.id for source in sources))
    _check_scale(fields)
    scores = (*_scores(fields, "overall"), *_scores(fields, "results"))
    values = {
        **{name: fields.text(name) for name in ("model", "dataset", "task", "label", "protocol")},
        "slug": _slug(fields),
        "model_detail": fields.optional_text("model_detail"),
        "protocol_note": fields.optional_text("protocol_note"),
        "skin_tone_scheme": fields.optional_text("skin_tone_scheme"),
        "metric_definitions": definitions,
        "scores": scores,
        "sources": sources,
        "dataset_has_card": fields.flag("dataset_card"),
        "datasets": fields.texts("datasets"),
        "trained_on": fields.texts("trained_on"),
        "scale": _one_of(fields, "scale", SCALES),
        "publication_status": _one_of(fields, "publication_status", STATUSES),
        "qualitative_findings": _joined(fields, "qualitative_findings"),
        "note": _joined(fields, "notes"),
    }
    if fields.problems:
        return None
    try:
        return EvaluationCard(**values)  # type: ignore[arg-type]  # read by their types above
    except Invalid as error:
        fields.problems.extend(relocate(error, ""))
        return None


def _slug(fields: Fields) -> str:
    slug = fields.slug("slug")
    if slug == RUNS:
        fields.note("slug", "is the address of runs", slug, "my-model-on-my-dataset")
    return slug


def _one_of(fields: Fields, name: str, allowed: tuple[str, ...]) -> str:
    value = fields.optional_text(name) or allowed[0]
    if value not in allowed:
        fields.note(name, f"must be one of {', '.join(allowed)}", value, allowed[0])
    return value


def _joined(fields: Fields, name: str) -> str | None:
    """Read a text or a list of texts; a list becomes one paragraph per entry."""
    if isinstance(fields.values.get(name), list):
        return "\n".join(fields.texts(name)) or None
    return fields.optional_text(name)


def _definitions(fields: Fields) -> dict[str, str]:
    value = fields.values.get("metric_definitions")
    names = tuple(value) if isinstance(value, dict) else ()
    inside = fields.inside("metric_definitions", names)
    return {name: inside.text(name) for name in names}


def _check_named(fields: Fields, metrics: Sequence[str], sources: Sequence[str]) -> None:
    """Each result names a metric that is defined and a source of the card."""
    for name in ("overall", "results"):
        rows = fields.values.get(name)
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict):
                continue
            where = f"{name}[{index}]"
            if row.get("metric") not in metrics:
                rule = f"must be one of metric_definitions ({', '.join(metrics) or 'none'})"
                fields.note(f"{where}.metric", rule, row.get("metric"))
            if row.get("source") not in sources:
                rule = f"must be the id of a source of this card ({', '.join(sources)})"
                fields.note(f"{where}.source", rule, row.get("source"))


def _check_scale(fields: Fields) -> None:
    """A share lies between nothing and all: 88 on a scale to 1 was printed in per cent."""
    most = 100 if fields.values.get("scale") == "percent" else 1
    for name in ("overall", "results"):
        rows = fields.values.get(name)
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            value = row.get("value") if isinstance(row, dict) else None
            if not isinstance(value, int | float) or str(row.get("metric")) not in SHARES:
                continue
            if not 0 <= value <= most:
                rule = f"must lie from 0 to {most}, the scale of the card (scale)"
                fields.note(f"{name}[{index}].value", rule, value, "0.88")


def _scores(fields: Fields, name: str) -> list[PublishedScore]:
    return [_score(each, name == "overall") for each in fields.each(name, SCORE_FIELDS)]


def _score(fields: Fields, overall: bool) -> PublishedScore:
    dims = fields.inside("dims", GROUP_DIMS)
    numbers = {name: fields.number(name) for name in NUMBERS}
    low, high = numbers["ci_low"], numbers["ci_high"]
    if low is not None and high is not None and low > high:
        fields.note("ci_low", f"must not lie above ci_high ({high})", low)
    n, n_pos = fields.whole("n"), fields.whole("n_pos")
    if n is not None and n_pos is not None and n_pos > n:
        fields.note("n_pos", f"must not exceed n ({n})", n_pos)
    return PublishedScore(
        dims={dim: dims.text(dim) for dim in dims.values},
        metric=fields.text("metric"),
        source=fields.text("source"),
        overall=overall,
        interval_kind=_interval_kind(fields),
        interval_dropped=fields.optional_text("interval_dropped"),
        n=n,
        n_pos=n_pos,
        run=fields.optional_text("run"),
        **numbers,
    )


def _interval_kind(fields: Fields) -> str:
    value = fields.optional_text("interval_kind") or "unstated"
    if value not in INTERVAL_KINDS:
        rule = f"must be one of {', '.join(INTERVAL_KINDS)}"
        fields.note("interval_kind", rule, value, "patients")
    return value
