"""Colour scales in steps: every step has words, so that the legend says what a colour means."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from app.services.measures import Measure
from frontend import tokens


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps between edges: step i holds edges[i-1] <= value < edges[i].

    `name` is that of the custom properties ("count" for --count-0 ...); `labels` has a word for
    every step, `ticks` for every edge, `ends` what stands under the two ends of the legend.
    """

    name: str
    edges: tuple[float, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    ticks: tuple[str, ...]
    ends: tuple[str, str]

    def step(self, value: float) -> int:
        """Return the step that holds the value."""
        return bisect_right(self.edges, value)


COUNT = Scale(
    "count",
    (10, 100, 1_000, 10_000, 100_000, 1_000_000),
    ("1 to 9", "10 to 99", "100 to 999", "1,000s", "10,000s", "100,000s", "1 million or more"),
    tokens.COUNTS_LIGHT,
    ("10", "100", "1,000", "10,000", "100,000", "1 million"),
    ("fewer", "more"),
)
RATE = Scale(
    "count",
    (1, 10, 100, 1_000, 10_000),
    ("under 1", "1 to 9", "10 to 99", "100 to 999", "1,000 to 9,999", "10,000 or more"),
    tokens.COUNTS_LIGHT[:6],
    ("1", "10", "100", "1,000", "10,000"),
    ("fewer", "more"),
)
DATASETS = Scale(
    "count",
    (2, 3, 5, 10, 20, 50),
    ("1", "2", "3 or 4", "5 to 9", "10 to 19", "20 to 49", "50 or more"),
    tokens.COUNTS_LIGHT,
    ("2", "3", "5", "10", "20", "50"),
    ("fewer", "more"),
)
RATIO = Scale(
    "ratio",
    (1 / 16, 1 / 4, 1 / 2, 0.8, 1.25, 2, 4, 16),
    (
        "over 16 times less", "4 to 16 times less", "2 to 4 times less", "up to 2 times less",
        "about the same",
        "up to 2 times more", "2 to 4 times more", "4 to 16 times more", "over 16 times more",
    ),
    tokens.RATIO_LIGHT,
    ("1/16", "1/4", "1/2", "0.8", "1.25", "2", "4", "16"),
    ("less than its share of people", "more than its share of people"),
)  # fmt: skip
MIDDLE = 4

_SCALES = {"count": COUNT, "datasets": DATASETS, "rate": RATE, "ratio": RATIO}


def scale_of(measure: Measure) -> Scale:
    """Return the scale that a measure is drawn on."""
    return _SCALES[measure.scale]
