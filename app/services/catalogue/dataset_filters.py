"""Filters of the list of datasets: each parameter, how it is read and what it means."""

from __future__ import annotations

from app.domain.question import one_of, short_text, whole_number
from app.domain.vocabulary import (
    BODY_REGIONS,
    DOCUMENTATION_ITEMS,
    MODALITIES,
    Access,
    Dim,
    Kind,
    Reported,
)
from app.errors import Invalid, problem
from app.language import _
from app.services.catalogue.paging import PAGING
from app.services.parameters import Parameter, choice

# The dimensions by which a person asks who is in the data.
TABLED = (Dim.SEX, Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE)
SORTS = ("slug", "name", "release_year", "patients", "images", "studies")
_ANSWERS = tuple(str(each) for each in Reported)
_YEAR = {"type": "integer", "minimum": 1900, "maximum": 2100}


def _documented(name: str, text: str) -> tuple[str, Reported]:
    item, _other, answer = text.partition(":")
    if item in DOCUMENTATION_ITEMS and answer in _ANSWERS:
        return item, Reported(answer)
    rule = _(
        "must be <item>:<answer>; items are {listed}; answers are {listed2}",
        listed=", ".join(DOCUMENTATION_ITEMS),
        listed2=", ".join(_ANSWERS),
    )
    raise Invalid(_("documented is not known."), [problem(name, rule, text, "skin_tone:yes")])


def read_iso3(name: str, text: str) -> str:
    """Read a country code; whether anything was imaged there is another question."""
    if len(text) == 3 and text.isascii() and text.isalpha() and text.isupper():
        return text
    rule = _("must be an ISO 3166-1 code of three capital letters")
    raise Invalid(_("{name} is not known.", name=name), [problem(name, rule, text, "KEN")])


def _sort(name: str, text: str) -> tuple[str, bool]:
    return one_of(name, text.removeprefix("-"), SORTS), text.startswith("-")


RELEASE = Parameter(
    "release",
    "An earlier release of the catalogue; the present one unless told.",
    whole_number(1, 999_999_999),
    "1",
    {"type": "integer", "minimum": 1},
)
REVISION = Parameter(
    "revision",
    "A revision of the card by its number; the present one unless told.",
    whole_number(1, 999_999),
    "1",
    {"type": "integer", "minimum": 1},
)
DATASET_LIST = (
    Parameter("q", "Words to look for in the name and the description.", short_text, "chest"),
    choice("kind", "Datasets, aggregates of datasets, or cohorts without released images.", Kind),
    choice("modality", "Imaging modality.", MODALITIES),
    choice("body_region", "Part of the body.", BODY_REGIONS, "chest"),
    Parameter("country", "Where patients were imaged, as ISO 3166-1 alpha-3.", read_iso3, "BRA"),
    choice("access", "How a person obtains the data.", Access),
    Parameter(
        "documented",
        "What the public documentation reports, as <item>:<yes, partial, no or unknown>.",
        _documented,
        "skin_tone:yes",
    ),
    choice(
        "counted_by",
        "Sets of which we hold a printed table by this, in any unit; not from memory.",
        TABLED,
    ),
    Parameter(
        "released_from",
        "First year of release; sets without a year are kept.",
        whole_number(1900, 2100),
        "2019",
        _YEAR,
    ),
    Parameter(
        "released_to",
        "Last year of release; sets without a year are kept.",
        whole_number(1900, 2100),
        "2021",
        _YEAR,
    ),
    Parameter(
        "sort",
        f"One of {', '.join(SORTS)}; with - before it from high to low. Unknown comes last.",
        _sort,
        "-patients",
    ),
    RELEASE,
    *PAGING,
)


def check_years(asked: dict[str, object]) -> None:
    """Refuse a span of years that ends before it begins."""
    first, last = asked.get("released_from"), asked.get("released_to")
    if isinstance(first, int) and isinstance(last, int) and first > last:
        rule = _("must not be after released_to ({last})", last=last)
        found = problem("released_from", rule, first, str(last))
        raise Invalid(_("The years contradict each other."), [found])
