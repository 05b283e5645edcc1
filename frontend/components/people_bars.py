"""Who is counted, group by group, as bars in a table: the picture is its own table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dash import html
from dash.development.base_component import Component

from app.domain.assessment import Assessment, Group
from app.domain.vocabulary import Status
from app.language import N_, _
from app.services.gaps.words import dimension_noun
from app.services.terms import term
from app.services.wording import exact

_NOT_KNOWN = "–"
_NAMED = N_("named, not counted")
_HEADS = (N_("at least"), N_("at most"), N_("sets"))


def people_bars(answer: Assessment, dimension: str, names: Mapping[str, str]) -> Component:
    """Draw every group that is counted or named, then all that is not known, hatched."""
    shown = [g for g in answer.groups if g.n.low or g.sites_not_counted or g.status is Status.ZERO]
    if dimension == "country":
        shown.sort(key=lambda group: names.get(group.key[dimension], ""))
    noun = dimension_noun(dimension)
    most = _most(answer, shown)
    heads = [html.Th(noun.capitalize(), scope="col"), html.Td("", className="bar-cell")]
    heads += [html.Th(_(head), scope="col", className="number") for head in _HEADS]
    rows = [_row(group, names.get(group.key[dimension]), most) for group in shown]
    return html.Table(
        className="people",
        children=[
            html.Caption(
                _(
                    "In {unit}, by {noun}. {sign} means not known.",
                    unit=term(answer.unit),
                    noun=noun,
                    sign=_NOT_KNOWN,
                )
            ),
            html.Thead(html.Tr(heads)),
            html.Tbody([*rows, *_not_known(answer, most)]),
        ],
    )


def _most(answer: Assessment, shown: list[Group]) -> int:
    ends = [end for group in shown for end in (group.n.low, group.n.high) if end]
    return max([*ends, *filter(None, (answer.total.high, answer.total.low)), 1])


def _row(group: Group, name: str | None, most: int) -> Component:
    words = name or next(iter(group.key.values()))
    if not group.n.low and group.status is not Status.ZERO:
        bar = html.Div(html.Span(className="look-site"), className="people-bar", **_SILENT)
        return _cells(words, bar, _(_NAMED), _count(group.n.high), group.sites_not_counted)
    low, high = group.n.low or 0, group.n.high
    parts = [_part("people-known", low, most)]
    if high is not None and high > low:
        parts.append(_part("people-maybe", high - low, most))
    bar = html.Div(parts, className="people-bar", **_SILENT)
    return _cells(words, bar, exact(low), _count(high), group.datasets)


_SILENT: Mapping[str, str] = {"aria-hidden": "true"}


def _part(look: str, n: int, most: int) -> Component:
    return html.Span(className=look, style={"width": f"{n / most:.4%}"})


def _not_known(answer: Assessment, most: int) -> Iterator[Component]:
    """Draw the unknown; where no total bounds it, its end stays open."""
    if answer.unknown is not None and not answer.unknown.high:
        return
    low, high = _unknown_of(answer)
    looks = "people-unknown" if high is not None else "people-unknown people-open"
    width = f"{high / most:.4%}" if high is not None else "100%"
    bar = html.Div(
        html.Span(className=looks, style={"width": width}), className="people-bar", **_SILENT
    )
    said = _("no total bounds it") if high is None else exact(high)
    yield _cells(_("Not known"), bar, exact(low) if low else _NOT_KNOWN, said, None)


def _unknown_of(answer: Assessment) -> tuple[int, int | None]:
    """Fewest and most who are in no group; without a total only a fewest, if any."""
    if answer.unknown is not None:
        return answer.unknown.low or 0, answer.unknown.high
    return max(0, (answer.total.low or 0) - (answer.known.high or 0)), None


def _cells(words: str, bar: Component, low: str, high: str, sets: int | None) -> Component:
    number = _NOT_KNOWN if sets is None else exact(sets)
    return html.Tr(
        [
            html.Th(words, scope="row"),
            html.Td(bar, className="bar-cell"),
            *[html.Td(each, className="number") for each in (low, high, number)],
        ]
    )


def _count(n: int | None) -> str:
    return _NOT_KNOWN if n is None else exact(n)
