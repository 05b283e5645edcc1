"""The panel beside the map: what the answer holds of one country, and from which sources."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.language import N_, _
from app.services.measures import Place, against_people
from app.services.place_words import about_place
from app.services.places_by_name import country_path
from frontend.components.sources import sources_list

HINT = N_("Choose a country, on the map or in the list, to read what is known of it.")


def no_country() -> Component:
    """Say how to open a country."""
    return html.P(_(HINT), className="hint")


def country_panel(place: Place, assessment: Assessment, note: str | None) -> Component:
    """Write the sentences of one country, then its own sources."""
    keys = place.group.sources if place.group else ()
    sources = {key: assessment.sources[key] for key in keys if key in assessment.sources}
    said = [html.P(sentence) for sentence in about_place(place, assessment)]
    return html.Div(
        [
            html.H2(place.name, id="panel-title", tabIndex=-1),
            *said,
            html.P(html.A(_("Open profile"), href=country_path(place.iso3))),
            html.P(note, className="quiet") if note else None,
            html.P(
                _("Compared with: {reference}", reference=assessment.reference.name),
                className="quiet",
            )
            if assessment.reference and against_people(assessment)
            else None,
            sources_list(sources, "panel-source"),
        ]
    )
