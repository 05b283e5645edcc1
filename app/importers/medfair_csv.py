"""MEDFAIR's tables: one row per method, or mean and spread of one method; columns per group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.domain.imported import Imported
from app.errors import Invalid, problem
from app.importers.reading.csv_text import read_rows
from app.importers.reading.results import Metric, Results, short_enough

NAME = "medfair_csv"
PREFIX = "Test "
_F1 = "at the threshold with the highest F1 on all cases"
# As utils/evaluation.py of the repository computes them.
_OF_ALL = {
    "Overall AUC": Metric("auroc", "Area under the ROC curve."),
    "Overall Acc": Metric("accuracy", f"Accuracy {_F1}."),
    "Overall ECE": Metric("ece", "Expected calibration error, ten bins of equal width."),
    "Overall BCE": Metric("bce", "Mean binary cross-entropy."),
    "Overall FPR": Metric("fpr", f"False positive rate {_F1}."),
    "Overall FNR": Metric("fnr", f"False negative rate {_F1}."),
}
_OF_GROUP = {
    "auc-group_": _OF_ALL["Overall AUC"],
    "acc-group_": _OF_ALL["Overall Acc"],
    "ECE-group_": _OF_ALL["Overall ECE"],
    "BCE-group_": _OF_ALL["Overall BCE"],
    "FPR-group_": _OF_ALL["Overall FPR"],
    "FNR-group_": _OF_ALL["Overall FNR"],
    "recall_at_thres-group_": Metric("tpr_at_0.5", "True positive rate at threshold 0.5."),
    "specificity_at_thres-group_": Metric("tnr_at_0.5", "True negative rate at threshold 0.5."),
    "tpr_at_tnr_": Metric(
        "tpr_at_tnr_0.8", "True positive rate where the group's own specificity is 0.8."
    ),
}
_COLUMN = re.compile(rf"({'|'.join(map(re.escape, _OF_GROUP))})([0-9]{{1,2}})")
_LEFT = {
    "fnr_at_thres-group_": "is one minus recall_at_thres",
    "fpr_at_thres-group_": "is one minus specificity_at_thres",
}
# Datasets as the repository calls them, with a digit where age has so many classes.
_FILE = re.compile(r"([A-Za-z0-9_]+?)[0-9]?-(Sex|Age|Race|skin_type|Insurance)(?:-.*)?\.csv")
# Which group is which number, where the code that all its datasets share says so.
_GROUPS = {"Sex": {"0": "male", "1": "female"}, "Race": {"0": "White", "1": "other"}}
_STATISTICS = ("mean", "std", "ci95_hi", "ci95_lo")


def read_medfair(text: str, name: str, part: str | None, given: Mapping[str, Any]) -> Imported:
    """Read a table of the results folder of MEDFAIR, or a `_test_pred_stat.csv` of its runs.

    Parameters
    ----------
    text : str
        With a column `methods` and values such as 0.8809±0.001 (mean and standard deviation over
        seeds); or with the rows mean, std, ci95_hi and ci95_lo.
    name : str
        Of the file: "CXP-Sex.csv" says dataset and attribute.
    part : str or None
        Which method.
    given : mapping
        `attribute` and `groups` ({"0": "0-59"}) where the file's name and the shared code of
        MEDFAIR do not tell them: age bands differ by dataset.

    Returns
    -------
    Imported

    Raises
    ------
    Invalid
        When it is no such table, or holds several methods and none is chosen.
    """
    rows = [row for _, row in read_rows(short_enough(text), ())]
    made = Results(NAME, given)
    named = _FILE.fullmatch(name)
    attribute = str(given.get("attribute") or (named[2] if named else ""))
    if named:
        made.take("name of the file", "dataset", named[1])
    values = _chosen(made, rows, part)
    for column, value in values.items():
        _take(made, column, value, attribute)
    return made.finish(f"MEDFAIR, {name}", "https://github.com/ys-zong/MEDFAIR")


Value = dict[str, Any]


def _chosen(made: Results, rows: list[dict[str, str]], part: str | None) -> dict[str, Value]:
    """Return the values of one method by column."""
    if rows and "methods" in rows[0]:
        wanted = made.choose([row["methods"] for row in rows], part, "baseline")
        made.take("methods", "model", f"{wanted} (MEDFAIR)")
        row = next(row for row in rows if row["methods"] == wanted)
        return {name: {"value": text} for name, text in row.items() if name != "methods"}
    by_row = {row.pop("", row.pop("Unnamed: 0", "")): row for row in rows}
    if tuple(by_row) != _STATISTICS:
        rule = f"must have a column methods, or the rows {', '.join(_STATISTICS)}"
        raise Invalid("This is no table of MEDFAIR.", [problem("file", rule, ", ".join(by_row))])
    mean, std, high, low = (by_row[each] for each in _STATISTICS)
    return {
        name: {"value": mean[name], "sd": std[name], "ci_low": low[name], "ci_high": high[name]}
        for name in mean
    }


def _take(made: Results, column: str, value: Value, attribute: str) -> None:
    plain = column.removeprefix(PREFIX)
    if plain in _OF_ALL:
        _add(made, column, _OF_ALL[plain], {}, value)
        return
    found = _COLUMN.fullmatch(plain)
    if found is None:
        why = next((why for start, why in _LEFT.items() if plain.startswith(start)), None)
        made.leave(column, why or "is a gap or a worst group, no value of one group")
        return
    word = made.given.get("groups", {}).get(found[2]) or _GROUPS.get(attribute, {}).get(found[2])
    if not attribute or word is None:
        rule = f"say which group of {attribute or 'what'} number {found[2]} is, in `groups`"
        made.note(column, rule, "", '{"0": "0-59", "1": "60+"}')
        return
    dims = made.group(column, attribute, word)
    if dims is not None:
        _add(made, column, _OF_GROUP[found[1]], dims, value)


def _add(made: Results, column: str, metric: Metric, dims: dict[str, str], value: Value) -> None:
    before = len(made.problems)
    more = {name: made.number(column, each) for name, each in value.items() if name != "value"}
    if len(made.problems) == before and value["value"].strip():
        made.add(column, metric, dims, value["value"], **more, interval_kind="seeds")
        made.took_from(column, "results" if dims else "overall")
