"""Hand-made cards that fill every field, and small ones that differ where a test needs it."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.card import DatasetCard, Site, Total
from app.domain.counts import Cell, CountTable, Summary
from app.domain.documentation import Answer, Answered
from app.domain.evaluation import EvaluationCard, PublishedScore
from app.domain.governance import Governance, Withheld
from app.domain.margin import Margin, MarginGroup
from app.domain.model import Developer, MixPart, ModelCard
from app.domain.reference import Country, Reference, ReferenceRow
from app.domain.source import Source
from app.domain.vocabulary import (
    Access,
    Assigner,
    Basis,
    Coverage,
    Dim,
    Kind,
    Overlap,
    Reported,
    Selection,
    Status,
    Unit,
)
from app.store import Session, Store
from app.store.datasets import publish_dataset, save_dataset
from app.store.releases import bump_release

PAPER = Source(
    "s1", "Okeke A. Chest X-rays of Enugu. 2021.", "https://example.org/x", "mirror", "T1"
)
MEMORY = Source("s2", "Remembered: 北京 and Côte d'Ivoire", recalled=True)
BY_SEX = CountTable(
    unit=Unit.PATIENTS,
    dims=(Dim.SEX, Dim.AGE),
    source="s1",
    cells=(
        Cell({Dim.SEX: "female", Dim.AGE: "0-17"}, n=2**53 + 1),
        Cell({Dim.SEX: "male", Dim.AGE: "80+"}, n=0, status=Status.ZERO),
        Cell({Dim.SEX: "unknown", Dim.AGE: "18-29"}, n_low=0, n_high=10, status=Status.SUPPRESSED),
        Cell(
            {Dim.SEX: "male", Dim.AGE: "30-39"},
            share=0.125,
            share_decimals=3,
            printed={Dim.SEX: "Männer"},
        ),
    ),
    basis=Basis.REPORTED,
    coverage=Coverage.EXCEEDS_TOTAL,
    covers=2**53 + 20,
    part="train",
    note="as printed",
)
AGES = CountTable(
    unit=Unit.PATIENTS,
    dims=(Dim.AGE,),
    source="s2",
    cells=(),
    basis=Basis.ESTIMATED,
    coverage=Coverage.SUMMARY,
    recalled=True,
    summary=Summary(mean=51.5, sd=None, median=52, min=0.5, max=101),
)
BY_EVERYTHING = CountTable(
    unit=Unit.IMAGES,
    dims=tuple(Dim),
    source="s1",
    cells=(Cell({dim: f"one {dim}" for dim in Dim}, n=7),),
    basis=Basis.COUNTED,
    coverage=Coverage.SUBSET,
    scheme="us-omb-1997/race",
    exclusive_labels=True,
    assigned_by=Assigner.CLERK,
)
FULL = DatasetCard(
    slug="enugu-cxr",
    name="Enugu chest X-rays",
    kind=Kind.DATASET,
    description='Every field set; with "quotes", 100 % and ünïcode.',
    modalities=("xray", "ct"),
    body_regions=("chest",),
    access=Access.REQUEST,
    synthetic=False,
    sources=(PAPER, MEMORY),
    version="v2.1",
    release_year=2021,
    licence="CC BY 4.0",
    homepage="https://example.org",
    doi="10.1000/182",
    custodian="University of Enugu",
    collection_period="2015-2019",
    derived_from=("parent-b", "parent-a"),
    overlap=Overlap.PARTIAL,
    sites=(Site("NGA", "Teaching hospital", "Enugu"), Site("CMR", country_recalled=True)),
    totals={
        Unit.PATIENTS: Total(Unit.PATIENTS, 2**53, "s1"),
        Unit.IMAGES: Total(Unit.IMAGES, None, recalled=True),
    },
    tables=(BY_SEX, AGES, BY_EVERYTHING),
    documentation={"sex": Reported.YES, "age": Reported.PARTIAL, "ethnicity": Reported.UNKNOWN},
    answers={
        "public_involvement": Answered(Answer.SILENT, read_by="B. Reader", read_on="2024-05-06"),
        "purpose": Answered(Answer.GIVEN, "to screen for tuberculosis", "s1"),
    },
    selection=Selection.SCREENING,
    governance=Governance(
        authority="Council of Enugu",
        consent="informed, in Igbo",
        terms="no resale",
        withheld=(
            Withheld(Dim.ETHNICITY, "Council of Enugu", "Igbo", "it is ours"),
            Withheld(Dim.SOCIOECONOMIC, "Council of Enugu", "low"),
        ),
    ),
    full_source_read="B. Reader, 2024",
    note="a note",
)
SPARE = DatasetCard(
    slug="spare",
    name="Spare",
    kind=Kind.AGGREGATE,
    description="",
    modalities=(),
    body_regions=(),
    access=Access.UNKNOWN,
    synthetic=True,
    sources=(PAPER,),
)
SEX_MARGIN = Margin(
    dims=(Dim.SEX,),
    unit=Unit.PATIENTS,
    scheme=None,
    groups=(
        MarginGroup(("female",), 6, 6, 6, Status.COUNTED),
        MarginGroup(("male",), None, 1, 3, Status.SUPPRESSED, 0.3, 0.25, 0.35),
    ),
    known=6,
    unknown=None,
    not_printed=2,
    covers=10,
    basis=Basis.DERIVED,
    coverage=Coverage.COMPLETE,
    sources=("s1", "s2"),
    single_category_design=True,
)
RACE_MARGIN = replace(
    SEX_MARGIN,
    dims=(Dim.SEX, Dim.ETHNICITY),
    scheme="us-omb-1997/race",
    groups=(MarginGroup(("female", "asian"), 4, 4, 4, Status.COUNTED),),
    refused="overlapping_categories",
    recalled=True,
    single_category_design=False,
)
MODEL = ModelCard(
    slug="deep-lung",
    name="DeepLung",
    modalities=("xray",),
    body_regions=("chest",),
    developers=(Developer("Lab of Lagos", "NGA"), Developer("Someone", None)),
    mix=(
        MixPart("enugu-cxr", "Enugu CXR", True, "pretrain", 100, None, False, ("NGA",), "s1", "s2"),
        MixPart("private", "a private corpus", False, "finetune", None, 5, None, note="?"),
    ),
    mix_complete=Reported.PARTIAL,
    sources=(PAPER, MEMORY),
    version="1.0",
    release_year=2024,
    architecture="ViT-B/16",
    parameters=86_000_000,
    pretraining_method="masked",
    licence="MIT",
    weights_access="open",
    homepage="https://example.org/m",
    doi="10.1000/183",
    total_images=1_000_000,
    total_patients=200_000,
    totals_note="about",
    compute={"gpu": "8 of a kind", "hours": 12.5, "energy_kwh": None},
    demographics_reported={"sex": Reported.NO},
    fairness_evaluated=Reported.YES,
    mitigation="none",
    intended_uses="research",
    unsuitable_uses="care",
    population_tables=(BY_EVERYTHING,),
    note="n",
)
EVALUATION = EvaluationCard(
    slug="deep-lung-on-enugu",
    model="deep-lung",
    dataset="enugu-cxr",
    task="classification",
    label="no finding",
    protocol="external test",
    metric_definitions={"auroc": "area under the curve"},
    scores=(
        PublishedScore({"sex": "female"}, "auroc", 0.812, "s1", False, 0.79, 0.83, None, 0.01,
                       "patients", None, 500, 41, 0.082, 0.4, None, None, "run 1"),
        PublishedScore({}, "auroc", None, "s1", True, value_low=0.8, value_high=0.9),
    ),
    sources=(PAPER,),
    dataset_has_card=True,
    datasets=("enugu-cxr",),
    model_detail="frozen",
    protocol_note="p",
    scale="fraction",
    publication_status="paper",
    skin_tone_scheme=None,
    qualitative_findings="q",
    note="n",
    extra={"seed": "1"},
)  # fmt: skip
WORLD = Reference(
    slug="world",
    name="People of the world",
    year=2025,
    eligible="everybody",
    dims=(Dim.COUNTRY, Dim.SEX, Dim.AGE),
    rows=(
        ReferenceRow({Dim.COUNTRY: "NGA", Dim.SEX: "female", Dim.AGE: "100+"}, 2**40),
        ReferenceRow({Dim.COUNTRY: "VAT", Dim.SEX: "male", Dim.AGE: "0-4"}, 0, "scaled"),
    ),
    source=PAPER,
    licence="CC BY 3.0 IGO",
    note="n",
)
NIGERIA = Country(
    "NGA", "Nigeria", "Africa", "Western Africa", "AFR", "Lower middle income",
    False, False, False, 232_679_478, "published", 8.7, 9.1,
)  # fmt: skip
ATLANTIS = Country(
    "XKX", "Kosovo", None, None, None, None, False, True, False, None, None, 21, 42.5
)


def counting(slug: str, n: int, **changes: object) -> DatasetCard:
    """A small dataset that counts n patients."""
    plain = replace(SPARE, slug=slug, name=slug.title(), kind=Kind.DATASET, synthetic=False)
    return replace(plain, totals={Unit.PATIENTS: Total(Unit.PATIENTS, n, "s1")}, **changes)  # type: ignore[arg-type]


def publish(session: Session, *cards: DatasetCard, margins: Iterable[Margin] = ()) -> int:
    """Publish datasets in a new release and return its number."""
    release = bump_release(session, "a test")
    given = tuple(margins)
    for card in cards:
        draft = save_dataset(session, card, given, content_hash=str(hash(card.slug)), origin="user")
        publish_dataset(session, draft, release)
    return release


def published_in(store: Store, *cards: DatasetCard, margins: Iterable[Margin] = ()) -> int:
    """Publish datasets in a transaction of their own and return the release."""
    with store.writing() as session:
        return publish(session, *cards, margins=margins)
