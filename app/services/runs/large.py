"""Large: more rows than fit into memory are reduced to counts, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from app.domain.rows import Outcome
from app.domain.run import RunAbout, RunFile
from app.engine import edges
from app.engine.cells import Edges
from app.engine.counts import ScoreCounts
from app.engine.evaluate_counts import evaluate_counts
from app.engine.protect import protected
from app.errors import TooLarge, problem
from app.services.runs.compute import Computed, columns_of, question_of, summed
from app.services.runs.place import Place

SAMPLED = 1_000_000  # scores that the edges of the bins are computed from
REDUCED = (
    "There are more rows than fit into memory: they were reduced to counts, and values have "
    "bounds. Which rows are of one patient is not used."
)


def compute_large(
    about: RunAbout, place: Place, files: Sequence[RunFile], floor: int, spark_master: str,
    tell: Callable[[float, str], None],
) -> list[Computed]:  # fmt: skip
    """Compute a run of any size, finding by finding, without holding its rows.

    Raises
    ------
    Invalid
        With what is wrong with the rows: column, how many, and one as an example.
    TooLarge
        Where the libraries that do this are not installed, or outcomes have no counts.
    """
    look, reduced, rows_at = _libraries(about)
    columns = columns_of(about)
    tell(0.05, "looking at the files")
    sample = _sampled(place, files)
    with rows_at([place.address_of(file) for file in files], spark_master) as rows:
        tell(0.3, "looking at the rows")
        seen = look(rows, columns)
        ends = np.array([seen.lowest, seen.highest], dtype=np.float32)
        at = edges(np.concatenate([sample, ends]), threshold=about.threshold)
        tell(0.5, "counting")
        found = reduced(rows, columns, about.attributes, at)
    said = [REDUCED]
    if seen.no_prediction:
        said.append(f"The model gave no prediction for {seen.no_prediction} of {seen.rows} rows.")
    many = seen.most_of_a_patient
    return [_of(about, label, counts, said, (floor, many)) for label, counts in found.items()]


def _libraries(about: RunAbout) -> tuple[Any, Any, Any]:
    if about.outcome is not Outcome.BINARY:
        rule = "must be binary: only yes or no can be counted where rows do not fit into memory"
        raise TooLarge("The run is too large.", [problem("outcome", rule, about.outcome)])
    try:
        from app.engine.cluster import rows_at
        from app.engine.reduce import look, reduced
    except ImportError:
        rule = "hold more rows than fit into memory (FAIRATLAS_ROWS_IN_MEMORY)"
        more = "install fairatlas[cluster], or fairatlas[spark]"
        raise TooLarge("The run is too large.", [problem("files", rule, "", more)]) from None
    return look, reduced, rows_at


def _sampled(place: Place, files: Sequence[RunFile]) -> Edges:
    """Read scores here and there from all files, each checked against its hash on the way."""
    each = -(-SAMPLED // len(files))
    parts = []
    for file in files:
        score = pq.read_table(place.read(file), columns=["score"]).column("score")
        step = max(1, len(score) // each)
        parts.append(score.to_numpy()[::step].astype(np.float32))
    found: Edges = np.concatenate(parts)
    return np.asarray(found[~np.isnan(found)])


def _of(
    about: RunAbout,
    label: str | None,
    counts: ScoreCounts,
    said: Sequence[str],
    small: tuple[int, int],
) -> Computed:
    """Evaluate counts; `small` is how few patients are hidden, and how many rows one has at most.

    A cell is printed from so many rows on that it cannot be of few patients.
    """
    floor, many = small
    evaluated = evaluate_counts(counts, question_of(about, floor, label), most_of_a_patient=many)
    evaluated = replace(evaluated, warnings=(*said, *evaluated.warnings))

    def shown(attributes: tuple[str, ...]) -> ScoreCounts:
        return protected(summed(counts, attributes), threshold=about.threshold, least=floor * many)

    single = tuple(shown((name,)) for name in about.attributes)
    return Computed(label, evaluated, shown(()), single, int(counts.n.sum()))
