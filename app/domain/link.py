"""Link states: what is known of a group's rarity in training and of how it is served."""

from __future__ import annotations

from enum import StrEnum


class LinkState(StrEnum):
    """Five states of knowledge, each with its evidence; none of them says why."""

    RARE_AND_WORSE = "rare_and_worse"
    RARE_AND_NOT_WORSE = "rare_and_not_worse"
    COMMON_AND_WORSE = "common_and_worse"
    # Common and not worse is no concern and no state of its own: it is told as what it is.
    COMMON_AND_NOT_WORSE = "common_and_not_worse"
    TOO_FEW_TO_SAY = "too_few_to_say"
    NO_TEST_KNOWN = "no_test_known"
