"""Joint: how the values of a run's groups move together, kept for differences between them.

What is kept is not shown: only standard errors and intervals of differences are made of it, and
whether two runs are alike.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.domain.scores import IntervalKind
from app.services.runs.compute import Computed
from app.stats.arithmetic import Floats

MOST_CROSSED = 200  # groups of a crossing whose replicates are kept
Asked = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Replicates by finding, attributes (`name_of`; none: everybody) and metric.

    `groups` names the columns of each array of shape (replicates, groups); runs with the same
    `draw` were resampled together. `same` holds the hash of truth, weights and each attribute, by
    finding: runs whose hashes are equal have equal ones.
    """

    draw: str
    same: Mapping[str, Mapping[str, str]]
    groups: Mapping[Asked, Sequence[str]]
    values: Mapping[Asked, Floats]

    def of(self, asked: Asked, groups: Sequence[str]) -> Floats | None:
        """Return the replicates of these groups, None where one of them has none."""
        named = list(self.groups.get(asked, ()))
        if not set(groups) <= set(named):
            return None
        return self.values[asked][:, [named.index(each) for each in groups]]

    def crosses(self, label: str | None, attributes: Iterable[str]) -> bool:
        """Whether replicates of crossed groups are kept."""
        name = name_of(attributes)
        return any(asked[:2] == (label, name) for asked in self.groups)


def name_of(attributes: Iterable[str]) -> str:
    """Name attributes, alike in whatever order a run has them."""
    return ",".join(sorted(attributes))


def word_of(group: Mapping[str, str]) -> str:
    """Name one group of these attributes; of a single attribute its word."""
    return "\x1f".join(word for _name, word in sorted(group.items()))


def packed(found: Sequence[Computed]) -> bytes | None:
    """Return replicates as bytes; None where patients were not resampled."""
    if any(each.evaluated.interval_kind is not IntervalKind.PATIENTS for each in found):
        return None
    parts = [part for each in found for part in _parts(each)]
    told = {
        "draw": found[0].draw,
        "same": {each.label or "": dict(each.same) for each in found},
        "parts": [[*asked, groups] for asked, groups, _ in parts],
    }
    held = io.BytesIO()
    arrays: dict[str, Any] = {
        f"a{at}": values.astype(np.float32) for at, (*_, values) in enumerate(parts)
    }
    np.savez_compressed(held, told=np.frombuffer(json.dumps(told).encode(), np.uint8), **arrays)
    return held.getvalue()


def _parts(one: Computed) -> Iterator[tuple[Asked, list[str], Floats]]:
    for (attributes, metric), values in one.evaluated.replicates.items():
        groups = [
            word_of(each.group)
            for each in one.evaluated.scores
            if each.metric == metric and set(each.group) == set(attributes)
        ]
        few = len(attributes) <= 1 or len(groups) <= MOST_CROSSED
        # A measure that only a gap needs has no scores.
        if few and len(groups) == values.shape[1]:
            yield (one.label, name_of(attributes), metric), groups, values


def unpacked(content: bytes) -> Joint:
    """Read what `packed` wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        asked = [(label, name, metric) for label, name, metric, _ in told["parts"]]
        values = [arrays[f"a{at}"].astype(np.float64) for at in range(len(asked))]
    groups = [part[3] for part in told["parts"]]
    return Joint(
        told["draw"],
        told["same"],
        dict(zip(asked, groups, strict=True)),
        dict(zip(asked, values, strict=True)),
    )
