"""What the models' documents say of their training, as bars whose table is the figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from app.domain.vocabulary import Reported
from app.language import N_, _
from app.services.catalogue.model_answers import ModelRow
from app.services.training.words import count_by
from app.services.wording import exact, several

_PARTS = (
    (Reported.YES, "said-yes", N_("yes, in full")),
    (Reported.PARTIAL, "said-partial", N_("in part")),
    (Reported.NO, "said-no", N_("not in full, or said not to be given")),
    (Reported.UNKNOWN, "said-unknown", N_("not found, or not read in full")),
)
_ITEMS = (
    ("geography", N_("Where they were imaged")),
    ("sex", N_("Their sex")),
    ("age", N_("Their age")),
    ("ethnicity", N_("Their race or ethnicity")),
)


def said_of_training(rows: Sequence[ModelRow]) -> Component:
    """Draw the list of sets, then each thing that may be said of the people in them."""
    bars = [(_("Which sets they learned from"), [_listing(rows, a) for a, *_words in _PARTS])]
    bars += [
        (_(words), [count_by(rows, item, a) for a, *_words in _PARTS]) for item, words in _ITEMS
    ]
    heads = [
        html.Th([html.Span(_("What is said"), className="aloud")], scope="col"),
        html.Td("", className="bar-cell"),
        *(_head(look, _(words)) for _other, look, words in _PARTS),
    ]
    return html.Table(
        className="described said",
        children=[
            html.Caption(
                _("What the documents of {rows} say, in models.", rows=several(len(rows), "model"))
            ),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(words, numbers) for words, numbers in bars]),
        ],
    )


def _listing(rows: Sequence[ModelRow], answer: Reported) -> int:
    """Count by whether the list of sets is complete; one of which nothing was found is unknown."""
    return sum((row.mix_complete if row.parts else Reported.UNKNOWN) is answer for row in rows)


def _swatch(look: str) -> Component:
    return html.Span(className=f"swatch {look}", **{"aria-hidden": "true"})


def _head(look: str, words: str) -> Component:
    return html.Th([_swatch(look), " ", words], scope="col", className="number")


def _row(words: str, numbers: Iterable[int]) -> Component:
    counted = list(numbers)
    whole = max(1, sum(counted))
    bar = [
        html.Span(className=look, style={"width": f"{n / whole:.4%}"})
        for (_other, look, _words), n in zip(_PARTS, counted, strict=True)
        if n
    ]
    return html.Tr(
        [
            html.Th(words, scope="row"),
            html.Td(
                html.Div(bar, className="bar", **{"aria-hidden": "true"}), className="bar-cell"
            ),
            *(
                html.Td([_swatch(look), exact(n)], className="number")
                for (_other, look, _words), n in zip(_PARTS, counted, strict=True)
            ),
        ]
    )
