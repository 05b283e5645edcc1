"""Reason: why a value is undefined or a comparison refused, each with a sentence for a person."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no value. The sentence is what pages, files and messages print."""

    TOO_FEW_EXPECTED = "too_few_expected"
    NO_KNOWN = "no_known"
    NO_REFERENCE = "no_reference"
    REFERENCE_ZERO = "reference_zero"
    NOT_A_PROBABILITY_SAMPLE = "not_a_probability_sample"
    UNIT_NOT_PEOPLE = "unit_not_people"
    FEWER_THAN_TWO_GROUPS = "fewer_than_two_groups"
    TOTAL_UNKNOWN = "total_unknown"
    LISTED_ONLY = "listed_only"
    ONLY_BOUNDS = "only_bounds"
    SHARES_WITHOUT_TOTAL = "shares_without_total"
    OVERLAPPING_CATEGORIES = "overlapping_categories"
    CONDITIONAL_SHARES = "conditional_shares"
    SCHEME_MISMATCH = "scheme_mismatch"
    AGE_EDGES_DIFFER = "age_edges_differ"

    @property
    def sentence(self) -> str:
        """The reason in plain words."""
        return _SENTENCES[self]


_SENTENCES = {
    Reason.TOO_FEW_EXPECTED: "too few people for a ratio (fewer than 11 expected at parity)",
    Reason.NO_KNOWN: "nobody is known to be in any group",
    Reason.NO_REFERENCE: "nothing was chosen to compare with",
    Reason.REFERENCE_ZERO: "the reference counts nobody in this group",
    Reason.NOT_A_PROBABILITY_SAMPLE: "a dataset is not a probability sample: no sampling interval",
    Reason.UNIT_NOT_PEOPLE: "not given for images or studies: they are not people",
    Reason.FEWER_THAN_TWO_GROUPS: "needs at least two groups",
    Reason.TOTAL_UNKNOWN: "the total is not known, so nothing bounds what is unknown",
    Reason.LISTED_ONLY: "only some categories are printed: the answer is bounds over the total",
    Reason.ONLY_BOUNDS: "only bounds are known: the printed groups do not fit those asked for",
    Reason.SHARES_WITHOUT_TOTAL: "only shares are published, and no total of this unit",
    Reason.OVERLAPPING_CATEGORIES: "the printed groups overlap or are cumulative: no shares",
    Reason.CONDITIONAL_SHARES: "the printed shares are within another category: no shares here",
    Reason.SCHEME_MISMATCH: "the categories of the subject and of the reference differ",
    Reason.AGE_EDGES_DIFFER: "the age bands of the subject and of the reference do not align",
}
