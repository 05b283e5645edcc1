"""Who holds images of people there: datasets, cohorts without released images, and models."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.findings import modality_words
from app.services.profile.answers import Profile
from app.services.profile.cohorts import Cohort
from app.services.profile.presence import Presence
from app.services.profile.words import access_sentence, amounts_words, learners_sentence
from app.services.terms import term
from app.services.wording import joined, nouns, several
from frontend.components.kinds import ACCESS_WORDS
from frontend.components.link_list import item, link_list
from frontend.components.table import Cell, link, table

# As many as fit on two pages of paper; the rest is named there by its number.
ON_PAPER = {"datasets": 6, "cohorts": 4, "models": 12, "sources": 6}
_MORE_SOURCES = 16  # where the other lists are short
_SHORT = 40
_MORE = {
    "datasets": nouns("more dataset", "more datasets"),
    "cohorts": nouns("more cohort", "more cohorts"),
    "models": nouns("more model", "more models"),
    "sources": nouns("more source", "more sources"),
}


def datasets_section(profile: Profile) -> Component | None:
    """List the datasets that count people there, then those that only name it."""
    if not profile.datasets:
        return None
    columns = [
        (_("Dataset"), "name"), (_("Kind of image"), "words"), (_("Counted there"), "words"),
        (_("How one gets it"), "words"), (_("Held by"), "words"),
    ]  # fmt: skip
    caption = _(
        "Each number as its source prints it. Sets may hold the same people: do not add them up."
    )
    rows = {f"set-{each.record.slug}": each for each in profile.datasets}
    shown = table(
        "profile-datasets",
        _("Datasets imaged in {area}", area=profile.area.name),
        caption,
        columns,
        [(row_id, _cells(each)) for row_id, each in rows.items()],
        on_paper=rows,
    )
    return html.Section(
        [
            html.H2(_("Datasets that count people there or name it")),
            html.P(access_sentence(profile)),
            shown,
            more_on_screen("datasets", profile.datasets),
        ],
        id="datasets",
    )


def _cells(each: Presence) -> list[Cell]:
    record = each.record
    kinds = ", ".join([*map(modality_words, record.modalities), *map(term, record.body_regions)])
    counted = amounts_words(each) + (_(" (place recalled, not read)") if each.recalled else "")
    held = record.custodian or _("not known to us")
    return [
        link(record.name, f"/datasets/{record.slug}"),
        kinds,
        counted,
        _(ACCESS_WORDS[record.access]),
        held,
    ]


def cohorts_section(profile: Profile) -> Component | None:
    """Name the holders of images that are known from papers; they are counted nowhere."""
    if not profile.cohorts:
        return None
    return html.Section(
        [
            html.H2(_("Images that exist and are not released, as far as we know")),
            html.P(
                _(
                    "Known from papers and counted nowhere: no total, map or comparison holds "
                    "them. Whoever wants to widen the data may begin by asking here."
                )
            ),
            link_list("profile-cohorts", map(_cohort, profile.cohorts), className="cohorts"),
            more_on_screen("cohorts", profile.cohorts),
        ],
        id="cohorts",
    )


def _cohort(each: Cohort) -> dict[str, str | None]:
    record = each.presence.record
    said = [
        f"{', '.join(map(modality_words, record.modalities))}: {amounts_words(each.presence)}",
        _("where: {listed}", listed=joined(each.holders)) if each.holders else "",
        _("access {access_words}", access_words=_(ACCESS_WORDS[each.access])),
        str(record.release_year) if record.release_year else "",
    ]
    return dict(
        item(record.name, f"/datasets/{record.slug}", f"– {'; '.join(filter(None, said))}.")
    )


def models_section(profile: Profile) -> Component | None:
    """Name the models that learned from sets imaged there."""
    sentence = learners_sentence(profile)
    if not sentence:
        return None
    found = profile.learners.items
    items = [item(each.name, f"/models/{each.slug}", _parts(each.parts)) for each in found]
    listed = [
        link_list("profile-models", items, className="in-columns"),
        more_on_screen("models", found),
    ]
    return html.Section(
        [
            html.H2(_("Models that learned from datasets imaged there")),
            html.P(sentence),
            *(listed if found else []),
        ],
        id="models",
    )


def _parts(parts: tuple[str, ...]) -> str:
    if len(parts) == 1:
        return _("from {name}", name=parts[0])
    return _("from {name} and {n} more", name=parts[0], n=len(parts) - 1)


def is_short(profile: Profile) -> bool:
    """Whether paper has room for more sources."""
    few_sets = len(profile.datasets) <= ON_PAPER["datasets"]
    return few_sets and not profile.learners.items and len(profile.compared.places) <= _SHORT


def more_sources(profile: Profile) -> Component | None:
    """Say on paper how many more sources the page has."""
    most = _MORE_SOURCES if is_short(profile) else ON_PAPER["sources"]
    return more_on_screen("sources", profile.sources, most)


def more_on_screen(
    what: str, listed: Iterable[object], most: int | None = None
) -> Component | None:
    """Say on paper how many more the page has."""
    beyond = len(tuple(listed)) - (most or ON_PAPER[what])
    if beyond <= 0:
        return None
    return html.P(
        _("Only on the screen: {more}.", more=several(beyond, *_MORE[what])),
        className="paper-only",
    )
