"""The table of models."""

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component

from app.domain.vocabulary import Reported
from app.language import N_, _
from app.services.catalogue.model_answers import ModelPage, ModelRow
from app.services.catalogue.models import TRAINING_PEOPLE
from app.services.training.words import COMPLETE_WORDS, REPORTED_WORDS
from app.services.wording import exact
from frontend.components.kinds import kinds_of_image
from frontend.components.table import Cell, link, table

_COLUMNS = (
    (N_("Model"), "name"),
    (N_("Kinds of image"), "short"),
    (N_("Year"), "number"),
    (N_("Parts of its training named"), "number"),
    (N_("Of them with a card here"), "number"),
    (N_("The list of parts is"), "short"),
    (N_("Of its people, its documents give"), "words"),
    (N_("Patients, as printed"), "number"),
    (N_("Images, as printed"), "number"),
    (N_("Made in (not where imaged)"), "words"),
)
_PEOPLE = {
    "geography": N_("places"),
    "sex": N_("sex"),
    "age": N_("age"),
    "ethnicity": N_("race or ethnicity"),
}


def listing(page: ModelPage, names: Mapping[str, str]) -> Component:
    """Write the list by name; `names` are those of countries."""
    return table(
        "models-table",
        _("Table of foundation models"),
        _(
            "{total} foundation models, by name. – means that we found nothing. Where a "
            "model was made says nothing about where its people were imaged.",
            total=exact(page.total),
        ),
        _COLUMNS,
        [(f"model-{row.slug}", _cells(row, names)) for row in page.items],
    )


def _cells(row: ModelRow, names: Mapping[str, str]) -> list[Cell]:
    return [
        link(row.name, f"/models/{row.slug}"),
        kinds_of_image(row.modalities) or "–",
        str(row.release_year or "–"),
        exact(row.parts) if row.parts else _("none found"),
        exact(row.parts_with_card) if row.parts else "–",
        _(COMPLETE_WORDS[row.mix_complete]) if row.parts else "–",
        _said(row),
        "–" if row.total_patients is None else exact(row.total_patients),
        "–" if row.total_images is None else exact(row.total_images),
        made_in(row, names),
    ]


def _said(row: ModelRow) -> str:
    items: dict[Reported, list[str]] = {}
    for item in TRAINING_PEOPLE:
        answer = row.demographics_reported.get(item, Reported.UNKNOWN)
        items.setdefault(answer, []).append(_(_PEOPLE[item]))
    if set(items) == {Reported.UNKNOWN}:
        return _(REPORTED_WORDS[Reported.UNKNOWN])
    said = (f"{', '.join(named)}: {_(REPORTED_WORDS[each])}" for each, named in items.items())
    return "; ".join(said)


def made_in(row: ModelRow, names: Mapping[str, str]) -> str:
    """Name the makers with the country that each of them is in."""
    said = [
        f"{each.organisation} ({names.get(each.country, each.country)})"
        if each.country
        else each.organisation
        for each in row.developers
    ]
    return "; ".join(said) or "–"
