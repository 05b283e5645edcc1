"""Folds of Methods: a line to scan for each measure, and what it says once it is opened."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.language import _
from app.services.wording import formula_words


def measure(
    name: str, title: str, question: str, facts: Sequence[str], example: Component
) -> Component:
    """Fold one measure under its name and question; `name` is its anchor."""
    head = html.Summary([html.H4(_(title)), html.Span(_(question), className="question")])
    written = dcc.Markdown("\n".join(facts), className="measure-facts")
    return html.Details([head, html.Div([written, example])], id=name, className="measure")


def facts(
    formula: str, unit: str, said: Sequence[str], source: str, named: tuple[str, int]
) -> list[str]:
    """Write the lines of a measure: its formula, unit, what is said of it, and its source."""
    name, version = named
    interface = _(
        "Name in the programming interface: {id}, version {version}",
        id=f"`{name}`",
        version=version,
    )
    return [
        f"`{formula_words(formula)}`",
        "",
        f"- {_('Unit: {unit}', unit=formula_words(_(unit)))}",
        *(f"- {formula_words(each)}" for each in said),
        f"- {_('Source: {source}', source=_(source))}",
        f"- {interface}",
    ]


def long_text(words: str, *children: Component) -> Component:
    """Fold away what is long, and what is looked up rather than read; paper leaves it out."""
    fold = html.Details([html.Summary(words), *children], className="long")
    left = html.P(_("On the screen only: {words}.", words=words), className="paper-only")
    return html.Div([fold, left])
