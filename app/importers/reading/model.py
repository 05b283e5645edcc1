"""A model card: developers, the training mix, printed tables of the training population."""

from __future__ import annotations

from app.domain.model import Developer, MixPart, ModelCard
from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Reported, Unit
from app.errors import Invalid
from app.importers.reading.fields import Fields, relocate
from app.importers.reading.sources import read_sources
from app.importers.reading.tables import read_tables
from app.importers.reading.whole import Given, read_whole

MODEL_FIELDS = (
    "slug", "name", "version", "release_year", "developers", "modalities", "body_regions",
    "architecture", "parameters", "pretraining_method", "licence", "weights_access", "homepage",
    "doi", "pretraining", "pretraining_list_complete", "totals", "totals_note", "compute",
    "demographics_reported", "fairness_evaluated", "mitigation", "intended_uses",
    "unsuitable_uses", "training_population_tables", "notes", "sources",
)  # fmt: skip
PART_FIELDS = (
    "dataset", "name", "card", "role", "patients", "images", "slides", "private", "countries",
    "source", "patients_source", "countries_source", "note", "published_as",
)  # fmt: skip
REPORTED_ITEMS = ("geography", "sex", "age", "ethnicity")
COMPUTE_FIELDS = ("gpu_type", "gpu_count", "gpu_hours", "energy_kwh", "co2_kg")
ROLES = ("pretrain", "finetune")
POPULATION = "training_population_tables"


def read_model(given: Given) -> ModelCard:
    """Read the card of a foundation model.

    Parameters
    ----------
    given : str or mapping
        One card in YAML; see docs/cards.md.

    Returns
    -------
    ModelCard

    Raises
    ------
    Invalid
        With every problem found: field path, rule, value and an example.
    TooLarge
        When the text is longer than allowed.
    """
    return read_whole(given, MODEL_FIELDS, _card, "model card")


def _card(fields: Fields) -> ModelCard | None:
    totals = fields.inside("totals", ("images", "patients"))
    images, patients = totals.whole("images"), totals.whole("patients")
    before = len(fields.problems)
    tables = read_tables(fields, POPULATION, {Unit.PATIENTS: patients, Unit.IMAGES: images})
    tables = tables if len(fields.problems) == before else ()
    values = {
        **_identity(fields),
        "developers": _developers(fields),
        "mix": tuple(_part(part) for part in fields.each("pretraining", PART_FIELDS)),
        "mix_complete": fields.word("pretraining_list_complete", Reported),
        "sources": read_sources(fields),
        "total_images": images,
        "total_patients": patients,
        "compute": _compute(fields),
        "demographics_reported": _reported(fields),
        "fairness_evaluated": fields.word("fairness_evaluated", Reported, Reported.UNKNOWN),
        "population_tables": tables,
    }
    try:
        return ModelCard(**values)  # type: ignore[arg-type]  # each value was read by its type
    except Invalid as error:
        fields.problems.extend(relocate(error, ""))
        return None


def _identity(fields: Fields) -> dict[str, object]:
    texts = (
        "version", "architecture", "pretraining_method", "licence", "weights_access",
        "totals_note", "mitigation", "intended_uses", "unsuitable_uses",
    )  # fmt: skip
    return {
        **{name: fields.optional_text(name) for name in texts},
        "slug": fields.slug("slug"),
        "name": fields.text("name"),
        "release_year": fields.whole("release_year", 1900, 2100),
        "modalities": fields.words("modalities", MODALITIES),
        "body_regions": fields.words("body_regions", BODY_REGIONS),
        "parameters": fields.whole("parameters"),
        "homepage": fields.link("homepage"),
        "doi": fields.doi("doi"),
        "note": fields.optional_text("notes"),
    }


def _developers(fields: Fields) -> tuple[Developer, ...]:
    return tuple(
        Developer(each.text("organisation"), each.iso3("country", required=False))
        for each in fields.each("developers", ("organisation", "country"))
    )


def _part(fields: Fields) -> MixPart:
    role = fields.text("role", "pretrain")
    if role and role not in ROLES:
        fields.note("role", f"must be one of {', '.join(ROLES)}", role, "pretrain")
    countries = fields.texts("countries")
    return MixPart(
        dataset=fields.slug("dataset"),
        name=fields.text("name"),
        has_card=fields.flag("card"),
        role=role,
        patients=fields.whole("patients"),
        images=fields.whole("images"),
        private=fields.flag("private") if fields.has("private") else None,
        countries=_countries(fields, countries),
        source=fields.optional_text("source"),
        countries_source=fields.optional_text("countries_source"),
        note=_part_note(fields),
        published_as=fields.optional_text("published_as"),
    )


def _countries(fields: Fields, codes: tuple[str, ...]) -> tuple[str, ...]:
    checked = [
        Fields(
            {"country": code}, f"{fields.at('countries')}[{index}]", ("country",), fields.problems
        )
        for index, code in enumerate(codes)
    ]
    return tuple(each.iso3("country") or "" for each in checked)


def _part_note(fields: Fields) -> str | None:
    """Keep slides, which are no unit here, and a second source as words."""
    slides = fields.whole("slides")
    second = fields.optional_text("patients_source")
    words = [
        fields.optional_text("note"),
        f"{slides:,} slides." if slides is not None else None,
        f"Patients from source {second}." if second else None,
    ]
    return " ".join(word for word in words if word) or None


def _compute(fields: Fields) -> dict[str, object] | None:
    if not fields.has("compute"):
        return None
    inside = fields.inside("compute", COMPUTE_FIELDS)
    return {
        "gpu_type": inside.optional_text("gpu_type"),
        "gpu_count": inside.whole("gpu_count"),
        "gpu_hours": inside.number("gpu_hours"),
        "energy_kwh": inside.number("energy_kwh"),
        "co2_kg": inside.number("co2_kg"),
    }


def _reported(fields: Fields) -> dict[str, Reported]:
    inside = fields.inside("demographics_reported", REPORTED_ITEMS)
    return {item: inside.word(item, Reported, Reported.UNKNOWN) for item in REPORTED_ITEMS}
