"""A printed number in words: whatever is known of it is said."""

import pytest

from app.domain.vocabulary import Status
from frontend.datasets.printed_words import number_words, read_at


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((1204, None, None, None, Status.COUNTED), "1,204"),
        ((0, None, None, None, Status.ZERO), "0"),
        ((None, 0.25, None, None, Status.COUNTED), "25\N{NO-BREAK SPACE}%"),
        ((None, 0.1317874517, None, None, Status.COUNTED), "13.1787\N{NO-BREAK SPACE}%"),
        ((None, None, 0, 10, Status.SUPPRESSED), "0 to 10"),
        ((None, None, None, 10, Status.SUPPRESSED), "0 to 10"),
        ((None, None, 12, None, Status.SUPPRESSED), "at least 12"),
        ((None, None, None, None, Status.WITHHELD), "withheld"),
    ],
)
def test_a_number_its_bounds_or_the_kind_of_its_absence(
    said: tuple[int | None, float | None, int | None, int | None, Status], words: str
) -> None:
    assert number_words(*said) == words


@pytest.mark.parametrize(
    ("url", "seen", "words"),
    [
        ("https://arxiv.org/abs/1", "https://github.com/a/b/blob/x.md", ", read at github.com/a/b"),
        ("https://github.com/a/b", "https://github.com/a/b/blob/x.md", ""),
        ("https://arxiv.org/abs/1", None, ""),
    ],
)
def test_where_a_number_was_read_is_said_where_its_source_is_another(
    url: str, seen: str | None, words: str
) -> None:
    assert read_at(url, seen) == words
