"""The table of the list: rows travel as data and are written by assets/datasets.js."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from dash import html
from dash.development.base_component import Component

from app.domain.vocabulary import Access, Dim, Kind, Unit
from app.language import N_, _
from app.services.catalogue.answers import DatasetRow, Place, TotalShown
from app.services.catalogue.dataset_filters import TABLED
from app.services.catalogue.overview import ListedSet, Overview
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.terms import term
from app.services.wording import exact
from frontend.components.kinds import ACCESS_WORDS, KIND_WORDS, kinds_of_image, parts_of_the_body
from frontend.datasets.choices import address
from frontend.datasets.controls import STORE
from frontend.datasets.held import SHORT_WORDS

Choices = Mapping[str, str]
_HEADS = (
    (N_("Name"), "name"),
    (N_("Kinds of image"), None),
    (N_("Body"), None),
    (N_("Year"), "release_year"),
    (N_("Access"), None),
    (N_("Where imaged"), None),
    (N_("Patients"), "patients"),
    (N_("Images"), "images"),
)
_FALLING_FIRST = ("release_year", "patients", "images")
_MOST_PLACES = 3


def listing(overview: Overview, choices: Choices, names: Mapping[str, str]) -> Component:
    """Write one part of the list; `names` are those of countries."""
    content = {
        "caption": _caption(overview, choices),
        "stores": STORE,
        "heads": [*_heads(choices), *({"text": _dim(dim), "kind": "sign"} for dim in TABLED)],
        "rows": [_row(each, names) for each in overview.sets],
    }
    return html.Div(
        id="datasets-table",
        className="table-frame listing",
        tabIndex=0,
        role="region",
        **{"aria-label": _("Table of datasets"), "data-listing": json.dumps(content)},
    )


def _caption(overview: Overview, choices: Choices) -> str:
    first = int(choices.get("offset") or 0) + 1
    last = first + len(overview.sets) - 1
    order = _order_words(choices["sort"])
    total = overview.page.total
    return _(
        "{first} to {last} of {total}, {order}.",
        first=exact(first),
        last=exact(last),
        total=exact(total),
        order=order,
    )


def _order_words(sort: str) -> str:
    name = sort.removeprefix("-")
    down = sort.startswith("-")
    if name == "name":
        return _("by name, from Z to A") if down else _("by name")
    if name == "slug":
        return _("by address, from Z to A") if down else _("by address")
    if name == "release_year":
        return (
            _("by year of release, latest first; unknown last")
            if down
            else _("by year of release, earliest first; unknown last")
        )
    words = term(name)
    if down:
        return _("by {words}, from most to fewest; unknown last", words=words)
    return _("by {words}, from fewest to most; unknown last", words=words)


def _heads(choices: Choices) -> Iterator[dict[str, str]]:
    for text, key in _HEADS:
        kind = "number" if text in ("Patients", "Images") else "words"
        yield {"text": _(text), "kind": kind, **(_sorting(key, choices) if key else {})}


def _sorting(key: str, choices: Choices) -> dict[str, str]:
    """Lead to the other order; the first click on a number shows the most."""
    rising, falling = key, f"-{key}"
    present = choices["sort"]
    other = {rising: falling, falling: rising}.get(
        present, falling if key in _FALLING_FIRST else rising
    )
    stands = {rising: "ascending", falling: "descending"}.get(present, "none")
    return {"href": address(choices, sort=other, offset=""), "sort": stands}


def _dim(dim: Dim) -> str:
    words = _("Race, ethnicity") if dim is Dim.ETHNICITY else _(DIM_WORDS[dim])
    return words[0].upper() + words[1:]


def _images_or_studies(row: DatasetRow) -> str:
    """Write the number of images; of studies, where neither patients nor images are known."""
    studies = row.totals.get(Unit.STUDIES)
    known = [row.totals[unit].n is not None for unit in (Unit.PATIENTS, Unit.IMAGES)]
    if studies is None or studies.n is None or any(known):
        return total_in_words(row.totals[Unit.IMAGES])
    return _("{n} studies", n=total_in_words(studies))


def _row(listed: ListedSet, names: Mapping[str, str]) -> dict[str, object]:
    row = listed.row
    cells = [
        kinds_of_image(row.modalities) or _("not found"),
        parts_of_the_body(row.body_regions) or _("not found"),
        str(row.release_year or _("not found")),
        _(ACCESS_WORDS[Access(row.access)]),
        places_in_short(row.countries, names),
        total_in_words(row.totals[Unit.PATIENTS]),
        _images_or_studies(row),
    ]
    marks = [[held.value, _(SHORT_WORDS[held])] for held in listed.held.values()]
    return {
        "id": f"set-{row.slug}",
        "name": row.name,
        "href": f"/datasets/{row.slug}",
        "notes": list(flags(row)),
        "cells": cells,
        "marks": marks,
    }


def flags(row: DatasetRow) -> Iterator[str]:
    """Name what sets a row apart from a dataset of people."""
    if row.kind is not Kind.DATASET:
        yield _(KIND_WORDS[row.kind])
    if row.synthetic:
        yield _("synthetic: shows nobody")


def places_in_short(places: tuple[Place, ...], names: Mapping[str, str]) -> str:
    """Name a few countries in the order of their names, and say how many more."""
    if not places:
        return _("not found")
    said = sorted(
        names.get(place.iso3, place.iso3) + (_(" (recalled)") if place.recalled else "")
        for place in places
    )
    if len(said) <= _MOST_PLACES + 1:
        return ", ".join(said)
    return _(
        "{listed} and {said} more",
        listed=", ".join(said[:_MOST_PLACES]),
        said=len(said) - _MOST_PLACES,
    )


def total_in_words(total: TotalShown) -> str:
    """Write a total exactly; what it rests on is said where it is not a source."""
    if total.n is None:
        return _("not found")
    if total.recalled:
        return _("{total} (recalled)", total=exact(total.n))
    return f"{exact(total.n)}{_(' (no source recorded)') if total.unattributed else ''}"
