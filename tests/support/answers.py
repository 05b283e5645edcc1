"""Small answers made by hand, for what is drawn and said from them."""

from collections.abc import Iterable
from typing import Any

from app.domain.assessment import (
    Assessment,
    CitedSource,
    Group,
    GroupCount,
    Known,
    Range,
    ReferenceUsed,
    Share,
    Totals,
    Value,
)
from app.domain.question import Question
from app.domain.reference import Country
from app.domain.vocabulary import Basis, Status

WORLD_PEOPLE = 8_000_000_000
UNKNOWN = Range(200, 200)
NOTHING = Value(None, None, None)


def country(iso3: str, name: str) -> Country:
    """A country of which only the name matters."""
    unplaced: dict[str, Any] = dict.fromkeys(("region", "subregion", "who_region", "income_group"))
    flags: dict[str, Any] = dict.fromkeys(("least_developed", "landlocked", "small_island"), False)
    return Country(
        iso3, name, **unplaced, **flags, population=None, age_structure=None, lon=0, lat=0
    )


COUNTRIES = (
    country("KEN", "Kenya"),
    country("BRA", "Brazil"),
    country("USA", "United States of America"),
    country("SGP", "Singapore"),
    country("VUT", "Vanuatu"),
    country("LAO", "Lao People's Democratic Republic"),
    country("SRB", "Serbia"),
    country("XKX", "Kosovo"),
)


def group(
    iso3: str,
    status: Status = Status.COUNTED,
    n: tuple[int | None, int | None] = (100, 100),
    datasets: int = 3,
    sites: int = 0,
    people: float | None = 0.01,
    ratio: Value = NOTHING,
) -> Group:
    """One country of an answer; counted exactly unless said otherwise."""
    low, high = n
    return Group(
        key={"country": iso3},
        status=status,
        n=GroupCount(low if low == high else None, low, high, Basis.REPORTED),
        datasets=datasets,
        independent_datasets=datasets,
        sites_not_counted=sites,
        share=Share(None, None, None),
        reference_share=people,
        ratio=ratio,
        influence=None,
        to_parity=NOTHING,
        reason=None,
        sources=("s1",),
    )


def answer(
    groups: Iterable[Group] = (),
    *,
    total: tuple[int | None, int | None] = (1_000, 1_000),
    known: tuple[int, int] = (800, 800),
    unknown: Range | None = UNKNOWN,
    datasets: int = 10,
    without_total: int = 0,
    compared: bool = True,
    **asked: object,
) -> Assessment:
    """An answer about countries: totals as given, one source."""
    question = Question(**asked)  # type: ignore[arg-type]
    return Assessment(
        query=question.canonical(),
        release=7,
        unit=question.unit.value,
        scheme=None,
        reference=_world() if compared else None,
        total=Totals(*total, datasets=datasets, datasets_without_total=without_total),
        known=Known(*known, datasets=datasets),
        unknown=unknown,
        not_printed=None,
        groups=tuple(groups),
        summaries=(),
        overall={},
        collapsed=(),
        excluded=(),
        sources={"s1": CitedSource("Set", "A paper, 2020", None, None, "Table 1", False)},
    )


def _world() -> ReferenceUsed:
    return ReferenceUsed(
        "un-wpp-2024-2025", "World Population Prospects", 2025, "everyone", WORLD_PEOPLE,
        None, "s1", None,
    )  # fmt: skip
