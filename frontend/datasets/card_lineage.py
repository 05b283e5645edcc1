"""How a set stands to others: what it reuses, what reuses it, which models learned from it."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.vocabulary import Kind
from app.language import N_, _
from app.services.catalogue.card_view import CardView
from app.services.catalogue.card_words import OVERLAP_WORDS
from app.services.catalogue.learned import Learned
from app.services.catalogue.model_answers import EvaluationRow
from app.services.terms import protocol_words, term
from app.services.wording import exact, joined

_MOST = 12


def lineage(view: CardView) -> list[Component]:
    """Draw the family of a set as a tree of links, with plain words on every branch."""
    found = view.lineage
    if view.card.kind is Kind.AGGREGATE and not found.related and not found.parents:
        return [html.P(_("Which sets it merges is not known to us, nor any set that reuses it."))]
    if not found.related and not found.parents:
        return [html.P(_("We know of no set that it reuses, and of none that reuses it."))]
    near = {*found.parents, *found.children}
    through = [each for each in found.ancestors if each not in near]
    others = [each for each in found.related if each not in {*near, *found.ancestors}]
    blocks = [
        _branch(_reuses(view), found.parents, view),
        _branch(_("Through these it goes back to"), through, view),
        html.P(view.card.name, className="this-set"),
        _branch(_("Reused by"), found.children, view),
        _branch(_("May hold the same people, through a shared source"), others, view),
    ]
    tree = html.Div([each for each in blocks if each is not None], className="set-lineage")
    return [tree, html.P(_meaning(view.card.kind), className="quiet")]


def _reuses(view: CardView) -> str:
    if view.card.kind is Kind.AGGREGATE:
        return _("It merges")
    words = _(OVERLAP_WORDS[view.card.overlap])
    return words[0].upper() + words[1:]


def _meaning(kind: Kind) -> str:
    if kind is Kind.AGGREGATE:
        return _("An aggregate is never counted beside its parts.")
    return _("Sets that may hold the same people are never simply added up: totals are ranges.")


def _branch(words: str, slugs: Iterable[str], view: CardView) -> Component | None:
    listed = [html.Li(_set_link(slug, view)) for slug in slugs]
    if not listed:
        return None
    first, rest = listed[:_MOST], listed[_MOST:]
    more = (
        html.Details([html.Summary(_("{rest} more", rest=len(rest))), html.Ul(rest)])
        if rest
        else None
    )
    return html.Div([html.P(words), html.Ul(first), more], className="branch")


def _set_link(slug: str, view: CardView) -> Component:
    if slug not in view.names:
        return html.Span([slug, html.Span(_(" (no card here)"), className="quiet")])
    return dcc.Link(view.names[slug], href=f"/datasets/{slug}")


def models(view: CardView) -> list[Component]:
    """List the models that learned from the set, and those that did so through others."""
    if not view.models:
        return [html.P(_("No model in this catalogue names it in its training mix."))]
    return [html.Ul([html.Li(_model(each, view)) for each in view.models], className="card-links")]


def _model(learned: Learned, view: CardView) -> list[Component | str]:
    roles = {"pretrain": _("pretraining"), "finetune": _("fine-tuning")}
    said = [joined(roles.get(role, role) for role in learned.roles)]
    if learned.through:
        names = [view.names.get(slug, slug) for slug in learned.through]
        said.append(_("through {names}, which reuses it", names=joined(names)))
    printed = [(learned.patients, "patients"), (learned.images, "images")]
    said += [
        _("{n} {unit} printed", n=exact(n), unit=term(unit)) for n, unit in printed if n is not None
    ]
    link = dcc.Link(learned.name, href=f"/models/{learned.slug}")
    return [link, html.Span(f" {', '.join(said)}", className="quiet")]


_OUTSIDE_PAPERS = {
    "repository": N_(" from a repository, not a paper"),
    "run": N_(" computed here from uploaded predictions"),
}


def evaluations(view: CardView) -> list[Component]:
    """List the published evaluations on the set; those outside papers say so."""
    if not view.evaluations:
        return [html.P(_("We hold no published evaluation per group on it."))]
    items = [html.Li(_evaluation(each)) for each in view.evaluations]
    return [html.Ul(items, className="card-links")]


def _evaluation(row: EvaluationRow) -> list[Component | str]:
    link = dcc.Link(f"{row.model_name}: {row.task}", href=f"/evaluations/{row.slug}")
    outside = _OUTSIDE_PAPERS.get(row.publication_status)
    badge = html.Span(_(outside), className="badge") if outside else ""
    return [
        link,
        html.Span(
            _(
                " {n_scores} values, {protocol}",
                n_scores=row.n_scores,
                protocol=protocol_words(row.protocol),
            ),
            className="quiet",
        ),
        badge,
    ]
