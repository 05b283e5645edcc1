"""Groups of countries over the map: a line around each, and their own figures beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment, Group
from app.domain.question import Question
from app.domain.reference import Country
from app.domain.vocabulary import Status
from app.errors import Invalid, problem
from app.language import N_, _
from app.services.measures import against_people, comparable
from app.services.places_by_name import region_name, region_path
from app.services.terms import term
from app.services.wording import exact, span
from frontend.components.table import Cell, link, table

GROUPINGS: Mapping[str, str] = {
    "region": N_("Regions (UN)"),
    "who_region": N_("Regions (WHO)"),
    "income_group": N_("Income groups (World Bank)"),
}
_NOT_KNOWN = "–"
_NOTE = N_(
    "A group is not the sum of its countries: a dataset whose places all lie in it counts here "
    "even where it cannot be divided by country."
)


def read_overlay(name: str | None) -> str | None:
    """Read the grouping of an address.

    Raises
    ------
    Invalid
        When it is none of `GROUPINGS`.
    """
    if not name or name in GROUPINGS:
        return name or None
    rule = _("must be one of {listed}", listed=", ".join(GROUPINGS))
    raise Invalid(_("The groups are not known."), [problem("groups", rule, name, "region")])


@dataclass(frozen=True, slots=True)
class Overlay:
    """One grouping: the names of its groups in order, and the group of each country."""

    grouping: str
    names: tuple[str, ...]
    group_of: Mapping[str, str]

    def words(self, iso3: str) -> str | None:
        """Name the group of a country."""
        name = self.group_of.get(iso3)
        return region_name(self.grouping, name) if name else None

    def short(self, name: str) -> str:
        """Name a group under a heading that tells whose list it stands in."""
        return region_name(self.grouping, name).removeprefix("WHO ")


def overlay_of(grouping: str | None, countries: Iterable[Country]) -> Overlay | None:
    """Put the countries into the groups of a grouping; some are in none."""
    if grouping is None:
        return None
    found = {each.iso3: name for each in countries if (name := getattr(each, grouping))}
    return Overlay(grouping, tuple(sorted(set(found.values()))), found)


def of_groups(question: Question, grouping: str) -> Question:
    """Ask the same of the groups themselves."""
    return replace(question, dimension=(grouping,))


def group_legend(overlay: Overlay) -> Component:
    """Explain the lines around the groups."""
    items = [
        html.Li(
            [
                html.Span(className=f"dashes dashes-{index}"),
                html.Span(overlay.short(name)),
            ]
        )
        for index, name in enumerate(overlay.names)
    ]
    title = html.P(
        _("Lines around: {groups}", groups=_(GROUPINGS[overlay.grouping])),
        className="legend-title",
    )
    return html.Div([title, html.Ul(items, className="legend-looks")], className="legend groups")


def groups_table(overlay: Overlay, answer: Assessment) -> Component:
    """Write the groups' own figures, by name, and what is known of none of them."""
    compared = against_people(answer)
    groups = sorted(answer.groups, key=lambda each: _name(overlay, each))
    rows = [(f"group-{at}", _row(overlay, each, compared)) for at, each in enumerate(groups)]
    unknown: list[Cell] = [_("Not known where"), _unknown(answer), *[_NOT_KNOWN] * (1 + compared)]
    rows.append(("group-unknown", unknown))
    heads = [
        (_("Group"), "name"),
        (term(answer.unit).capitalize(), "number"),
        (_("Sets"), "number"),
    ]
    heads += [(_("Ratio of shares"), "number")] if compared else []
    title = _(GROUPINGS[overlay.grouping])
    return html.Div(
        [
            html.H2(title),
            table(
                "atlas-group-table", _("Table: {title}", title=title), _caption(answer), heads, rows
            ),
            html.P(_(_NOTE), className="quiet"),
        ]
    )


def _caption(answer: Assessment) -> str:
    return _(
        "Imaged there, in {unit}, by name. {sign} means not known, never zero.",
        unit=term(answer.unit),
        sign=_NOT_KNOWN,
    )


def _name(overlay: Overlay, group: Group) -> str:
    return overlay.short(group.key[overlay.grouping])


def _row(overlay: Overlay, group: Group, compared: bool) -> list[Cell]:
    key = group.key[overlay.grouping]
    cells: list[Cell] = [link(_name(overlay, group), region_path(overlay.grouping, key))]
    cells += [_count(group), exact(group.datasets)]
    return [*cells, _ratio(group)] if compared else cells


def _count(group: Group) -> str:
    if group.status is Status.ZERO or group.n.low:
        return span(group.n.low, group.n.high, exact)
    return _("named, not counted") if group.sites_not_counted else _NOT_KNOWN


def _ratio(group: Group) -> str:
    if not comparable(group) or group.ratio.value is None:
        return _NOT_KNOWN
    low, high = group.ratio.low, group.ratio.high
    bounds = (
        ""
        if low is None or high is None
        else _(" ({low} to {high})", low=f"{low:.3g}", high=f"{high:.3g}")
    )
    return f"{group.ratio.value:.3g}{bounds}"


def _unknown(answer: Assessment) -> str:
    return (
        _NOT_KNOWN
        if answer.unknown is None
        else span(answer.unknown.low, answer.unknown.high, exact)
    )
