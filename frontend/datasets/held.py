"""What is held of the people in sets: a symbol with words, a legend, and a bar per dimension."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.services.catalogue.overview import Held, Tally
from app.services.catalogue.overview_words import DIM_WORDS, HELD_WORDS
from app.services.wording import exact

SHORT_WORDS: Mapping[Held, str] = {
    Held.TABLE: "numbers held",
    Held.SAID: "said to be recorded",
    Held.SAID_NOT: "said not to exist",
    Held.NOT_FOUND: "not found",
}


def held_mark(held: Held) -> Component:
    """Draw the symbol alone; its words stand beside it or are read aloud."""
    return html.Span(className=f"held held-{held.value}", **{"aria-hidden": "true"})


def held_legend() -> Component:
    """Explain every symbol, always all of them."""
    looks = [html.Li([held_mark(held), html.Span(words)]) for held, words in HELD_WORDS.items()]
    return html.Ul(looks, className="held-legend", **{"aria-label": "Symbols"})


def held_bars(tally: Tally, total: int) -> Component:
    """Draw how many sets count, say, deny or are silent; the numbers are in the words too."""
    rows = [_bar(DIM_WORDS[dim], counts, total) for dim, counts in tally.items()]
    return html.Figure(
        className="held-bars",
        children=[
            html.Figcaption("What we hold of the people in these sets, in numbers of sets"),
            html.Dl([part for row in rows for part in row]),
            held_legend(),
        ],
    )


def _bar(words: str, counts: Mapping[Held, int], total: int) -> list[Component]:
    parts = [_part(held, n, total) for held, n in counts.items() if n]
    return [html.Dt(words[0].upper() + words[1:]), html.Dd(parts)]


def _part(held: Held, n: int, total: int) -> Component:
    said = f"{exact(n)} {SHORT_WORDS[held]}"
    return html.Span(
        [html.Span(exact(n), **{"aria-hidden": "true"}), html.Span(f"{said}. ", className="aloud")],
        className=f"held-part part-{held.value}",
        style={"width": f"{n / total:.4%}"},
        title=said,
    )
