"""Question: what `assess` is asked, read and checked in one place for every door."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from app.domain.vocabulary import BODY_REGIONS, MODALITIES, Access, Unit
from app.errors import Invalid, Problem, problem
from app.language import _

DEMOGRAPHIC = ("country", "sex", "age", "ethnicity", "skin_tone")
GROUPINGS = ("region", "subregion", "who_region", "income_group")
DIMENSIONS = (*DEMOGRAPHIC, *GROUPINGS)
NO_REFERENCE = "none"
# Their categories belong to a scheme, and schemes are never mixed.
SCHEMED = frozenset({"ethnicity", "skin_tone"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question about representation, every field in its one spelling.

    Parameters
    ----------
    subject : str
        "all" (every dataset the filters leave), "dataset:<slug>", "datasets:<slug>,<slug>"
        or "model:<slug>" (its training mix).
    dimension : tuple of str
        One or two of `DIMENSIONS`.
    unit : Unit
    scheme : str or None
        Category scheme of ethnicity or skin tone; or the age bands to answer in
        ("0-17,18-64,65+").
    reference : str or None
        Slug of a reference; None where nothing is compared.
    reference_filter : tuple of (str, str)
        Who is eligible: ("age", "40-74"), ("sex", "female"), ("country", "KEN").
    modality, body_region, access : str or None
    region : str or None
        "<grouping>:<name>", for example "region:Africa" or "income_group:Low income".
    released_from, released_to : int or None
        Years of release; undated sets are kept and named.
    include_recalled, include_synthetic : bool
    release : int or None
        An old release of the catalogue; None is the latest.
    """

    subject: str = "all"
    dimension: tuple[str, ...] = ("country",)
    unit: Unit = Unit.PATIENTS
    scheme: str | None = None
    reference: str | None = None
    reference_filter: tuple[tuple[str, str], ...] = ()
    modality: str | None = None
    body_region: str | None = None
    region: str | None = None
    access: str | None = None
    released_from: int | None = None
    released_to: int | None = None
    include_recalled: bool = False
    include_synthetic: bool = False
    release: int | None = None

    @classmethod
    def parse(cls, params: Mapping[str, str]) -> Question:
        """Read a question from text parameters, as they stand in an address or a command.

        Raises
        ------
        Invalid
            With every problem: unknown parameters (with near names), unknown values,
            contradictory years.
        """
        problems: list[Problem] = _unknown_parameters(params)
        values: dict[str, object] = {}
        for name, read in _READERS.items():
            text = params.get(name)
            if text is None or text == "":
                continue
            try:
                values[name] = read(name, text)
            except Invalid as error:
                problems.extend(error.problems)
        first, last = values.get("released_from"), values.get("released_to")
        if isinstance(first, int) and isinstance(last, int) and first > last:
            rule = _("must not be after released_to ({last})", last=last)
            problems.append(problem("released_from", rule, first))
        if problems:
            raise Invalid(_("The question cannot be read."), problems)
        return cls(**values)  # type: ignore[arg-type]  # each reader returns its field's type

    def canonical(self) -> dict[str, object]:
        """Return the question as plain values, every field in its one spelling."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        given["dimension"] = ",".join(self.dimension)
        given["unit"] = self.unit.value
        given["reference_filter"] = ";".join(f"{k}:{v}" for k, v in self.reference_filter) or None
        return given


def _unknown_parameters(params: Mapping[str, str]) -> list[Problem]:
    allowed = list(_READERS)
    found = []
    for name in params:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, n=1)
            hint = near[0] if near else _("subject, dimension, unit")
            found.append(problem(name[:60], _("is no parameter of this question"), "", hint))
    return found


def one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    """Return the text when it is allowed.

    Raises
    ------
    Invalid
        Naming the allowed values and, as the example, the nearest.
    """
    if text in allowed:
        return text
    near = difflib.get_close_matches(text, allowed, n=1)
    rule = _("must be one of {listed}", listed=", ".join(allowed))
    raise Invalid(
        _("{name} is not known.", name=name), [problem(name, rule, text, (near or allowed)[0])]
    )


def _dimension(name: str, text: str) -> tuple[str, ...]:
    parts = tuple(one_of(name, part.strip(), DIMENSIONS) for part in text.split(","))
    if len(parts) > 2 or len(set(parts)) != len(parts):
        rule = _("must be one dimension, or two different ones")
        raise Invalid(_("dimension is not usable."), [problem(name, rule, text, "sex,age")])
    return tuple(sorted(parts, key=DIMENSIONS.index))


def _subject(name: str, text: str) -> str:
    kind, _other, rest = text.partition(":")
    if text == "all":
        return text
    if kind in ("dataset", "model") and rest:
        return text
    if kind == "datasets" and rest:
        return "datasets:" + ",".join(sorted({each.strip() for each in rest.split(",")} - {""}))
    rule = _("must be all, dataset:<slug>, datasets:<slug>,<slug> or model:<slug>")
    raise Invalid(_("subject is not known."), [problem(name, rule, text, "dataset:chexpert")])


def _region(name: str, text: str) -> str:
    grouping, _other, value = text.partition(":")
    if grouping in GROUPINGS and value:
        return text
    rule = _("must be <grouping>:<name> with a grouping of {listed}", listed=", ".join(GROUPINGS))
    raise Invalid(_("region is not known."), [problem(name, rule, text, "region:Africa")])


def _filter(name: str, text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition(":") for part in text.split(";") if part]
    for key, _other, value in pairs:
        if key not in ("sex", "age", "country") or not value:
            rule = _("must be pairs of sex, age or country with a value, separated by ;")
            raise Invalid(
                _("The filter is not known."), [problem(name, rule, text, _FILTER_EXAMPLE)]
            )
    if len({key for key, _other, _other in pairs}) != len(pairs):
        rule = _("must name each of sex, age and country once")
        raise Invalid(_("The filter is not usable."), [problem(name, rule, text, _FILTER_EXAMPLE)])
    return tuple(sorted((key, value) for key, _other, value in pairs))


def whole_number(low: int, high: int) -> Callable[[str, str], int]:
    """Return a reader of whole numbers from `low` to `high`, both included."""

    def read(name: str, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high:
            return int(text)
        rule = _("must be a whole number from {low} to {high}", low=low, high=high)
        raise Invalid(_("{name} is not usable.", name=name), [problem(name, rule, text, str(low))])

    return read


def flag(name: str, text: str) -> bool:
    """Read true or false."""
    return one_of(name, text, ("true", "false")) == "true"


def short_text(name: str, text: str) -> str:
    """Return a text that any database and any log can hold.

    Raises
    ------
    Invalid
        When it is longer than 200 characters or holds control characters.
    """
    if len(text) > 200 or not text.isprintable():
        rule = _("must be at most 200 printable characters")
        raise Invalid(_("{name} is not usable.", name=name), [problem(name, rule, text)])
    return text


def _reference(name: str, text: str) -> str | None:
    return None if text == NO_REFERENCE else short_text(name, text)


_FILTER_EXAMPLE = "sex:female;age:40-74"
_READERS: dict[str, Callable[[str, str], object]] = {
    "subject": _subject,
    "dimension": _dimension,
    "unit": lambda name, text: Unit(one_of(name, text, tuple(Unit))),
    "scheme": short_text,
    "reference": _reference,
    "reference_filter": _filter,
    "modality": lambda name, text: one_of(name, text, MODALITIES),
    "body_region": lambda name, text: one_of(name, text, BODY_REGIONS),
    "region": _region,
    "access": lambda name, text: one_of(name, text, tuple(Access)),
    "released_from": whole_number(1900, 2100),
    "released_to": whole_number(1900, 2100),
    "include_recalled": flag,
    "include_synthetic": flag,
    "release": whole_number(1, 999_999_999),
}
