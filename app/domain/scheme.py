"""Schemes: the questions behind ethnicity and skin tone, and which labels mean the same answer.

A label joins another only where it is plainly the same category of the same question in other
words ("Black" and "Black or African American" in a US race question). Every other label stays as
printed: mixed and overlapping ones ("Hispanic + White"), wider ones ("Asian American/Pacific
Islander") and narrower ones ("Pacific Islander"). Race and Hispanic origin are two questions, so
they are two schemes and are never added up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.domain.counts import UNKNOWN
from app.domain.vocabulary import Dim

UNKNOWN_LABELS = frozenset(
    {
        "unknown", "missing", "none identified", "not available", "not determined",
        "not disclosed", "not known", "not recorded", "not reported", "not specified",
        "not stated", "patient refused", "prefer not to answer", "prefer not to say", "refused",
        "unavailable", "undisclosed", "unknown/unreported", "unreported", "unspecified", "n/a",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scheme:
    """One question with its categories.

    Parameters
    ----------
    id : str
        Name in cards and addresses ("us-omb-1997/race").
    name : str
        Name for people.
    kind : str
        "ethnicity" or "skin_tone".
    categories : tuple of str
        Categories of the question, in its own order; a card may print others.
    note : str
        Who asks, and what must not be compared.
    version : int
        Rises when a category or a synonym changes: an old answer then names its crosswalk.
    synonyms : mapping of str to str
        Other words (lower case) for a category.
    """

    id: str
    name: str
    kind: str
    categories: tuple[str, ...]
    note: str
    version: int = 1
    synonyms: Mapping[str, str] | None = None

    def category(self, label: str) -> str:
        """Return the category that a printed label means, or the label as printed.

        Examples
        --------
        >>> SCHEMES["us-omb-1997/race"].category("Black")
        'Black or African American'
        >>> SCHEMES["us-omb-1997/race"].category("Hispanic + White")
        'Hispanic + White'
        """
        plain = label.strip()
        if is_unknown(plain):
            return UNKNOWN
        folded = plain.casefold()
        same = next((each for each in self.categories if each.casefold() == folded), None)
        return same or (self.synonyms or {}).get(folded, plain)


def is_unknown(label: str) -> bool:
    """Whether a printed label says that the answer is not known.

    Examples
    --------
    >>> is_unknown("Prefer not to answer"), is_unknown("Other")
    (True, False)
    """
    return label.strip().casefold() in UNKNOWN_LABELS


_RACE = (
    "White", "Black or African American", "Asian", "American Indian or Alaska Native",
    "Native Hawaiian or Other Pacific Islander", "More than one race",
)  # fmt: skip
_RACE_WORDS = {
    "white alone": "White",
    "white/caucasian": "White",
    "white or caucasian": "White",
    "caucasian": "White",
    "black": "Black or African American",
    "black alone": "Black or African American",
    "black/african american": "Black or African American",
    "black or african-american": "Black or African American",
    "black or african american alone": "Black or African American",
    "asian alone": "Asian",
    "american indian/alaska native": "American Indian or Alaska Native",
    "american indian and alaska native": "American Indian or Alaska Native",
    "native hawaiian/pacific islander": "Native Hawaiian or Other Pacific Islander",
    "native hawaiian or pacific islander": "Native Hawaiian or Other Pacific Islander",
    "native hawaiian/other pacific islander": "Native Hawaiian or Other Pacific Islander",
    "native hawaiian and other pacific islander": "Native Hawaiian or Other Pacific Islander",
    "multiracial": "More than one race",
    "multiple races": "More than one race",
    "two or more races": "More than one race",
}
_HISPANIC = ("Hispanic or Latino", "Not Hispanic or Latino")
_HISPANIC_WORDS = {
    "hispanic": "Hispanic or Latino",
    "hispanic/latino": "Hispanic or Latino",
    "hispanic, latino or spanish origin": "Hispanic or Latino",
    "not hispanic": "Not Hispanic or Latino",
    "non-hispanic": "Not Hispanic or Latino",
    "non hispanic": "Not Hispanic or Latino",
    "not hispanic/latino": "Not Hispanic or Latino",
}
_ONE_QUESTION = (*_RACE, "Hispanic or Latino")
_ONE_QUESTION_WORDS = _RACE_WORDS | {
    word: category for word, category in _HISPANIC_WORDS.items() if not category.startswith("Not")
}
_SEPARATE = "Hispanic origin is another question: never add the two."


def _us_family(family: str, name: str, note: str) -> tuple[Scheme, ...]:
    return (
        Scheme(f"{family}/race", f"{name}: race", "ethnicity", _RACE, f"{note} {_SEPARATE}",
               synonyms=_RACE_WORDS),
        Scheme(f"{family}/hispanic-origin", f"{name}: Hispanic origin", "ethnicity", _HISPANIC,
               f"{note} People of Hispanic origin may be of any race.", synonyms=_HISPANIC_WORDS),
        Scheme(f"{family}/race-ethnicity", f"{name}: race and Hispanic origin in one question",
               "ethnicity", _ONE_QUESTION, f"{note} Hispanic is a category beside the races here: "
               "not comparable with a race question.", synonyms=_ONE_QUESTION_WORDS),
    )  # fmt: skip


_OTHERS = (
    Scheme("mimic-iv/race-ethnicity", "MIMIC-IV hospital record", "ethnicity",
           _ONE_QUESTION, "Race and Hispanic origin in one field of a hospital's records.",
           synonyms=_ONE_QUESTION_WORDS),
    Scheme("abcd/race-ethnicity", "ABCD study, five groups", "ethnicity",
           ("White", "Black", "Hispanic", "Asian", "Other"),
           "Five groups as the study publishes them; Hispanic is one of them."),
    Scheme("adni/underrepresented", "ADNI: groups underrepresented in research", "ethnicity", (),
           "Only the share of underrepresented groups is published."),
    Scheme("uk-ixi", "IXI study codes (London)", "ethnicity",
           ("White", "Asian or Asian British", "Black or Black British", "Chinese", "Other"),
           "Five codes of the study's own legend; a sixth code in its data is not explained."),
    Scheme("cn-ethnic-group", "Ethnic groups as recognised in China", "ethnicity",
           ("Han", "Other ethnic groups"), "As recorded by the state.",
           synonyms={"han chinese": "Han"}),
    Scheme("author-stated", "As the authors state it", "ethnicity", (),
           "No question was asked of the people: the authors describe the whole set."),
    Scheme("fitzpatrick", "Fitzpatrick skin type", "skin_tone",
           ("I", "II", "III", "IV", "V", "VI"),
           "A scale of how skin reacts to the sun, I (burns, never tans) to VI. Self-reported in "
           "one set and estimated from the picture in another: see each card."),
    Scheme("fitzpatrick-grouped", "Fitzpatrick skin type, in pairs", "skin_tone",
           ("I-II", "III-IV", "V-VI"), "Pairs of types; a pair is never split."),
    Scheme("milk10k/skin-tone", "MILK10k skin tone, 0 (very dark) to 5 (very light)", "skin_tone",
           ("0 (very dark)", "1", "2", "3", "4", "5 (very light)"),
           "A scale of its own, running from dark to light: not Fitzpatrick, and opposite to it."),
)  # fmt: skip

SCHEMES: Mapping[str, Scheme] = {
    scheme.id: scheme
    for scheme in (
        *_us_family("us-omb-1997", "US federal standard of 1997", "The OMB standard of 1997."),
        *_us_family("us-self-reported", "US, self-reported", "Asked of people in the US."),
        *_us_family("us-hospital-record", "US hospital record", "From a hospital's records."),
        *_OTHERS,
    )
}

# Families whose cards may leave the question to be told from the labels.
FAMILIES = ("us-omb-1997", "us-self-reported", "us-hospital-record")


def scheme_of(printed: str, labels: Collection[str]) -> str:
    """Tell the scheme of a table from what its card says and which labels it prints.

    Parameters
    ----------
    printed : str
        Scheme as the card gives it: an id of `SCHEMES`, a family ("us-omb-1997"), or
        "other:<words>", which is kept and compared with nothing else.
    labels : collection of str
        Labels of the table as printed.

    Returns
    -------
    str
        Id of a scheme, or the text as given where it is neither an id nor a family.

    Examples
    --------
    >>> scheme_of("us-omb-1997", ["Hispanic", "Not Hispanic", "Missing"])
    'us-omb-1997/hispanic-origin'
    >>> scheme_of("us-self-reported", ["White", "Hispanic + White"])
    'us-self-reported/race-ethnicity'
    """
    if printed not in FAMILIES:
        return printed
    known = [label for label in labels if not is_unknown(label)]
    hispanic = [label for label in known if "hispanic" in label.casefold()]
    if not hispanic:
        return f"{printed}/race"
    only = all(label.strip().casefold() in _hispanic_labels() for label in known)
    return f"{printed}/hispanic-origin" if only else f"{printed}/race-ethnicity"


def canonical(printed: str, label: str, dim: Dim, labels: Collection[str] = ()) -> tuple[str, str]:
    """Return the scheme and the category of one printed label.

    Parameters
    ----------
    printed : str
        Scheme as the card gives it.
    label : str
        Label as printed.
    dim : Dim
        `ethnicity` or `skin_tone`.
    labels : collection of str
        All labels of the table; they tell race from Hispanic origin.

    Returns
    -------
    tuple of (str, str)
        Scheme id, and category or "unknown".

    Examples
    --------
    >>> canonical("us-omb-1997", "Patient Refused", Dim.ETHNICITY, ["White", "Patient Refused"])
    ('us-omb-1997/race', 'unknown')
    """
    scheme_id = scheme_of(printed, labels or (label,))
    scheme = SCHEMES.get(scheme_id)
    if scheme is None or scheme.kind != dim.value:
        return scheme_id, UNKNOWN if is_unknown(label) else label
    return scheme_id, scheme.category(label)


def _hispanic_labels() -> frozenset[str]:
    return frozenset(_HISPANIC_WORDS) | {each.casefold() for each in _HISPANIC}
