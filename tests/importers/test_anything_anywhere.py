"""Whatever stands anywhere in a card of any kind: it is read, or refused in words."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.services.writing.examples import EXAMPLES
from app.services.writing.kinds import KINDS
from tests.support.hostile import CARDS

FULL = {**EXAMPLES, **CARDS}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield everything that something stands in, with its name or number there."""
    for name in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, name
        if isinstance(value[name], dict | list):
            yield from places(value[name])


@pytest.mark.parametrize("noun", KINDS)
@given(data=st.data())
@settings(max_examples=150)
def test_anything_anywhere_is_read_or_refused(noun: str, data: st.DataObject) -> None:
    card = copy.deepcopy(FULL[noun])
    for _ in range(data.draw(st.integers(1, 2))):
        found = list(places(card))
        held, name = found[data.draw(st.integers(0, len(found) - 1))]
        held[name] = data.draw(ANYTHING)
    try:
        KINDS[noun].read(card)
    except AppError as refusal:
        status, problems = refusal.status, refusal.problems
    else:
        return
    assert (status, bool(problems)) == (422, True)
