"""One measurement in a process of its own: `python -m benchmarks.engine.task NAME FILE [numpy]`.

Prints one line of JSON. A process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq

from app.engine import kernels
from app.engine.evaluate import evaluate
from app.engine.files import ATTRIBUTE, read_rows
from benchmarks.engine.made import GROUPINGS, REPLICATES, SIZES, THRESHOLD, question

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = ["score", "truth", *(ATTRIBUTE + name for name in SIZES)]
PEERS_ROWS = 100_000


def cpu(task: Callable[[], object], rounds: int) -> float:
    """Return the median of user and system seconds over some rounds."""
    times = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_SELF)
        task()
        after = resource.getrusage(resource.RUSAGE_SELF)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return float(np.median(times))


def arrow(file: str) -> dict[str, float]:
    """Read the five columns that the points need."""
    return {"cpu": cpu(lambda: pq.read_table(file, columns=COLUMNS, use_threads=False), 5)}


def points(file: str) -> dict[str, float]:
    """Values alone, from rows in memory."""
    return engine(file, 0, 5)


def patients(file: str) -> dict[str, float]:
    """Values, intervals and all else that 200 patient replicates give."""
    return engine(file, REPLICATES, 3)


def engine(file: str, replicates: int, rounds: int) -> dict[str, float]:
    """Measure the engine on one file, compiled passes warm."""
    rows = read_rows(file)
    evaluate(rows.at(slice(0, 3000)), question(min(replicates, 2)))
    few = rounds if len(rows) <= 1_000_000 else 1
    return {"cpu": cpu(lambda: evaluate(rows, question(replicates)), few), "peak": peak()}


def peak() -> float:
    """Return the most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


def frame(file: str) -> DataFrame:
    """Return the rows as the peers take them."""
    import pandas as pd  # the engine does without, and its peak is measured

    rows = read_rows(file)
    columns: dict[str, Any] = {name: each.codes for name, each in rows.attributes.items()}
    return pd.DataFrame(
        {"truth": rows.truth, "score": rows.score, "patient": rows.patient} | columns
    )


def ece(truth: np.ndarray, score: np.ndarray) -> float:
    """Return the calibration error of 15 bins, as one writes it in NumPy."""
    place = np.minimum((score * 15).astype(int), 14)
    off = np.bincount(place, score, 15) - np.bincount(place, truth, 15)
    return float(np.abs(off).sum() / len(truth))


def sklearn_values(part: DataFrame) -> list[float]:
    """Return the seven measures of one group."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    truth, score = part["truth"].to_numpy(), part["score"].to_numpy()
    called = score >= np.float32(THRESHOLD)
    both = 0 < truth.sum() < len(truth)
    tpr = called[truth == 1].mean() if truth.any() else np.nan
    return [
        roc_auc_score(truth, score) if both else np.nan,
        average_precision_score(truth, score) if both else np.nan,
        tpr,
        called[truth == 0].mean() if not truth.all() else np.nan,
        1 - tpr,
        ece(truth, score.astype(float)),
        float(((score.astype(float) - truth) ** 2).mean()),
    ]


def sklearn_all(data: DataFrame) -> None:
    """Run the loop over everybody and all groups."""
    sklearn_values(data)
    for grouping in GROUPINGS:
        for _, part in data.groupby(list(grouping), observed=True):
            sklearn_values(part)


def sklearn(file: str) -> dict[str, float]:
    """Measure the loop of scikit-learn and pandas: values, and one replicate of patients."""
    data = frame(file)
    start = np.flatnonzero(np.diff(data["patient"].to_numpy(), prepend=-1))
    length = np.diff(np.append(start, len(data)))
    random = np.random.default_rng(1)

    def replicate() -> None:
        drawn = random.integers(0, len(start), len(start))
        first, many = start[drawn], length[drawn]
        offset = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        sklearn_all(data.iloc[np.repeat(first, many) + offset])

    sklearn_all(data.iloc[:3000])
    return {"cpu": cpu(lambda: sklearn_all(data), 1), "replicate": cpu(replicate, 1)}


def fairlearn(file: str) -> dict[str, float]:
    """Measure Fairlearn's MetricFrame once, on the first 100,000 rows."""
    from fairlearn.metrics import MetricFrame, false_positive_rate, true_positive_rate
    from sklearn.metrics import average_precision_score, roc_auc_score

    data = frame(file).iloc[:PEERS_ROWS]
    truth, score = data["truth"].to_numpy(), data["score"].to_numpy(dtype=float)
    called = (score >= THRESHOLD).astype(int)

    def ranked(measure: Callable[..., float]) -> Callable[..., float]:
        return lambda t, s: measure(t, s) if 0 < np.sum(t) < len(t) else np.nan

    scored = {
        "auroc": ranked(roc_auc_score),
        "auprc": ranked(average_precision_score),
        "ece": lambda t, s: ece(np.asarray(t), np.asarray(s)),
        "brier": lambda t, s: float(np.mean((np.asarray(s) - np.asarray(t)) ** 2)),
    }
    rates = {
        "tpr": true_positive_rate,
        "fpr": false_positive_rate,
        "fnr": lambda t, p: 1 - true_positive_rate(t, p),
    }

    def run() -> None:
        for grouping in GROUPINGS:
            features = data[list(grouping)]
            for measures, said in ((scored, score), (rates, called)):
                found = MetricFrame(
                    metrics=measures, y_true=truth, y_pred=said, sensitive_features=features
                )
                len(found.by_group)

    return {"cpu": cpu(run, 1), "rows": float(len(data))}


def main() -> None:
    """Run the task that is named."""
    warnings.simplefilter("ignore")
    name, file = sys.argv[1:3]
    if "numpy" in sys.argv[3:]:
        kernels.here = lambda: False
    tasks = {each.__name__: each for each in (arrow, points, patients, sklearn, fairlearn)}
    started = time.perf_counter()
    found = tasks[name](file)
    print(json.dumps(found | {"wall": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
