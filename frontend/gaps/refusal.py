"""A question that is refused: what was wrong with it, and the choices that would be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.question import Question
from app.domain.vocabulary import Unit
from app.errors import AppError, NotFound
from app.language import _, plural
from app.services import Store
from app.services.findings import modality_words
from app.services.gaps.choices import (
    SchemeChoice,
    Stratum,
    counting_sets,
    counting_units,
    fitting_references,
    schemes,
    strata,
)
from app.services.gaps.words import dimension_noun, unit_label
from app.services.terms import term
from app.services.wording import joined, rounded, several
from frontend.components.asked import of_address
from frontend.components.states import trouble
from frontend.gaps.address import address, lenient

Params = Mapping[str, object]
_KINDS = frozenset({"modality", "body_region"})


def refusal(store: Store, params: Params, error: AppError) -> Component:
    """Say why there is no answer and offer what can be asked instead."""
    question = lenient(params)
    fields = {problem.field for problem in error.problems}
    try:
        if "scheme" in fields:
            return _choose_scheme(store, params, question, schemes(store, question))
        if fields & _KINDS and any(not problem.value for problem in error.problems):
            return _choose_kind(params, question, strata(store, question))
        if fields & {"reference", "reference_filter"}:
            return _choose_reference(store, params, question, error)
    except NotFound:
        return trouble(error, of_address)
    return trouble(error, of_address)


def _message(title: str, said: str, choices: Sequence[Component]) -> Component:
    return html.Div(
        [html.H2(title), html.P(said), html.Ul(list(choices))], className="refusal", role="status"
    )


def _item(words: str, href: str, more: str = "") -> Component:
    return html.Li([dcc.Link(words, href=href), html.Span(f": {more}" if more else "")])


def _choose_scheme(
    store: Store, params: Params, question: Question, found: Sequence[SchemeChoice]
) -> Component:
    noun = dimension_noun(",".join(question.dimension))
    if not found:
        return no_count(store, params, question)
    items = [
        _item(
            each.name,
            address(params, scheme=each.id, reference=None, reference_filter=None),
            f"{several(each.datasets, 'dataset')}. {each.note}",
        )
        for each in found
    ]
    return _message(
        _("Whose categories of {noun}?", noun=noun),
        _(
            "Each source asks its own question, with categories of its own. They are never added "
            "to each other, so choose one:"
        ),
        items,
    )


def no_count(store: Store, params: Params, question: Question) -> Component:
    """Say that no set counts by these categories in this unit; offer units in which one does."""
    noun = dimension_noun(",".join(question.dimension))
    items = [
        _item(_("Count {unit}", unit=unit_label(u)), address(params, unit=u.value))
        for u in counting_units(store, question)
    ]
    return _message(
        _("We hold no count by {noun} in {unit}.", noun=noun, unit=term(question.unit)),
        _("That is not to say that there is none. Other units:")
        if items
        else _("That is not to say that there is none."),
        items,
    )


def _choose_kind(params: Params, question: Question, found: Sequence[Stratum]) -> Component:
    noun = dimension_noun(",".join(question.dimension))
    items = [
        _item(
            f"{modality_words(each.modality)}, {each.body_region}",
            address(params, modality=each.modality, body_region=each.body_region),
            plural(
                "{n} of {datasets} counts by {noun}",
                "{n} of {datasets} count by {noun}",
                each.counting,
                datasets=several(each.datasets, "dataset"),
                noun=noun,
            ),
        )
        for each in found
    ]
    return _message(
        _("Which images, of which part of the body?"),
        _(
            "Sex and age are pooled only within one kind of image and one part of the body: whom "
            "a breast screening or a prostate clinic sees is no gap. Choose one, or one dataset "
            "below:"
        ),
        items,
    )


def _choose_reference(
    store: Store, params: Params, question: Question, error: AppError
) -> Component:
    fitting = fitting_references(store, question, question.scheme)
    items = [
        _item(
            each.name,
            address(params, reference=each.slug, reference_filter=None),
            _("{eligible} ({total} people)", eligible=each.eligible, total=rounded(each.total)),
        )
        for each in fitting
    ]
    if question.unit is not Unit.PATIENTS:
        items.append(_item(_("Count patients"), address(params, unit=None)))
    items.append(
        _item(_("Compare with nothing"), address(params, reference=None, reference_filter=None))
    )
    why = " ".join(_("The reference {rule}.", rule=problem.rule) for problem in error.problems)
    return _message(
        _("This comparison is not made."), _("{why} What fits instead:", why=why), items
    )


def suggested_units(
    store: Store, params: Params, asked: Sequence[tuple[Question, str]]
) -> Component | None:
    """Offer the other units in which one of these subjects counts, each question with its words."""
    held: dict[Unit, list[str]] = {}
    for question, subject in asked:
        for unit in counting_units(store, question):
            held.setdefault(unit, []).append(subject)
    if not held:
        return None
    items = [
        _item(
            _("Count {unit}", unit=unit_label(unit)),
            address(params, unit=unit.value, reference=None, reference_filter=None),
            joined(subjects),
        )
        for unit, subjects in held.items()
    ]
    question, _words = asked[0]
    noun = dimension_noun(",".join(question.dimension))
    title = _("Not every count by {noun} is in {unit}.", noun=noun, unit=term(question.unit))
    return _message(title, _("In other units we hold one of:"), items)


def suggested_sets(store: Store, params: Params, question: Question) -> Component | None:
    """Offer the sets that do count by the dimension asked for, where the subject has none."""
    found = counting_sets(store, Question(dimension=question.dimension, unit=question.unit))
    if not found:
        # Other units are offered already, where there is a count in one.
        return None if counting_units(store, question) else no_count(store, params, question)
    noun = dimension_noun(",".join(question.dimension))
    items = [
        _item(each.words, address(params, subject=each.value, scheme=None, reference_filter=None))
        for each in found
    ]
    said = html.Summary(
        _(
            "Datasets with a count by {noun}, in {unit} ({items})",
            noun=noun,
            unit=term(question.unit),
            items=len(items),
        )
    )
    listed = html.Ul(items, className="suggested")
    return html.Details([said, listed], open=len(items) <= 12, className="refusal")
