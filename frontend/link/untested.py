"""Untested: the models of which no test by the attribute is known, said once for all pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.link import LinkState
from app.language import _, plural
from app.services.link.answers import Link, Named, Untested
from app.services.link.naming import group_words, in_order
from app.services.link.words import STATE_WORDS, share_words
from app.services.results.forest import attribute_words
from app.services.wording import joined, several

ByModel = Mapping[Named, Sequence[Untested]]


def untested_section(answer: Link) -> Component | None:
    """Say of which groups no test is known and for how many models; name the models."""
    by_model: dict[Named, list[Untested]] = {}
    for row in answer.untested:
        by_model.setdefault(row.model, []).append(row)
    if not by_model:
        return None
    said = _(STATE_WORDS[LinkState.NO_TEST_KNOWN])
    head = plural("Which model it is", "Which {n} models they are", len(by_model))
    items = [html.Li(list(_model(answer.attribute, rows))) for rows in by_model.values()]
    return html.Section(
        [
            html.H2(f"{said[0].upper()}{said[1:]}", id="untested"),
            *map(html.P, _lines(answer.attribute, by_model)),
            html.Details([html.Summary(head), html.Ul(items)]),
        ],
        className="link-untested",
    )


def _lines(attribute: str, by_model: ByModel) -> Iterator[str]:
    """Tell the models whose groups can be named from the others; together they are all."""
    counts = Counter(row.group for rows in by_model.values() for row in rows)
    by, without = attribute_words(attribute), counts.pop(None, 0)
    named = len(by_model) - without
    groups = in_order(attribute, (each for each in counts if each))
    words = [group_words(attribute, each) for each in groups]
    if groups and set(counts.values()) == {named}:
        yield _(
            "{models}, for each of these groups: {groups}.",
            models=several(named, "model"),
            groups=joined(words),
        )
    elif groups:
        listed = (
            f"{said} ({several(counts[each], 'model')})"
            for each, said in zip(groups, words, strict=True)
        )
        yield _(
            "{models} that learned from people counted by {by}: {groups}.",
            models=several(named, "model"),
            by=by,
            groups=joined(listed),
        )
    if without:
        yield plural(
            "{n} model of which we do not know by {by} whom it learned from.",
            "{n} models of which we do not know by {by} whom they learned from.",
            without,
            by=by,
        )


def _model(attribute: str, rows: Sequence[Untested]) -> Iterator[Component | str]:
    """Name a model, with the shares in its training that are known, and the source."""
    model = rows[0].model
    yield dcc.Link(model.name, href=f"/models/{model.slug}")
    known = {row.group: row for row in rows if row.group and row.share}
    if known:
        shares = (
            f"{group_words(attribute, each)} {share_words(known[each].share)}"
            for each in in_order(attribute, known)
        )
        yield f": {', '.join(shares)}"
    keys = dict.fromkeys(key for row in rows for key in row.sources)
    for at, key in enumerate(keys):
        yield ", " if at else " ["
        yield html.A(key.removeprefix("s"), href=f"#source-{key}")
    if keys:
        yield "]"
