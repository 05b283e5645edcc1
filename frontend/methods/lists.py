"""Lists of the page of methods: statuses, reasons, figures by what they rest on, sources."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from app.domain.reason import Reason
from app.domain.vocabulary import Status
from app.language import N_, _
from app.services.catalogue.references import ReferenceDetail
from app.services.methods.provenance import KindOfFigure
from app.services.methods.texts import CountryColumn
from app.services.wording import exact
from frontend.components.table import link, table

# A look on the map and in figures, and what it says; several kinds of nothing may share a look.
STATUSES = {
    Status.COUNTED: ("value", N_("A source prints a number, or a file has been tallied.")),
    Status.ZERO: ("zero", N_("A source prints zero. Nothing else is ever shown as zero.")),
    Status.SUPPRESSED: ("suppressed", N_("Counted, but hidden since so few could be recognised.")),
    Status.WITHHELD: (
        "suppressed",
        N_("Those whose data it is keep the number. That is no deficit."),
    ),
    Status.SITE_NOT_COUNTED: ("site", N_("Named as a place of imaging; nobody says how many.")),
    Status.NOT_PRINTED: ("site", N_("Of a table that prints only other categories.")),
    Status.SAID_NOT_TO_EXIST: ("none", N_("The documentation says that it was not recorded.")),
    Status.NOT_RECORDED: ("none", N_("Nobody asked, by law or policy.")),
    Status.NOT_FOUND: ("none", N_("We found nothing, or have not read the full source.")),
}


def status_list() -> Component:
    """Show every status with its look."""
    items = [
        html.Li(
            [
                html.Span(className=f"swatch look-{look}"),
                html.B(_(status.value.replace("_", " "))),
                html.Span(_(words)),
            ]
        )
        for status, (look, words) in STATUSES.items()
    ]
    return html.Ul(items, className="statuses")


def reason_table() -> Component:
    """List every reason why something is undefined, as a reader meets it."""
    rows = [(f"reason-{each}", [each.value, f"{_capital(each.sentence)}."]) for each in Reason]
    columns = [(_("Name in the programming interface"), "name"), (_("What it says"), "words")]
    return table("reasons-table", _("Reasons"), _("Undefined is never zero."), columns, rows)


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def provenance_table(kinds: Sequence[KindOfFigure]) -> Component:
    """List how many figures are recalled, estimated or without a stated source."""
    rows = [
        (f"kind-{each.id}", [each.name, each.what, exact(each.n), exact(each.of), each.meaning])
        for each in kinds
    ]
    columns = [
        (_("Kind"), "name"),
        (_("Of what"), "words"),
        (_("Number"), "number"),
        (_("Of all"), "number"),
        (_("What becomes of them"), "words"),
    ]
    caption = _("Counted in the present release; aggregates and cohorts are among them.")
    return table("provenance-table", _("What figures rest on"), caption, columns, rows)


def reference_table(references: Sequence[ReferenceDetail]) -> Component:
    """List the references with their people, licences and sources."""
    rows = [
        (
            f"reference-{each.slug}",
            [
                link(each.name, f"/api/v1/references/{each.slug}"),
                each.eligible,
                exact(sum(row.n for row in each.items)),
                each.licence,
                link(each.source.citation, each.source.url)
                if each.source.url
                else each.source.citation,
                each.note or "",
            ],
        )
        for each in references
    ]
    columns = [
        (_("Reference"), "name"),
        (_("Who is eligible"), "words"),
        (_("People"), "number"),
        (_("Licence"), "words"),
        (_("Source"), "words"),
        (_("Note"), "words"),
    ]
    return table("references-table", _("References"), _("No reference is assumed."), columns, rows)


def country_column_table(columns: Sequence[CountryColumn]) -> Component:
    """List where each column of the list of countries comes from, and as of when."""
    rows = [
        (
            f"column-{each.column}",
            [
                _(each.column.replace("_", " ")),
                link(each.source, each.url) if each.url else each.source,
                each.as_of or "–",
                each.licence,
                each.note or "",
            ],
        )
        for each in columns
    ]
    heads = [
        (_("Column"), "name"),
        (_("Source"), "words"),
        (_("As of"), "words"),
        (_("Licence"), "words"),
        (_("Note"), "words"),
    ]
    caption = _("Lists of countries change at different times; each column has a date of its own.")
    return table("columns-table", _("Columns of the list of countries"), caption, heads, rows)
