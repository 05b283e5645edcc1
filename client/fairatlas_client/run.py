"""Run: what a model said of each case, kept on disk batch by batch, to be sent later.

with Run(model="my-model", dataset="my-dataset", split="test", task="pneumonia, chest X-ray",
label="pneumonia", protocol="fine-tuned", threshold=0.5) as run:
for images, labels, people in loader:
run.log(people.ids, labels, model(images), patient=people.patients, sex=people.sexes)
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fairatlas_client.arrays import as_array
from fairatlas_client.batches import Batch, batch_table
from fairatlas_client.errors import BadInput
from fairatlas_client.machine import Gpus, gpus
from fairatlas_client.outbox import Entry, Outbox
from fairatlas_client.parts import read_json, salt_in, write_json, write_part, written
from fairatlas_client.people import Banding
from fairatlas_client.run_about import about, session
from fairatlas_client.run_files import files_of
from fairatlas_client.site_values import SiteValue, site_value

STATE = "run.json"
KIND = "run"
PART_ROWS = 100_000
PART_S = 300.0  # what a job that is killed has to do again
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def default_folder() -> Path:
    """Return the outbox that the command uses too."""
    share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get("FAIRATLAS_OUTBOX") or Path(share, "fairatlas", "outbox"))


@dataclass(kw_only=True)
class Run:
    """One evaluation of one model on one split, as a context manager.

    Parameters
    ----------
    model, dataset : str
        Slug of their cards where there are any, else their names.
    split, task, label, protocol : str
        Which part was tested, what for, what is predicted, how the model was used.
    name : str or None
        Name of the evaluation that comes of it (a slug); made of the above where it is not given.
        The same name in the same outbox goes on with what an earlier process began.
    folder : Path or None
        The outbox; FAIRATLAS_OUTBOX, or a folder of the user's, where it is not given.
    outcome : str
        "binary", "ordinal", "regression", or a figure of each case: "dice", "iou", "hd95" (in mm).
    findings : sequence of str
        Names of the columns of labels and scores, where there are several per case.
    threshold, threshold_source : float or None, str
        "stated", "validation", "test_set" or "unstated".
    one_row_per_patient : bool
        Declare it where no patients are logged, else rows are treated as independent.
    seed : int or None
    weights : Path or None
        File or folder whose hash is recorded.
    counts_only : bool
        Send no row: only how many are in each group, label and bin of the score.
    least : int
        With `counts_only`, no smaller count than this is sent.
    banding : Banding
        Ages that are numbers become bands here.
    model_detail, protocol_note : str or None

    Raises
    ------
    BadInput
        When the run is finished already, or was begun as another.
    """

    model: str
    dataset: str
    split: str
    task: str
    label: str
    protocol: str
    name: str | None = None
    folder: Path | None = None
    outcome: str = "binary"
    findings: Sequence[str] = ()
    threshold: float | None = None
    threshold_source: str = "unstated"
    one_row_per_patient: bool = False
    seed: int | None = None
    weights: Path | None = None
    counts_only: bool = False
    least: int = 11
    banding: Banding = field(default_factory=Banding)
    model_detail: str | None = None
    protocol_note: str | None = None
    entry: Entry | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        words = f"{self.model} {self.dataset} {self.split} {self.label}"
        made = _NO_SLUG.sub("-", words.lower()).strip("-")[:90].strip("-")
        self.slug = self.name or made + (f"-seed{self.seed}" if self.seed is not None else "")
        self._outbox = Outbox(Path(self.folder or default_folder()))
        self.place = self._outbox.folder / "runs" / self.slug
        self._waiting: list[Batch] = []
        self._held = 0
        self.reported: list[SiteValue] = []

    def __enter__(self) -> Run:
        self.place.mkdir(parents=True, exist_ok=True)
        self._salt = salt_in(self._outbox.folder)
        self._state = read_json(self.place / STATE)
        own = [self.model, self.dataset, self.split, self.label, self.outcome, self.seed]
        if self._state.setdefault("own", own) != own:
            raise BadInput(f"The run {self.slug} was begun as {self._state['own']}: name another")
        if self._state.get("entry"):
            rule = f"is in the outbox already ({self._state['entry']}); choose another name"
            raise BadInput(f"The run {self.slug} {rule}")
        self._parts = written(self.place)
        self._seen = {key for path in self._parts for key in _keys(path)}
        self._columns: tuple[str, ...] | None = self._state.get("columns") and tuple(
            self._state["columns"]
        )
        self._started, self._last = time.time(), time.monotonic()
        self._clock = time.monotonic()
        self._gpus: Gpus = gpus()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Finish the run; where the job was stopped, keep what there is for the next attempt."""
        self.flush()
        self._note_session()
        if kind is None:
            self.finish()

    @property
    def rows(self) -> int:
        """Number of rows that are on disk, or wait to be."""
        return len(self._seen) + self._held

    def log(self, ids: Any, labels: Any, scores: Any, **columns: Any) -> None:
        """Keep one batch. Cases that are on disk from an earlier attempt are left out.

        Parameters
        ----------
        ids : array or sequence, length N
            They leave this site only as keyed hashes.
        labels, scores : array, tensor or sequence, shape (N,) or (N, findings)
            A score of NaN is "no prediction". With a figure of each case labels are None.
        **columns
            `patient` (hashed too), `weight`, and the demographics: sex, age, ethnicity ...

        Raises
        ------
        BadInput
            When lengths differ, or the columns are not those of the first batch.
        """
        batch = Batch(
            _own(ids), None if labels is None else _own(labels), _own(scores),
            {name: _own(values) for name, values in columns.items()},
        )  # fmt: skip
        batch.check(self.findings, self.outcome)
        names = tuple(sorted(columns))
        if self._columns is None:
            self._columns = names
            write_json(self.place / STATE, self._state | {"columns": list(names)})
            self._state["columns"] = list(names)
        if names != self._columns:
            raise BadInput(f"Every batch must have the columns {', '.join(self._columns)}")
        self._waiting.append(batch)
        self._held += len(batch.ids) * max(1, len(self.findings))
        if self._held >= PART_ROWS or time.monotonic() - self._last > PART_S:
            self.flush()

    def report(
        self, *, metric: str, value: float, standard_error: float | None = None,
        group: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Send a value of this site's own beside its counts; it is shown as such.

        Parameters
        ----------
        metric : str
            Such as "auroc", "tpr" or "calibration_slope".
        value : float
            It leaves in so few decimals that they do not tell how many cases it is of.
        standard_error : float or None
            Over patients, so that cases of one patient count together.
        group : mapping or None
            Words of one attribute, or of a pair, as they are sent: of ages the band. None:
            everybody. Of a group of which no count is sent, the value stays here.

        Raises
        ------
        BadInput
            When the run sends rows, of which the server computes everything, or no finite number
            is given.
        """
        if not self.counts_only:
            raise BadInput("Values are reported beside counts alone: counts_only=True")
        self.reported.append(site_value(metric, value, standard_error, group or {}))

    def flush(self) -> None:
        """Write what waits to disk; called by itself often enough."""
        tables = [
            batch_table(each, self.findings, self._salt, self.banding) for each in self._waiting
        ]
        if tables:
            self._write(pa.concat_tables(tables))
        self._waiting, self._held, self._last = [], 0, time.monotonic()

    def _write(self, table: pa.Table) -> None:
        keys = list(_keys_of(table))
        new = [index for index, key in enumerate(keys) if key not in self._seen]
        if len(new) < len(keys):
            table = table.take(pa.array(new, pa.int64()))
        for start in range(0, len(table), PART_ROWS):
            part = table.slice(start, PART_ROWS)
            self._parts.append(write_part(self.place, len(self._parts), part))
        self._seen.update(keys)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Names of the demographics that were logged."""
        return tuple(n for n in self._columns or () if n not in ("patient", "weight"))

    def _note_session(self) -> None:
        """Add this process's hours, energy and memory to those of earlier attempts."""
        now = session(self._started, time.monotonic() - self._clock, self._gpus)
        self._state["sessions"] = [*self._state.get("sessions", []), now]
        write_json(self.place / STATE, self._state)

    def finish(self) -> Entry:
        """Put the run into the outbox, whole; `fairatlas-upload push` sends it."""
        if not self._parts:
            raise BadInput(f"The run {self.slug} has no rows")
        files, more = files_of(self, self._parts)
        told = about(self, self._parts, self._state["sessions"]) | more
        self.entry = self._outbox.add(KIND, files, {"slug": self.slug, "run": told})
        write_json(self.place / STATE, self._state | {"entry": self.entry.id})
        for path in self._parts:
            path.unlink()
        return self.entry

    def discard(self) -> None:
        """Forget the run and everything on disk of it, if it is not in the outbox."""
        shutil.rmtree(self.place, ignore_errors=True)


def _own(values: Any) -> Any:
    """Return a copy: a loop may use its buffers again."""
    return as_array(values).copy()


def _keys(path: Path) -> Sequence[tuple[str, str]]:
    names = [name for name in ("sample", "label") if name in pq.read_schema(path).names]
    return list(_keys_of(pq.read_table(path, columns=names)))


def _keys_of(table: pa.Table) -> Sequence[tuple[str, str]]:
    samples = table.column("sample").to_pylist()
    if "label" not in table.column_names:
        return [(each, "") for each in samples]
    return list(zip(samples, table.column("label").to_pylist()))  # noqa: B905
