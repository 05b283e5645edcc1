"""What `link` is asked, for every door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.question import short_text, whole_number
from app.domain.vocabulary import Unit
from app.errors import Invalid, problem
from app.services.catalogue.evaluations import STATUS
from app.services.link.measures import BETTER
from app.services.parameters import Pairs, Parameter, choice, read_parameters

ATTRIBUTES = ("sex", "age", "ethnicity", "skin_tone")
_MOST_SLUGS = 50


def _slugs(name: str, text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
    if len(found) > _MOST_SLUGS:
        rule = f"must name at most {_MOST_SLUGS}, and names {len(found)}"
        raise Invalid("Too many are named.", [problem(name, rule)])
    return found


def _parameter(
    name: str, meaning: str, read: Callable[[str, str], object], example: str
) -> Parameter:
    return Parameter(name, meaning, read, example)


LINK = (
    choice("attribute", "What the groups are told apart by; never two at once.", ATTRIBUTES, "sex"),
    choice("metric", "How performance is measured.", BETTER, "auroc"),
    _parameter("models", "Only these models, by slug, separated by commas.", _slugs, "biovil"),
    _parameter("evaluations", "Only these evaluations.", _slugs, "medfair-2023-chexpert-erm"),
    choice("unit", "What the shares in training are counted in.", Unit),
    _parameter(
        "reference",
        "A reference: the share in training is also given as a ratio to its share there.",
        short_text,
        "un-wpp-2024-2025",
    ),
    STATUS,
    Parameter(
        "release",
        "An earlier release of the catalogue.",
        whole_number(1, 999_999_999),
        "1",
        {"type": "integer", "minimum": 1},
    ),
)


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """One question, every field in its one spelling."""

    attribute: str = "sex"
    metric: str = "auroc"
    models: tuple[str, ...] = ()
    evaluations: tuple[str, ...] = ()
    unit: Unit = Unit.PATIENTS
    reference: str | None = None
    publication_status: str = "paper"
    release: int | None = None

    @classmethod
    def parse(cls, pairs: Pairs) -> LinkQuestion:
        """Read text parameters; every problem is named at once.

        Raises
        ------
        Invalid
        """
        asked = dict(read_parameters(LINK, pairs))
        if "unit" in asked:
            asked["unit"] = Unit(str(asked["unit"]))
        return cls(**asked)  # type: ignore[arg-type]  # each is read by its own reader

    def canonical(self) -> Mapping[str, object]:
        """The question in its one spelling, as the answer repeats it."""
        return {
            "attribute": self.attribute,
            "metric": self.metric,
            "models": ",".join(self.models) or None,
            "evaluations": ",".join(self.evaluations) or None,
            "unit": self.unit.value,
            "reference": self.reference,
            "publication_status": self.publication_status,
            "release": self.release,
        }
