"""Stops: the pages that are measured, what is waited for on each, and what is chosen there."""

from __future__ import annotations

from dataclasses import dataclass

MAP = ".choroplethlayer path"


@dataclass(frozen=True, slots=True)
class Stop:
    """One page. `figure` is drawn by plotly; `choice` is an address parameter and its new value."""

    name: str
    path: str
    figure: str | None = None
    choice: tuple[str, str] | None = None
    finding: str = ".finding"


# The bare Dash page has no finding: its map is all there is to read.
BARE = Stop("bare Dash page", "/", figure=MAP, choice=("modality", "ct"), finding=MAP)
STOPS = (
    Stop("Home", "/"),
    Stop("Atlas", "/atlas", figure=MAP, choice=("modality", "ct")),
    Stop("Gaps", "/gaps", choice=("modality", "ct")),
    Stop("Datasets", "/datasets", choice=("modality", "ct")),
    Stop("a dataset", "/datasets/chexpert"),
    Stop("Models", "/models", choice=("modality", "ct")),
    Stop("a model", "/models/biomedclip", choice=("unit", "images")),
    Stop("Evaluations", "/evaluations", choice=("attribute", "age")),
    Stop("an evaluation", "/evaluations/chexclusion-2021-chexpert"),
    Stop("Methods", "/methods"),
    Stop("a country", "/countries/KEN"),
    Stop("a region", "/regions/region/Africa"),
    Stop("Search", "/search?q=ct"),
)
