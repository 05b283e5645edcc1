"""Reason: why a value is undefined or refused, in one sentence that a reader meets."""

from __future__ import annotations

from enum import StrEnum

from app.language import N_, _


class Reason(StrEnum):
    """Why there is no value, or no bound. The member is kept; its `sentence` is shown.

    Examples
    --------
    >>> Reason("no_known").sentence
    'nobody is counted in any of the groups'
    """

    # Of the counts themselves
    NO_KNOWN = "no_known"
    NOT_COUNTED = "not_counted"
    TOTAL_UNKNOWN = "total_unknown"
    LISTED_ONLY = "listed_only"
    OVERLAPPING_CATEGORIES = "overlapping_categories"
    CONDITIONAL_SHARES = "conditional_shares"
    SHARES_WITHOUT_TOTAL = "shares_without_total"
    ONLY_BOUNDS = "only_bounds"
    COUNTED_TWICE = "counted_twice"
    FEWER_THAN_TWO_GROUPS = "fewer_than_two_groups"
    FEWER_THAN_TWO_DATASETS = "fewer_than_two_datasets"
    # Of the reference and the comparison
    NO_REFERENCE = "no_reference"
    NOT_IN_REFERENCE = "not_in_reference"
    REFERENCE_EMPTY = "reference_empty"
    REFERENCE_ZERO = "reference_zero"
    REFERENCE_WHOLE = "reference_whole"
    SCHEME_MISMATCH = "scheme_mismatch"
    UNIT_NOT_PEOPLE = "unit_not_people"
    # Of the measure
    TOO_FEW_EXPECTED = "too_few_expected"
    LOG_OF_ZERO = "log_of_zero"
    NOT_A_PROBABILITY_SAMPLE = "not_a_probability_sample"
    # Of predictions
    NO_PREDICTIONS = "no_predictions"
    NO_POSITIVES = "no_positives"
    NO_NEGATIVES = "no_negatives"
    NONE_CALLED_POSITIVE = "none_called_positive"
    TOO_FEW_PATIENTS = "too_few_patients"
    TOO_FEW_POSITIVE_PATIENTS = "too_few_positive_patients"
    TOO_FEW_NEGATIVE_PATIENTS = "too_few_negative_patients"
    TOO_SMALL_TO_PRINT = "too_small_to_print"
    NO_THRESHOLD = "no_threshold"
    NOT_A_PROBABILITY = "not_a_probability"
    OTHER_OUTCOME = "other_outcome"
    NOT_FROM_COUNTS = "not_from_counts"
    NO_SPREAD = "no_spread"
    ONE_GRADE = "one_grade"
    NO_ORDER = "no_order"
    ZERO_VALUE = "zero_value"
    NOT_IN_EVERY_SEED = "not_in_every_seed"
    # Of the link between representation and performance
    SHARE_NOT_KNOWN = "share_not_known"
    SHARES_NOT_SEPARATE = "shares_not_separate"
    NUMBER_NOT_PRINTED = "number_not_printed"
    TOO_FEW_TESTED = "too_few_tested"
    TOO_FEW_KNOWN_TESTED = "too_few_known_tested"
    NO_INTERVAL = "no_interval"
    EITHER_SIDE = "either_side"
    NO_JOINT_REPLICATES = "no_joint_replicates"
    TOO_FEW_CLUSTERS = "too_few_clusters"
    TOO_MANY_CLUSTERS = "too_many_clusters"

    @property
    def sentence(self) -> str:
        """The reason in plain words, without a full stop."""
        return _(_SENTENCES[self])

    @property
    def of_some_group(self) -> str:
        """The reason for a whole: one of its groups is the cause."""
        return _(_OF_SOME_GROUP.get(self, _SENTENCES[self]))


