"""Hugging Face model cards: results under `model-index` in the front matter of README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.imported import Imported
from app.errors import Invalid, problem
from app.importers.reading.front_matter import front_matter
from app.importers.reading.results import Metric, Results

NAME = "model_index"
_OURS = {"roc_auc": "auroc", "auroc": "auroc", "average_precision": "auprc", "recall": "tpr",
         "sensitivity": "tpr", "specificity": "tnr", "precision": "ppv"}  # fmt: skip
# Words that say no more than the metric itself; any other may say of whom the value is.
_PLAIN = frozenset(
    {
        "test", "eval", "evaluation", "validation", "the", "on", "set", "score", "roc", "auc",
        "auroc", "area", "under", "curve", "f1", "accuracy", "precision", "recall", "sensitivity",
        "specificity", "average", "macro", "micro", "weighted", "mean", "dice", "iou",
    }
)  # fmt: skip
_METRIC = re.compile(r"[a-z][a-z0-9_@.]{0,59}")


def read_model_index(text: str, name: str, part: str | None, given: Mapping[str, Any]) -> Imported:
    """Read one result of `model-index`: one model on one dataset.

    Parameters
    ----------
    text : str
        README.md with front matter.
    name : str
        Of the file; said in the citation.
    part : str or None
        Which result, as "model on dataset (split)".
    given : mapping
        `groups` says of whom a value is whose name says more than its metric:
        {"AUROC (female)": "sex=female"}; such a value is never taken as everybody's.

    Returns
    -------
    Imported

    Raises
    ------
    Invalid
        When there is no `model-index`, or it is not as the hub describes it.
    """
    head, _ = front_matter(text)
    found = dict(_results(head.get("model-index")))
    if not found:
        rule = "must list models with results, each with task, dataset and metrics"
        raise Invalid("The card has no results.", [problem("model-index", rule)])
    made = Results(NAME, given)
    chosen = made.choose(list(found), part, "my-model on my-dataset (test)")
    model, result = found[chosen]
    made.text("model-index.name", "model", model)
    dataset, task = _inside(result, "dataset"), _inside(result, "task")
    made.text("dataset.name", "dataset", dataset.get("name") or dataset.get("type"))
    made.text("task", "task", task.get("name") or task.get("type"))
    for at, metric in enumerate(_listed(result, "metrics")):
        _take(made, f"metrics[{at}]", metric)
    _scale(made)
    for each in ("config", "revision", "args"):
        if each in dataset:
            made.leave(f"dataset.{each}", "a card has no field for it")
    source = _inside(result, "source")
    return made.finish(f"Model card of {model} ({name})", source.get("url"))


Found = tuple[str, tuple[str, Mapping[str, Any]]]


def _results(index: object) -> Iterator[Found]:
    for model in index if isinstance(index, list) else ():
        if not isinstance(model, dict):
            continue
        for result in _listed(model, "results"):
            dataset, named = _inside(result, "dataset"), str(model.get("name", ""))
            split = f" ({dataset['split']})" if dataset.get("split") else ""
            on = dataset.get("name") or dataset.get("type") or "a dataset without a name"
            yield f"{named} on {on}{split}", (named, result)


def _listed(value: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _inside(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _take(made: Results, origin: str, metric: Mapping[str, Any]) -> None:
    kind, called = str(metric.get("type", "")), str(metric.get("name") or "")
    own = _OURS.get(kind, kind)
    if not _METRIC.fullmatch(own):
        made.note(f"{origin}.type", "must be the id of a metric", kind, "roc_auc")
        return
    dims = _dims(made, origin, called, kind)
    if dims is None:
        return
    definition = f"{called or kind}, as the model card prints it; it says no more."
    made.add(f"{origin}, {called or kind}", Metric(own, definition), dims, metric.get("value"))
    made.took_from(origin, "results" if dims else "overall")


def _dims(made: Results, origin: str, called: str, kind: str) -> dict[str, str] | None:
    """Return whose the value is: everybody's only where its name says no more than its metric."""
    told = made.given.get("groups", {}).get(called)
    if told is not None:
        attribute, _, word = told.partition("=")
        return made.group(origin, attribute, word)
    words = set(re.findall(r"[a-z0-9]+", called.casefold())) - set(re.split(r"[^a-z0-9]", kind))
    if words - _PLAIN:
        made.leave(origin, f"may be of a part of the cases: say of whom {called!r} is, in `groups`")
        return None
    return {}


def _scale(made: Results) -> None:
    """Read the scale from the values: all at most 1, or per cent; both at once is a problem."""
    rows = [*made.fields.get("overall", ()), *made.fields.get("results", ())]
    large = [row for row in rows if row["value"] > 1]
    if large and len(large) < len(rows):
        rule = "must all be fractions or all be per cent: say which in `scale`"
        made.note("metrics", rule, ", ".join(str(row["value"]) for row in rows)[:200])
    elif large:
        made.take("metrics", "scale", "percent")
