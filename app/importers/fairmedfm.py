"""FairMedFM's results: what `fairmedfm score --output` writes, as JSON or as a table per group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.imported import Imported
from app.errors import Invalid, problem
from app.importers.reading.csv_text import read_rows
from app.importers.reading.json_text import read_json_file
from app.importers.reading.results import Metric, Results, short_enough

NAME = "fairmedfm"
_HALF = "where a score above 0.5 means yes"
_F1 = "where a score above the threshold with the highest F1 on all cases means yes"
# As its page of metrics and src/fairmedfm/metrics.py define them.
_METRICS = {
    "auc": Metric("auroc", "Area under the ROC curve."),
    "bce": Metric("bce", "Mean binary cross-entropy, logarithms cut at -100."),
    "ece": Metric("ece", "Expected calibration error, ten bins of equal width over the scores."),
    "acc": Metric("accuracy", f"Accuracy {_HALF}."),
    "tpr": Metric("tpr", f"True positive rate {_HALF}."),
    "tnr": Metric("tnr", f"True negative rate {_HALF}."),
    "acc@best_f1": Metric("accuracy_best_f1", f"Accuracy {_F1}."),
    "tpr@best_f1": Metric("tpr_best_f1", f"True positive rate {_F1}."),
    "tnr@best_f1": Metric("tnr_best_f1", f"True negative rate {_F1}."),
    "mean_dice": Metric("dice", "Mean Dice coefficient over the cases."),
}
_COUNTS = ("n", "tp", "fn", "tn", "fp", "skipped")
_SAME = ("auc@best_f1", "bce@best_f1", "ece@best_f1")
Row = Mapping[str, Any]


def read_fairmedfm(text: str, name: str, part: str | None, given: Mapping[str, Any]) -> Imported:
    """Read the full result (JSON), or the table of groups (CSV), of FairMedFM's command line.

    Parameters
    ----------
    text : str
    name : str
        Of the file; its ending tells JSON from CSV.
    part : str or None
        There is one only.
    given : mapping
        Model, dataset and the rest, which the file does not hold; `groups` where a sex is written
        in other words.

    Returns
    -------
    Imported

    Raises
    ------
    Invalid
        When it is no such file. Pickled results (`metrics.pkl`) are not read: a pickle can run
        any program.
    """
    made = Results(NAME, given)
    if name.casefold().endswith(".csv"):
        rows = [row for _, row in read_rows(short_enough(text), ("attribute", "group", "n"))]
        for row in rows:
            _take_group(made, f"{row['attribute']}, {row['group']}", row)
    else:
        _take_whole(made, read_json_file(short_enough(text)))
    return made.finish(f"FairMedFM, {name}", "https://github.com/FairMedFM/FairMedFM")


def _take_whole(made: Results, told: Mapping[str, Any]) -> None:
    attributes, overall = told.get("attributes"), told.get("overall")
    if not isinstance(attributes, dict) or not isinstance(overall, dict):
        rule = "must have attributes and overall, as fairmedfm score --output writes them"
        raise Invalid("This is no result of FairMedFM.", [problem("file", rule, ", ".join(told))])
    _take_values(made, "overall", overall, {})
    for attribute, found in attributes.items():
        for word, row in _groups(made, attribute, found):
            _take_group(made, f"{attribute}, {word}", {"attribute": attribute, "group": word} | row)
        made.leave(f"attributes.{attribute}.summary", "are gaps and a worst group")
    for warning in told.get("warnings") or ():
        made.leave("warnings", str(warning)[:500])


def _groups(made: Results, attribute: str, found: object) -> Iterator[tuple[str, dict[str, Any]]]:
    groups = found.get("groups") if isinstance(found, dict) else None
    if not isinstance(groups, dict):
        made.note(f"attributes.{attribute}", "must have groups")
        return
    for word, row in groups.items():
        if isinstance(row, dict):
            yield word, row
        else:
            made.note(f"attributes.{attribute}.groups.{word}", "must be an object of metrics")


def _take_group(made: Results, origin: str, row: Row) -> None:
    if row.get("skipped"):
        made.leave(origin, f"was skipped: {str(row['skipped'])[:200]}")
        return
    if " & " in str(row["group"]):
        made.leave(origin, "is of two attributes at once")
        return
    dims = made.group(origin, str(row["attribute"]), str(row["group"]))
    if dims is not None:
        values = {name: value for name, value in row.items() if name not in ("attribute", "group")}
        _take_values(made, origin, values, dims)


def _take_values(made: Results, origin: str, row: Row, dims: dict[str, str]) -> None:
    n = made.cases(origin, row.get("n"))
    positives = [made.cases(origin, row.get(name)) for name in ("tp", "fn")]
    known = [each for each in positives if each is not None]
    n_pos = sum(known) if len(known) == 2 else None
    for name, value in row.items():
        if name in _METRICS:
            made.add(f"{origin}, {name}", _METRICS[name], dims, value, n=n, n_pos=n_pos)
        elif name.removesuffix("@best_f1") not in _COUNTS and name not in _SAME:
            made.leave(f"{origin}, {name}", "is no metric of FairMedFM that we know")
    made.took_from(origin, "results" if dims else "overall")