_SENTENCES = {
    Reason.NO_KNOWN: N_("nobody is counted in any of the groups"),
    Reason.NOT_COUNTED: N_("it is not said how many people are in this group"),
    Reason.TOTAL_UNKNOWN: N_("the total is not known, so neither is how many are in no group"),
    Reason.LISTED_ONLY: N_("only some categories are printed"),
    Reason.OVERLAPPING_CATEGORIES: N_("one person may be in several of the categories"),
    Reason.CONDITIONAL_SHARES: N_(
        "each share is of another part of the people, not of all of them"
    ),
    Reason.SHARES_WITHOUT_TOTAL: N_("only shares are printed, without a total in this unit"),
    Reason.ONLY_BOUNDS: N_(
        "the printed groups do not fit those asked for, which gives only bounds"
    ),
    Reason.COUNTED_TWICE: N_(
        "people may be counted in several datasets, and no range is known for it"
    ),
    Reason.FEWER_THAN_TWO_GROUPS: N_("there are fewer than two groups to compare"),
    Reason.FEWER_THAN_TWO_DATASETS: N_(
        "there are fewer than two datasets, so none can be left out"
    ),
    Reason.NO_REFERENCE: N_("no reference population was chosen or is held for these groups"),
    Reason.NOT_IN_REFERENCE: N_("the reference does not say how many people are in this group"),
    Reason.REFERENCE_EMPTY: N_("the reference counts nobody in any of the groups"),
    Reason.REFERENCE_ZERO: N_("the reference counts nobody in this group"),
    Reason.REFERENCE_WHOLE: N_("everybody in the reference is in this group"),
    Reason.SCHEME_MISMATCH: N_("the categories of the table and of the reference are not the same"),
    Reason.UNIT_NOT_PEOPLE: N_("images or studies are counted here, not people"),
    Reason.TOO_FEW_EXPECTED: N_("too few people for a ratio (fewer than 11 expected at parity)"),
    Reason.LOG_OF_ZERO: N_("the count or its lower end is zero, which has no logarithm"),
    Reason.NOT_A_PROBABILITY_SAMPLE: N_(
        "a dataset is not a random sample, so no interval is given"
    ),
    Reason.NO_PREDICTIONS: N_("the model gave no prediction for anybody in this group"),
    Reason.NO_POSITIVES: N_("not estimable: nobody in this group has the finding"),
    Reason.NO_NEGATIVES: N_("not estimable: everybody in this group has the finding"),
    Reason.NONE_CALLED_POSITIVE: N_("the model called nobody in this group positive"),
    Reason.TOO_FEW_PATIENTS: N_("fewer than 10 patients"),
    Reason.TOO_FEW_POSITIVE_PATIENTS: N_("fewer than 10 patients with the finding"),
    Reason.TOO_FEW_NEGATIVE_PATIENTS: N_("fewer than 10 patients without the finding"),
    Reason.TOO_SMALL_TO_PRINT: N_("so few people that a figure could show who they are"),
    Reason.NO_THRESHOLD: N_("no threshold was given, from which on a score means yes"),
    Reason.NOT_A_PROBABILITY: N_("the scores are not probabilities from 0 to 1"),
    Reason.OTHER_OUTCOME: N_("this measure is of another kind of outcome"),
    Reason.NOT_FROM_COUNTS: N_("counts alone do not tell; the rows would"),
    Reason.NO_SPREAD: N_("the scores, or the two outcomes, cannot be told apart by a slope"),
    Reason.ONE_GRADE: N_("all cases have one and the same grade"),
    Reason.NO_ORDER: N_("the groups have no order"),
    Reason.ZERO_VALUE: N_("a value is zero or below, which has no ratio"),
    Reason.NOT_IN_EVERY_SEED: N_("it was not computed in every run"),
    Reason.SHARE_NOT_KNOWN: N_("the share in what the model learned from is not known"),
    Reason.SHARES_NOT_SEPARATE: N_("the bounds of the shares meet, so which is rarer is not known"),
    Reason.NUMBER_NOT_PRINTED: N_(
        "how many were tested, with and without the finding, is not printed"
    ),
    Reason.TOO_FEW_TESTED: N_(
        "fewer than 10 were tested with the finding, or fewer than 10 without"
    ),
    Reason.TOO_FEW_KNOWN_TESTED: N_("no two groups are known to have had enough people tested"),
    Reason.NO_INTERVAL: N_(
        "no interval over patients is given for the difference between the groups"
    ),
    Reason.EITHER_SIDE: N_("the interval of the difference has zero in it"),
    Reason.NO_JOINT_REPLICATES: N_("no replicates were drawn of all its groups at once"),
    Reason.TOO_FEW_CLUSTERS: N_("fewer than six independent clusters can be compared"),
    Reason.TOO_MANY_CLUSTERS: N_("an exact p is given for at most forty clusters"),
}
_OF_SOME_GROUP = {
    Reason.NOT_COUNTED: N_("it is not said how many people are in some group"),
    Reason.NOT_IN_REFERENCE: N_("the reference does not say how many people are in some group"),
    Reason.REFERENCE_ZERO: N_("the reference counts nobody in some group"),
    Reason.REFERENCE_WHOLE: N_("everybody in the reference is in some group"),
}
