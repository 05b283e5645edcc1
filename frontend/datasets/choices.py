"""The address of the list of datasets: which sets, in which order, which part."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from app.domain.vocabulary import Kind
from app.services.catalogue.dataset_filters import DATASET_LIST
from frontend.atlas.choices import first_text

ALL_KINDS = "all"
DEFAULTS: Mapping[str, str] = {"kind": Kind.DATASET.value, "sort": "name"}
_KNOWN = {parameter.name for parameter in DATASET_LIST}
_OF_A_PART = ("offset", "limit")


def read_choices(params: Mapping[str, object]) -> dict[str, str]:
    """Read an address as parameters of the list; those that belong to nobody are ignored."""
    given = {name: first_text(value) for name, value in params.items() if name in _KNOWN}
    return {**DEFAULTS, **{name: text for name, text in given.items() if text}}


def asked_of_the_list(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """Write the choices as the list's own parameters: there, no kind means every kind."""
    return [(name, text) for name, text in choices.items() if (name, text) != ("kind", ALL_KINDS)]


def address(choices: Mapping[str, str], **changes: str) -> str:
    """Write the address of this page with some choices changed; defaults are left out."""
    wanted = {**choices, **changes}
    kept = {k: v for k, v in wanted.items() if v and DEFAULTS.get(k) != v and (k, v) != _FIRST}
    return "/datasets" + (f"?{urlencode(kept)}" if kept else "")


_FIRST = ("offset", "0")


def api_address(choices: Mapping[str, str], ending: str = "") -> str:
    """Write the address of the same rows in the programming interface; a file has every row."""
    pairs = [(k, v) for k, v in asked_of_the_list(choices) if not ending or k not in _OF_A_PART]
    return f"/api/v1/datasets{ending}?{urlencode(pairs)}"
