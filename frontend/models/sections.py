"""The sections of the page of one model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.language import N_, _, plural
from app.services.catalogue.model_answers import EvaluationRow
from app.services.printed_shares import only_shares
from app.services.results.forest import attribute_words
from app.services.results.words import SHARED_WORDS
from app.services.snapshot import snapshot
from app.services.terms import term
from app.services.training.documents import said_by_documents
from app.services.training.profile import Profile, Told
from app.services.training.words import (
    COMPLETE_WORDS,
    WEIGHT_WORDS,
    named_places,
    own_refusal,
)
from app.services.where_named import of_model
from app.services.wording import exact, joined, several
from frontend.components.group_bars import bar_table, bars
from frontend.components.mini_map import mini_map
from frontend.components.people_bars import people_bars
from frontend.components.sources import sources_list
from frontend.components.table import Cell, link, table
from frontend.datasets.group_words import group_words, scheme_words
from frontend.evaluations.listing import published_words
from frontend.figures.geometry import our_geometry
from frontend.hall import hall
from frontend.models.flow_picture import flow_picture

_TITLES = {
    "country": N_("Where they were imaged"),
    "sex": N_("Their sex, as recorded"),
    "age": N_("Their age"),
    "ethnicity": N_("Their race or ethnicity"),
    "skin_tone": N_("Their skin tone"),
}
_NONE_SAYS = {
    "country": N_("We found no source that says where they were imaged."),
    "sex": N_("We found no source that says their sex."),
    "age": N_("We found no source that says their age."),
    "ethnicity": N_("We found no source that says their race or ethnicity."),
    "skin_tone": N_("We found no source that says their skin tone."),
}
_PARTS = (
    (N_("Part"), "name"),
    (N_("Used to"), "short"),
    (N_("Patients"), "number"),
    (N_("How that is known"), "words"),
    (N_("Images, as printed"), "number"),
    (N_("Where imaged"), "short"),
    (N_("Who keeps the images"), "words"),
    (N_("Note"), "words"),
)
_TESTS = (
    (N_("Test set and task"), "name"),
    (N_("Tested where imaged"), "short"),
    (N_("Groups by"), "short"),
    (N_("Values"), "number"),
    (N_("Test and training"), "short"),
    (N_("Published in"), "short"),
)


def parts(profile: Profile) -> Component:
    """List the parts of the training mix, each with its weight and what that rests on."""
    mix = profile.mix
    if not mix.items:
        none = html.P(_("We hold no list of its parts."), className="nothing-known")
        return html.Section([html.H2(_("What it learned from")), none])
    rows: list[tuple[str, list[Cell]]] = [
        (
            f"part-{index}",
            [
                link(row.name, f"/datasets/{row.dataset}") if row.has_card else row.name,
                _("learn from") if row.role == "pretrain" else _("tune"),
                "–" if row.weight is None else exact(row.weight),
                _(WEIGHT_WORDS[row.weight_basis]) + ("" if row.has_card else _("; no card here")),
                "–" if row.images is None else exact(row.images),
                "; ".join(strand.where) or _("not known"),
                strand.custodian or _("not known"),
                "; ".join(filter(None, (_("private") if row.private else "", row.note))),
            ],
        )
        for index, (row, strand) in enumerate(zip(mix.items, profile.flow.strands, strict=True))
    ]
    caption = plural(
        "{n} part as the model’s sources name it; the list is {complete}. – means not known.",
        "{n} parts as the model’s sources name them; the list is {complete}. – means not known. "
        "Parts may share people: their patients must not be added up.",
        len(rows),
        complete=_(COMPLETE_WORDS[mix.mix_complete]),
    )
    return html.Section(
        [
            html.H2(_("What it learned from")),
            table("parts-table", _("Table of parts"), caption, _PARTS, rows),
        ]
    )


def people(profile: Profile) -> Component:
    """Draw who is in it, by place and by each thing that is printed of them."""
    blocks = [_block(told, profile) for told in profile.told]
    if not any(told.dimension == "ethnicity" for told in profile.told):
        none = html.P(_(_NONE_SAYS["ethnicity"]), className="nothing-known")
        blocks.append(html.Section([html.H3(_(_TITLES["ethnicity"])), none]))
    said = said_by_documents(profile)
    return html.Section(
        [
            html.H2(_("Who it learned from")),
            html.P(said) if said else None,
            html.Div(blocks, className="people-blocks"),
        ]
    )


def _block(told: Told, profile: Profile) -> Component:
    scheme = f", {scheme_words(told.scheme)}" if told.scheme else ""
    drawn = mini_map(of_model(profile), our_geometry()) if told.dimension == "country" else None
    return html.Section(
        [html.H3(_(_TITLES[told.dimension]) + scheme), drawn, *_said(told, profile)]
    )


def _said(told: Told, profile: Profile) -> Iterator[Component | None]:
    """Draw what is known of the people by one dimension, or say why nothing is."""
    answer = told.answer
    if answer is None:
        yield html.P(told.refusal)
    elif (why := own_refusal(profile, told)) and not answer.groups:
        said = _("A table is printed, but no share of all can be read from it: {why}.", why=why)
        yield html.P(said, className="nothing-known")
    elif not answer.total.datasets and not answer.groups:
        yield html.P(_(_NONE_SAYS[told.dimension]), className="nothing-known")
    else:
        yield _bars(told.dimension, answer, profile)
        if answer.sources:
            yield sources_list(answer.sources, _source_id(told))
    if told.dimension == "country" and answer is not None:
        yield _named_too(profile, answer)


def _source_id(told: Told) -> str:
    return re.sub(r"\W+", "-", f"{told.dimension}-{told.scheme or ''}-source")


def _bars(dimension: str, answer: Assessment, profile: Profile) -> Component:
    """Draw counts as counts, and shares that are printed without a number as shares."""
    categories = [category for group in answer.groups for category in group.key.values()]
    named = profile.country_names if dimension == "country" else {}
    labels = {each: named.get(each) or group_words(dimension, each) for each in categories}
    if not only_shares(answer):
        return people_bars(answer, dimension, labels)
    caption = _(
        "Only shares of {unit} are printed, of all that it learned from.", unit=term(answer.unit)
    )
    return bar_table([caption], _(_TITLES[dimension]), bars(answer, labels))


def _named_too(profile: Profile, answer: Assessment) -> Component | None:
    """Name the places that only parts without a card give: no bar can stand for them."""
    drawn = {profile.country_names.get(group.key["country"]) for group in answer.groups}
    rest = sorted(named_places(profile) - drawn)
    if not rest:
        return None
    return html.P(
        _("Named for parts without a card here: {rest}.", rest=joined(rest)), className="quiet"
    )


def way(profile: Profile) -> Component | None:
    """Draw the way of the images."""
    if not profile.flow.strands and not profile.flow.tested:
        return None
    return html.Section(
        [
            html.H2(_("The way of the images")),
            html.P(
                _(
                    "Four places that are easily taken for each other. A band is one named set, "
                    "whatever its size; one that was imaged in several countries is shared among "
                    "them. The tables above and below hold the same."
                ),
                className="quiet",
            ),
            flow_picture(profile.flow, profile.card.name),
        ]
    )


def lineage(profile: Profile) -> Component | None:
    """Say which sets are counted in which, which are left out, and what was assumed."""
    answer = profile.by("country").answer
    if answer is None:
        return None
    name_of = snapshot(hall().store, answer.release).name_of
    said = [
        _(
            "{dataset} in {into}: {why}.",
            dataset=name_of(each.dataset),
            into=joined(map(name_of, each.into)),
            why=each.why,
        )
        for each in answer.collapsed
    ]
    parts = {each.dataset: each.name for each in profile.mix.items}
    said += [
        f"{parts.get(each.dataset) or name_of(each.dataset)}: {each.why}."
        for each in answer.excluded
    ]
    said += list(answer.notes)
    if not said:
        return None
    return html.Details(
        [
            html.Summary(_("How its people were counted ({said})", said=len(said))),
            html.Ul([html.Li(each) for each in said]),
        ],
        className="how",
    )


def tests(profile: Profile) -> Component:
    """List the evaluations of the model, published or computed here; projects stand apart."""
    title = html.H2(_("What is known of how well it does"))
    if not profile.evaluations and not profile.repository:
        said = _("We hold no evaluation of this model that prints results per group.")
        return html.Section([title, html.P(said, className="nothing-known")])
    where = {test.name: test.where for test in profile.flow.tested}
    rows = [(f"test-{row.slug}", _test(row, where)) for row in profile.evaluations]
    children: list[Component] = [title]
    if rows:
        caption = _("{rows} of this model.", rows=several(len(rows), "evaluation"))
        children.append(table("tests-table", _("Table of evaluations"), caption, _TESTS, rows))
    children += list(_projects(profile))
    return html.Section(children)


def _test(row: EvaluationRow, by_set: Mapping[str, tuple[str, ...]]) -> list[Cell]:
    places = by_set.get(row.dataset_name, ())
    groups = [attribute_words(each) for each in row.attributes if each != "label"]
    return [
        link(f"{row.dataset_name}: {row.task}", f"/evaluations/{row.slug}"),
        "; ".join(places) or _("not known"),
        ", ".join(groups) or _("none"),
        exact(row.n_scores) if row.n_scores else _("none read"),
        _(SHARED_WORDS[row.shared_source.state]),
        published_words(row.publication_status),
    ]


def _projects(profile: Profile) -> Iterator[Component]:
    if not profile.repository:
        return
    links = [
        html.Li(dcc.Link(f"{row.dataset_name}: {row.task}", href=f"/evaluations/{row.slug}"))
        for row in profile.repository
    ]
    yield html.Details(
        [
            html.Summary(_("Results of personal or student projects ({links})", links=len(links))),
            html.P(
                _("Found in repositories, not in papers: of low weight, and in no sentence here.")
            ),
            html.Ul(links),
        ],
        className="how",
    )
