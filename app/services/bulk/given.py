"""Given: what is said of a bulk table beside its rows: unit, source, basis, coverage, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Basis, Coverage, Dim, Unit
from app.errors import Invalid, Problem
from app.importers.counting.layout import read_mapping
from app.importers.reading.fields import Fields
from app.services.parameters import Pairs, Parameter, choice, single

_TEXT = {"type": "string"}


def _text(name: str, meaning: str, example: str) -> Parameter:
    return Parameter(name, meaning, lambda _, text: text, example, _TEXT)


# What the OpenAPI document says of each; they are read together, since they depend on each other.
COUNTS_PARAMETERS = (
    choice("unit", "What is counted.", Unit, "patients"),
    _text("source", "Id of the source in the card of the draft.", "s1"),
    choice("basis", "How the numbers came to be.", Basis, "counted"),
    choice("coverage", "How the rows stand to the total of the unit.", Coverage, "complete"),
    _text("scheme", "Scheme of ethnicity or skin tone, where there is such a column.",
          "us-omb-1997/race"),
    _text("covers", "How many the rows cover, in the unit.", "512"),
    _text("part", "Which disjoint part of the dataset is counted.", "train"),
    choice("exclusive_labels", "Whether each subject carries one label.", ("true", "false")),
    _text("columns", "Which column is what, as name:dimension; n or share for the numbers, - to "
          "leave one out.", "Sexo:sex,Pacientes:n"),
    choice("wide", "Dimension whose categories are columns, where a row has several numbers.", Dim,
           "sex"),
    _text("note", "What else a reader should know.", "Adults only."),
    choice("dry_run", "Check everything and write nothing.", ("true", "false")),
)  # fmt: skip
# The threshold of hiding is read by the road of every write.
_NAMES = (*(each.name for each in COUNTS_PARAMETERS), "threshold")
_WORDS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of a bulk table.

    Parameters
    ----------
    unit, source, basis, coverage, covers, part, exclusive_labels, note
        As of a count table.
    schemes : mapping of Dim to str
        Scheme of ethnicity or of skin tone.
    mapping : mapping of str to str
        Columns and what they are.
    wide : Dim or None
    dry_run : bool
    """

    unit: Unit
    source: str
    basis: Basis
    coverage: Coverage
    covers: int | None
    part: str | None
    exclusive_labels: bool
    note: str | None
    schemes: Mapping[Dim, str]
    mapping: Mapping[str, str]
    wide: Dim | None
    dry_run: bool

    def told(self) -> dict[str, object]:
        """Return what is kept beside the rows."""
        return {
            "unit": self.unit,
            "source": self.source,
            "basis": self.basis,
            "coverage": self.coverage,
            "covers": self.covers,
            "part": self.part,
            "exclusive_labels": self.exclusive_labels,
            "note": self.note,
            "scheme": next(iter(self.schemes.values()), None),
            "columns": dict(self.mapping),
            "wide": self.wide,
        }


def read_given(pairs: Pairs) -> Given:
    """Read the parameters of a bulk upload; every problem is named at once.

    Raises
    ------
    Invalid
    """
    problems: list[Problem] = []
    given = single(pairs).items()
    values = {name: _typed(name, text) for name, text in given if text or name not in _NAMES}
    fields = Fields(values, "", _NAMES, problems)
    mapping: Mapping[str, str] = {}
    try:
        mapping = read_mapping(fields.optional_text("columns") or "")
    except Invalid as error:
        problems.extend(error.problems)
    found = Given(
        unit=fields.word("unit", Unit),
        source=fields.text("source", "s1"),
        basis=fields.word("basis", Basis),
        coverage=fields.word("coverage", Coverage),
        covers=fields.whole("covers"),
        part=fields.optional_text("part"),
        exclusive_labels=fields.flag("exclusive_labels"),
        note=fields.optional_text("note"),
        schemes=_schemes(fields),
        mapping=mapping,
        wide=fields.word("wide", Dim) if fields.has("wide") else None,
        dry_run=fields.flag("dry_run"),
    )
    if found.coverage is Coverage.SUMMARY:
        fields.note("coverage", "belongs to a summary, which has no rows", "summary", "complete")
    if problems:
        raise Invalid("What is said of the table is not usable.", problems)
    return found


def _typed(name: str, text: str) -> object:
    if name in ("dry_run", "exclusive_labels"):
        return _WORDS.get(text, text)
    if name == "covers" and text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    return text


def _schemes(fields: Fields) -> Mapping[Dim, str]:
    """Read the scheme; in a table of any size it is named wholly, since it is needed at once."""
    printed = fields.optional_text("scheme")
    if printed is None:
        return {}
    known = SCHEMES.get(printed)
    if known is None and not printed.startswith("other:"):
        rule = f"must be a known scheme ({', '.join(SCHEMES)}) or other:<words>"
        fields.note("scheme", rule, printed, "us-omb-1997/race")
        return {}
    dims = [Dim(known.kind)] if known else [Dim.ETHNICITY, Dim.SKIN_TONE]
    return dict.fromkeys(dims, printed)
