"""A wide table of results: one row per group, one column per metric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.imported import Imported
from app.errors import Invalid, problem
from app.importers.reading.csv_text import read_rows
from app.importers.reading.evaluation import GROUP_DIMS
from app.importers.reading.results import Metric, Results, short_enough

NAME = "results_csv"
ENDS = {"_low": "ci_low", "_high": "ci_high", "_sd": "sd"}
_OWN = ("model", "n", "n_pos", "interval_kind")
_EXAMPLE = "sex,n,n_pos,auroc,auroc_low,auroc_high"


def read_results_csv(text: str, name: str, part: str | None, given: Mapping[str, Any]) -> Imported:
    """Read a table that somebody wrote for this purpose.

    Parameters
    ----------
    text : str
        Columns: attributes of groups (`sex`, `age` ...; all empty: everybody), `label`, `n`,
        `n_pos`, `interval_kind`, `model` where there are several, and any other name is a metric,
        with its `_low`, `_high` and `_sd`.
    name : str
        Of the file; said in the citation.
    part : str or None
        Which model, where there is a column `model`.
    given : mapping
        The rest of the card; `metric_definitions` says what the source defines each metric as.

    Returns
    -------
    Imported

    Raises
    ------
    Invalid
        When it has no column of a group or of a metric.
    """
    rows = list(read_rows(short_enough(text), ()))
    columns = list(rows[0][1]) if rows else []
    dims = [each for each in columns if each in GROUP_DIMS]
    metrics = _metrics(columns)
    if not dims or not metrics:
        rule = f"must have a column of groups ({', '.join(GROUP_DIMS)}) and one of a metric"
        raise Invalid("This is no table of results.",
                      [problem("header", rule, ", ".join(columns), _EXAMPLE)])  # fmt: skip
    made = Results(NAME, given)
    if "model" in columns:
        names = list(dict.fromkeys(row["model"] for _, row in rows))
        chosen = made.choose(names, part, "my-model")
        made.take("model", "model", chosen)
        rows = [(line, row) for line, row in rows if row["model"] == chosen]
    for line, row in rows:
        _take(made, f"line {line}", row, dims, metrics)
    return made.finish(f"Table of results, {name}")


def _metrics(columns: list[str]) -> list[str]:
    """Return the columns that are metrics, and not ends of a metric that is there."""
    plain = [each for each in columns if each not in GROUP_DIMS and each not in _OWN]
    return [each for each in plain if not any(each.removesuffix(end) in plain and each.endswith(end)
                                              for end in ENDS)]  # fmt: skip


def _take(
    made: Results, line: str, row: Mapping[str, str], dims: list[str], metrics: list[str]
) -> None:
    group: dict[str, str] = {}
    for dim in dims:
        if row[dim].strip():
            found = made.group(f"{line}, {dim}", dim, row[dim])
            if found is None:
                return
            group |= found
    n, n_pos = (made.cases(f"{line}, {each}", row.get(each)) for each in ("n", "n_pos"))
    kind = row.get("interval_kind") or None
    for name in metrics:
        ends = {
            field: made.number(f"{line}, {name}{end}", row.get(name + end))
            for end, field in ENDS.items()
        }
        metric = Metric(name, made.given.get("metric_definitions", {}).get(name, ""))
        made.add(f"{line}, {name}", metric, group, row[name], n=n, n_pos=n_pos,
                 interval_kind=kind, **ends)  # fmt: skip
    made.took_from(line, "results" if group else "overall")
