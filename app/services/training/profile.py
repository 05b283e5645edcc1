"""Profile: all that a page says of one model, from one release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.assessment import Assessment
from app.domain.question import Question, one_of
from app.domain.vocabulary import Unit
from app.errors import Invalid
from app.services.catalogue.evaluations import evaluations
from app.services.catalogue.model_answers import EvaluationRow, Mix, ModelDetail
from app.services.catalogue.models import mix, model
from app.services.gaps.choices import schemes
from app.services.kept import kept_assessment
from app.services.snapshot import snapshot
from app.services.training.flow import Flow, flow
from app.store import Store

DIMENSIONS = ("country", "sex", "age")
SCHEMED = ("ethnicity", "skin_tone")
UNITS = (Unit.PATIENTS, Unit.IMAGES)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the people by one dimension, or why that must not be said."""

    dimension: str
    answer: Assessment | None
    refusal: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One model: its card, its mix, who is in it, the way of its images, and its evaluations.

    `told` has race or ethnicity and skin tone once per scheme that is printed, else not at all.
    `evaluations` are published, or runs computed here; `repository` are results of personal or
    student projects, from which nothing is concluded.
    """

    card: ModelDetail
    mix: Mix
    unit: Unit
    told: tuple[Told, ...]
    flow: Flow
    evaluations: tuple[EvaluationRow, ...]
    repository: tuple[EvaluationRow, ...]
    country_names: Mapping[str, str]

    def by(self, dimension: str) -> Told:
        """Return what is told by this dimension."""
        return next(each for each in self.told if each.dimension == dimension)


def profile(store: Store, slug: str, params: Mapping[str, str]) -> Profile:
    """Gather it; of the parameters only unit and release are read."""
    unit = Unit(one_of("unit", params.get("unit") or UNITS[0].value, tuple(UNITS)))
    pairs = [("release", params["release"])] if params.get("release") else []
    shot = snapshot(store, Question.parse(dict(pairs)).release)
    pinned = [("release", str(shot.release))]
    card, parts = model(store, slug, pinned), mix(store, slug, pinned)
    asked = [("model", slug), ("publication_status", "all"), *pinned]
    found = evaluations(store, asked, every=True).items
    tests = tuple(each for each in found if each.publication_status != "repository")
    return Profile(
        card=card,
        mix=parts,
        unit=unit,
        told=tuple(_told_of(store, slug, unit, shot.release)),
        flow=flow(card, parts, tests, shot),
        evaluations=tests,
        repository=tuple(each for each in found if each not in tests),
        country_names={country.iso3: country.name for country in shot.countries},
    )


def _told_of(store: Store, slug: str, unit: Unit, release: int) -> Iterator[Told]:
    asked = Question(subject=f"model:{slug}", unit=unit, release=release)
    for dimension in DIMENSIONS:
        yield _told(store, replace(asked, dimension=(dimension,)))
    for dimension in SCHEMED:
        question = replace(asked, dimension=(dimension,))
        for scheme in schemes(store, question):
            told = _told(store, replace(question, scheme=scheme.id))
            if told.answer and any(group.sources for group in told.answer.groups):
                yield told


def _told(store: Store, question: Question) -> Told:
    (dimension,) = question.dimension
    try:
        return Told(dimension, kept_assessment(store, question), scheme=question.scheme)
    except Invalid as error:
        rules = "; ".join(str(each) for each in error.problems)
        return Told(dimension, None, f"{error.message} {rules}".strip(), question.scheme)
