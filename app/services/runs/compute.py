"""Compute: uploaded files become values, intervals, gaps and curves per group."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from app.domain.rows import UNKNOWN, Outcome, Rows
from app.domain.run import Level, RunAbout, RunFile
from app.engine import Evaluated, Question, ThresholdSource, edges, evaluate
from app.engine.counts import ScoreCounts, coarsened, count, from_table
from app.engine.evaluate_counts import evaluate_counts
from app.engine.groups import group
from app.engine.protect import protected
from app.engine.read import Columns, rows_from
from app.errors import Invalid, Problem, TooLarge, problem
from app.services.runs.place import Place
from app.stats.performance_metric import LEAST_PATIENTS

CURVE_BINS = 200
MOST_LABELS = 100
MOST_PAIRED = 4  # attributes whose pairs are evaluated too
_ROW = re.compile(r"^(.*), row (\d+)$")
Tell = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """What was computed for one finding; `counts` holds bins that are large enough to be shown.

    Runs on the same cases of the same patients have the same `draw`: they were resampled alike.
    `same` holds the hash of what else must be equal in runs that are compared.
    """

    label: str | None
    evaluated: Evaluated
    counts: ScoreCounts | None
    by_attribute: tuple[ScoreCounts, ...]
    rows: int
    draw: str = ""
    same: Mapping[str, str] = field(default_factory=dict)


def compute(
    about: RunAbout, place: Place, files: Sequence[RunFile], floor: int, tell: Tell
) -> list[Computed]:
    """Compute everything that is asked of a run, finding by finding.

    Raises
    ------
    Invalid
        With what is wrong with the rows: file, column and row.
    """
    tell(0.05, "reading the files")
    tables = [pq.read_table(place.read(file)) for file in files]
    if about.level is Level.COUNTS:
        return [_of_counts(about, pa.concat_tables(tables), floor)]
    rows = _rows(about, tables)
    labels = rows.label.words if rows.label else (None,)
    if len(labels) > MOST_LABELS:
        rule = f"must have at most {MOST_LABELS} different words"
        raise TooLarge("There are too many findings.", [problem("label", rule, len(labels))])
    found = []
    for index, label in enumerate(labels):
        tell(0.1 + 0.85 * index / len(labels), f"computing {label or about.label}")
        found.append(_of_rows(about, rows, label, floor))
    return found


def question_of(about: RunAbout, floor: int, label: str | None = None) -> Question:
    """Return what is asked of every run: each attribute, and each pair of a few."""
    alone = [(name,) for name in about.attributes]
    pairs = list(combinations(about.attributes, 2)) if len(alone) <= MOST_PAIRED else []
    return Question(
        groupings=(*alone, *pairs),
        label=label,
        threshold=about.threshold,
        threshold_source=ThresholdSource(about.threshold_source),
        least_patients=max(LEAST_PATIENTS, floor),
    )


def columns_of(about: RunAbout) -> Columns:
    """Return what the columns of a run's files are."""
    return Columns(
        outcome=about.outcome,
        one_row_per_patient=about.one_row_per_patient,
        attributes=about.attributes,
    )


def _rows(about: RunAbout, tables: Sequence[pa.Table]) -> Rows:
    columns = columns_of(about)
    whole = pa.concat_tables(tables).unify_dictionaries()
    try:
        return rows_from(whole, columns)
    except Invalid as error:
        lengths = [len(each) for each in tables]
        raise Invalid(error.message, list(_in_files(error.problems, lengths))) from None


def _in_files(problems: Iterable[Problem], lengths: Sequence[int]) -> Iterator[Problem]:
    """Name the file of each row, and the row within it."""
    ends = np.cumsum([0, *lengths])
    for each in problems:
        found = _ROW.match(each.field)
        if found is None:
            yield each
            continue
        row = int(found[2]) - 1
        file = int(np.searchsorted(ends, row, side="right")) - 1
        yield replace(each, field=f"files[{file}], {found[1]}, row {row - ends[file] + 1}")


