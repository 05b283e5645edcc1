"""The sections of the page of one model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.assessment import Assessment
from app.domain.vocabulary import Unit
from app.services.catalogue.model_answers import EvaluationRow
from app.services.findings import modality_words
from app.services.printed_shares import only_shares
from app.services.results.forest import attribute_words
from app.services.results.words import SHARED_WORDS
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
from frontend.figures.geometry import our_geometry
from frontend.models.flow_picture import flow_picture

_TITLES = {
    "country": "Where they were imaged",
    "sex": "Their sex, as recorded",
    "age": "Their age",
    "ethnicity": "Their race or ethnicity",
    "skin_tone": "Their skin tone",
}
_COMPUTE = {
    "gpu_type": "Hardware",
    "gpu_count": "Devices",
    "gpu_hours": "Hours of devices",
    "co2_kg": "Kilograms of CO2, as printed",
    "energy_kwh": "Kilowatt-hours, as printed",
}
_PARTS = (
    ("Part", "name"),
    ("Used to", "words"),
    ("Patients", "number"),
    ("How that is known", "words"),
    ("Images, as printed", "number"),
    ("Where imaged", "words"),
    ("Who keeps the images", "words"),
    ("Note", "words"),
)
_TESTS = (
    ("Evaluation", "name"),
    ("Test set", "words"),
    ("Tested where imaged", "words"),
    ("Groups by", "words"),
    ("Values", "number"),
    ("Test and training", "words"),
)


def facts(profile: Profile) -> Component:
    """Name the kinds of image, the makers, and how the model is obtained."""
    card = profile.card
    given = [
        ("Kinds of image", ", ".join(modality_words(each) for each in card.modalities)),
        ("Parts of the body", ", ".join(card.body_regions)),
        ("Made in (not where imaged)", "; ".join(profile.flow.makers)),
        ("Released", str(card.release_year or "")),
        ("Weights", card.weights_access or ""),
        ("Licence", card.licence or ""),
        ("Architecture", card.architecture or ""),
        ("Trained by", card.pretraining_method or ""),
    ]
    said = [html.Div([html.Dt(name), html.Dd(words or "not found")]) for name, words in given]
    home = html.P(html.A("The makers’ page", href=card.homepage)) if card.homepage else None
    return html.Div([html.Dl(said, className="facts"), home])


def parts(profile: Profile) -> Component:
    """List the parts of the training mix, each with its weight and what that rests on."""
    mix = profile.mix
    if not mix.items:
        return html.Section(
            [html.H2("What it learned from"), html.P("We found no part that is named.")]
        )
    rows: list[tuple[str, list[Cell]]] = [
        (
            f"part-{index}",
            [
                link(row.name, f"/datasets/{row.dataset}") if row.has_card else row.name,
                "learn from" if row.role == "pretrain" else "tune",
                "–" if row.weight is None else exact(row.weight),
                WEIGHT_WORDS[row.weight_basis] + ("" if row.has_card else "; no card here"),
                "–" if row.images is None else exact(row.images),
                "; ".join(strand.where) or "not known",
                strand.custodian or "not known",
                "; ".join(filter(None, ("private" if row.private else "", row.note))),
            ],
        )
        for index, (row, strand) in enumerate(zip(mix.items, profile.flow.strands, strict=True))
    ]
    caption = (
        f"{several(len(rows), 'part')} as the model’s sources name them; the list is "
        f"{COMPLETE_WORDS[mix.mix_complete]}. – means not known. Parts may share people: their "
        "patients must not be added up."
    )
    return html.Section(
        [
            html.H2("What it learned from"),
            table("parts-table", "Table of parts", caption, _PARTS, rows),
        ]
    )


def people(profile: Profile) -> Component:
    """Draw who is in it, by place and by each thing that is printed of them."""
    blocks = [_block(told, profile) for told in profile.told]
    return html.Section(
        [html.H2("Who it learned from"), html.Div(blocks, className="people-blocks")]
    )


def _block(told: Told, profile: Profile) -> Component:
    scheme = f", {scheme_words(told.scheme)}" if told.scheme else ""
    drawn = mini_map(of_model(profile), our_geometry()) if told.dimension == "country" else None
    return html.Section([html.H3(_TITLES[told.dimension] + scheme), drawn, *_said(told, profile)])


def _said(told: Told, profile: Profile) -> Iterator[Component | None]:
    """Draw what is known of the people by one dimension, or say why nothing is."""
    answer = told.answer
    if answer is None:
        yield html.P(told.refusal)
    elif (why := own_refusal(profile, told)) and not answer.groups:
        said = f"A table is printed, but no share of all can be read from it: {why}."
        yield html.P(said, className="nothing-known")
    elif not answer.total.datasets and not answer.groups:
        yield html.P("No part has a card here that says it.", className="nothing-known")
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
    caption = f"Only shares of {answer.unit} are printed, of all that it learned from."
    return bar_table([caption], _TITLES[dimension], bars(answer, labels))


def _named_too(profile: Profile, answer: Assessment) -> Component | None:
    """Name the places that only parts without a card give: no bar can stand for them."""
    drawn = {profile.country_names.get(group.key["country"]) for group in answer.groups}
    rest = sorted(named_places(profile) - drawn)
    if not rest:
        return None
    return html.P(f"Named for parts without a card here: {joined(rest)}.", className="quiet")


def way(profile: Profile) -> Component | None:
    """Draw the way of the images."""
    if not profile.flow.strands and not profile.flow.tested:
        return None
    return html.Section(
        [
            html.H2("The way of the images"),
            html.P(
                "Four places that are easily taken for each other. A band is one named set, "
                "whatever its size; one that was imaged in several countries is shared among them. "
                "The tables above and below hold the same.",
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
    said = [f"{c.dataset} in {joined(list(c.into))}: {c.why}." for c in answer.collapsed]
    said += [f"{each.dataset}: {each.why}." for each in answer.excluded]
    said += list(answer.notes)
    if not said:
        return None
    return html.Details(
        [
            html.Summary(f"How its people were counted ({len(said)})"),
            html.Ul([html.Li(each) for each in said]),
        ],
        className="how",
    )


def tests(profile: Profile) -> Component:
    """List the evaluations of the model that are published; projects stand apart."""
    title = html.H2("What was published of how well it does")
    if not profile.evaluations and not profile.repository:
        said = "We hold no evaluation of this model that prints results per group."
        return html.Section([title, html.P(said, className="nothing-known")])
    where = {test.name: test.where for test in profile.flow.tested}
    rows = [(f"test-{row.slug}", _test(row, where)) for row in profile.evaluations]
    children: list[Component] = [title]
    if rows:
        caption = f"{several(len(rows), 'published evaluation')} of this model."
        children.append(table("tests-table", "Table of evaluations", caption, _TESTS, rows))
    children += list(_projects(profile))
    return html.Section(children)


def _test(row: EvaluationRow, by_set: Mapping[str, tuple[str, ...]]) -> list[Cell]:
    places = by_set.get(row.dataset_name, ())
    groups = [attribute_words(each) for each in row.attributes if each != "label"]
    return [
        link(row.slug, f"/evaluations/{row.slug}"),
        row.dataset_name,
        "; ".join(places) or "not known",
        ", ".join(groups) or "none",
        exact(row.n_scores) if row.n_scores else "none printed",
        SHARED_WORDS[row.shared_source.state],
    ]


def _projects(profile: Profile) -> Iterator[Component]:
    if not profile.repository:
        return
    links = [
        html.Li(dcc.Link(row.slug, href=f"/evaluations/{row.slug}")) for row in profile.repository
    ]
    yield html.Details(
        [
            html.Summary(f"Results of personal or student projects ({len(links)})"),
            html.P("Found in repositories, not in papers: of low weight, and in no sentence here."),
            html.Ul(links),
        ],
        className="how",
    )


def compute(profile: Profile) -> Component | None:
    """Print what the training took, where anybody says."""
    given = profile.card.compute
    if not given:
        return None
    said = [
        html.Div(
            [html.Dt(words), html.Dd("not found" if given.get(key) is None else _plain(given[key]))]
        )
        for key, words in _COMPUTE.items()
        if key in given
    ]
    return html.Section([html.H2("What its training took"), html.Dl(said, className="facts")])


def _plain(value: object) -> str:
    if value is None:
        return "not found"
    return f"{value:,.6g}" if isinstance(value, int | float) else str(value)


def totals(profile: Profile) -> Component | None:
    """Print the totals of the card, with what is said about them."""
    said = [
        f"{exact(total.n)} {unit}"
        for unit in (Unit.PATIENTS, Unit.IMAGES)
        if (total := profile.card.totals[unit]).n is not None
    ]
    if not said and not profile.card.totals_note:
        return None
    printed = f"Totals that its card prints: {joined(said)}." if said else ""
    return html.P(" ".join(filter(None, (printed, profile.card.totals_note))), className="quiet")
