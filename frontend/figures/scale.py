"""Colour scales in steps: every step has words, so that the legend says what a colour means."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from app.language import N_
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
    (
        N_("1 to 9"),
        N_("10 to 99"),
        N_("100 to 999"),
        N_("1,000s"),
        N_("10,000s"),
        N_("100,000s"),
        N_("1 million or more"),
    ),
    tokens.COUNTS_LIGHT,
    ("10", "100", "1,000", "10,000", "100,000", N_("1 million")),
    (N_("fewer"), N_("more")),
)
RATE = Scale(
    "count",
    (1, 10, 100, 1_000, 10_000),
    (
        N_("under 1"),
        N_("1 to 9"),
        N_("10 to 99"),
        N_("100 to 999"),
        N_("1,000 to 9,999"),
        N_("10,000 or more"),
    ),
    tokens.COUNTS_LIGHT[:6],
    ("1", "10", "100", "1,000", "10,000"),
    (N_("fewer"), N_("more")),
)
DATASETS = Scale(
    "count",
    (2, 3, 5, 10, 20, 50),
    ("1", "2", N_("3 or 4"), N_("5 to 9"), N_("10 to 19"), N_("20 to 49"), N_("50 or more")),
    tokens.COUNTS_LIGHT,
    ("2", "3", "5", "10", "20", "50"),
    (N_("fewer"), N_("more")),
)
RATIO = Scale(
    "ratio",
    (1 / 16, 1 / 4, 1 / 2, 0.8, 1.25, 2, 4, 16),
    (
        N_("over 16 times less"),
        N_("4 to 16 times less"),
        N_("2 to 4 times less"),
        N_("up to 2 times less"),
        N_("about the same"),
        N_("up to 2 times more"),
        N_("2 to 4 times more"),
        N_("4 to 16 times more"),
        N_("over 16 times more"),
    ),
    tokens.RATIO_LIGHT,
    ("1/16", "1/4", "1/2", "0.8", "1.25", "2", "4", "16"),
    (N_("less than its share of people"), N_("more than its share of people")),
)
MIDDLE = 4

_SCALES = {"count": COUNT, "datasets": DATASETS, "rate": RATE, "ratio": RATIO}


def scale_of(measure: Measure) -> Scale:
    """Return the scale that a measure is drawn on."""
    return _SCALES[measure.scale]
