"""What a card would show if it were out: its people, its places, its gaps."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.language import _
from app.services.catalogue.card_words import about
from app.services.gaps.known import against
from app.services.gaps.rows import gap_rows, unknown_rows
from app.services.gaps.words import dimension_noun
from app.services.writing.foreseen import Foreseen
from frontend.components.answer import finding_block
from frontend.datasets.card_people import people, places
from frontend.gaps.side import split_rows
from frontend.gaps.tracks import KEY, share_row, share_scale, share_ticks, tracks, unknown_row


def pictures(found: Foreseen) -> list[Component]:
    """Draw a card as it would stand, after what has to be hidden is hidden."""
    view = found.view
    return [
        html.H2(_("4. What it would show")),
        html.P(
            _("As if it were published, with small counts hidden. Nobody else sees this."),
            className="quiet",
        ),
        finding_block(about(view), mark="-ahead"),
        html.Div(
            [
                html.Section([html.H3(_("Who is in it")), *people(view, with_units=False)]),
                html.Section([html.H3(_("Where imaged")), *places(view)], id="ahead-where"),
            ],
            className="card-columns",
        ),
        html.Section(
            [html.H3(_("Against the people of the world")), *_gaps(found)], id="ahead-gaps"
        ),
    ]


def _gaps(found: Foreseen) -> list[Component]:
    if not found.gaps:
        said = _("No table of patients by country, sex or age can be held against a reference.")
        return [html.P(said)]
    return [part for answer in found.gaps for part in _gap(answer, found)]


def _gap(answer: Assessment, found: Foreseen) -> list[Component]:
    names, noun = found.view.countries, dimension_noun(str(answer.query["dimension"]))
    shown, _others = split_rows(gap_rows(answer, names))
    scale = share_scale(shown, unknown_rows(answer))
    rows = [share_row(row, scale) for row in shown]
    rows += [unknown_row(row, scale) for row in unknown_rows(answer)]
    drawn = {mark["look"] for row in rows for mark in row["marks"]}
    key = [each for each in KEY if each[0]["look"] in drawn]
    heading = _("Shares by {noun}", noun=noun)
    said = _("Compared with: {named}.", named=against(answer, names))
    label = _("Shares by {noun}; the words in each row say the same.", noun=noun)
    name = f"ahead-{answer.query['dimension']}"
    return [html.H4(heading), html.P(said, className="quiet"),
            tracks(name, label, share_ticks(scale), rows, key=key)]  # fmt: skip