def _of_rows(about: RunAbout, rows: Rows, label: str | None, floor: int) -> Computed:
    evaluated = evaluate(rows, question_of(about, floor, label))
    rows = rows.of_label(label)
    order = _order(rows)
    draw, same = _draw(rows, order), _same(rows, order)
    if rows.outcome is not Outcome.BINARY:
        return Computed(label, evaluated, None, (), len(rows), draw, same)
    at = edges(rows.score, threshold=about.threshold, bins=CURVE_BINS)
    least = floor * _most_of_a_patient(rows)

    def counted(attributes: tuple[str, ...]) -> ScoreCounts:
        return protected(count(rows, attributes, at), threshold=about.threshold, least=least)

    single = tuple(counted((name,)) for name in about.attributes)
    return Computed(label, evaluated, counted(()), single, len(rows), draw, same)


def _order(rows: Rows) -> NDArray[np.intp]:
    """Return an order of the cases that is the same in every run on them."""
    return np.lexsort((rows.sample, rows.sample if rows.patient is None else rows.patient))


def _draw(rows: Rows, order: NDArray[np.intp]) -> str:
    """Name the cases and whose they are."""
    whose = rows.sample if rows.patient is None else rows.patient
    return _hash(rows.sample[order].tobytes(), np.asarray(whose)[order].tobytes())


def _same(rows: Rows, order: NDArray[np.intp]) -> dict[str, str]:
    """Return the hash of truth, weights and every attribute of the cases."""
    found = {
        name: _hash(values[order].tobytes())
        for name, values in (("truth", rows.truth), ("weight", rows.weight))
        if values is not None
    }
    for name, coded in rows.attributes.items():
        codes = coded.codes[order].astype(np.int64)
        found[name] = _hash(codes.tobytes(), *(word.encode() + b"\0" for word in coded.words))
    return found


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _most_of_a_patient(rows: Rows) -> int:
    """Return how many rows a patient has at most: so many rows may be one person."""
    return 1 if rows.patient is None or not len(rows) else int(np.bincount(rows.patient).max())


def _of_counts(about: RunAbout, table: pa.Table, floor: int) -> Computed:
    at = np.array([-np.inf, *about.edges, np.inf], dtype=np.float32)
    if len(np.unique(at)) < len(at):
        raise Invalid("The bins are not usable.",
                      [problem("edges", "must differ as 32-bit numbers")])  # fmt: skip
    if about.threshold is not None and np.float32(about.threshold) not in at:
        rule = "must be one of the edges, as a 32-bit number"
        raise Invalid("The bins are not usable.", [problem("threshold", rule, about.threshold)])
    starts = _starts(from_table(table, about.attributes, at), table)
    counts = from_table(table, about.attributes, at, starts)
    evaluated = evaluate_counts(counts, question_of(about, floor), about.reported)
    whole = summed(counts, ())
    single = tuple(summed(counts, (name,)) for name in about.attributes)
    return Computed(None, evaluated, whole, single, int(counts.n.sum()))


def _starts(counts: ScoreCounts, table: pa.Table) -> np.ndarray:
    """Return where the bins of each group begin: wherever it has a row, even one of zero."""
    columns = [table.column(name).cast(pa.string()) for name in counts.attributes]
    words = [column.fill_null(UNKNOWN).to_pylist() for column in columns]
    each = list(zip(*words, strict=True))
    place = {word: index for index, word in enumerate(counts.words)}
    starts = np.zeros((len(counts.words), counts.bins), dtype=bool)
    cells = [place[word] for word in each] if words else [0] * len(table)
    starts[cells, pc.cast(table.column("bin"), pa.int64()).to_numpy()] = True
    starts[:, 0] = True
    return starts


def summed(counts: ScoreCounts, attributes: tuple[str, ...]) -> ScoreCounts:
    """Add cells up to groups of fewer attributes; a bin begins where it does in all of them."""
    groups = group(counts.coded(), (attributes,) if attributes else (), len(counts.words))
    index = len(groups.groupings) - 1
    member, names = groups.member[index][groups.cell], groups.names[index]
    starts = np.ones((len(names), counts.bins), dtype=bool)
    np.logical_and.at(starts, member, counts.starts)
    totals = {}
    for name in ("n", "weight", "weight_square"):
        values = getattr(counts, name)
        total = np.zeros((len(names), 2, counts.bins), dtype=values.dtype)
        np.add.at(total, member, values)
        totals[name] = coarsened(total, starts[:, None, :])
    return replace(
        counts,
        attributes=attributes,
        words=tuple(tuple(name[each] for each in attributes) for name in names),
        starts=starts,
        score_sum=None,
        score_square=None,
        **totals,
    )
