"""Corrections on a card: the number is marked, and the words are text, whatever they are."""

import json

from app.services.writing.corrections import CorrectionShown
from frontend.datasets.card_corrections import disputed_numbers, disputed_totals, place_of, said_of

HOSTILE = "<img src=x onerror=alert(1)>"


def filed(says: str | None, **place: object) -> CorrectionShown:
    return CorrectionShown(
        3, "my-dataset", 1, place, "table 0: sex female", says, "84", None, "2026-03-01T12:00:00Z",
        "open" if says else "filed", None, None, None,
    )  # fmt: skip


def drawn(found: CorrectionShown) -> str:
    listed = said_of([found], {})
    assert listed is not None
    return json.dumps(listed.to_plotly_json(), default=lambda part: part.to_plotly_json())


def test_the_number_that_is_disputed_is_marked_and_no_other() -> None:
    both = [filed("x", table=0, group={"sex": "female"}), filed("x", total="patients")]
    found = disputed_numbers(both)
    assert place_of(0, {"sex": "female"}) in found
    assert place_of(0, {"sex": "male"}) not in found
    assert len(found) == 1
    assert disputed_totals(both) == {"patients": 3}


def test_the_words_are_text_and_unread_ones_are_not_shown() -> None:
    shown = drawn(filed(HOSTILE, table=0, group={}))
    assert HOSTILE in shown
    assert "dangerously" not in shown.lower()
    unread = drawn(filed(None, table=0, group={}))
    assert "when a reviewer has read them" in unread
    assert "correction-3" in unread
