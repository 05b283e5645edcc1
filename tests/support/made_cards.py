"""Cards that hypothesis makes: any text, every field that may be left out left out at times."""

from typing import Any

from hypothesis import strategies as st

from app.domain.documentation import ITEMS
from app.domain.vocabulary import (
    BODY_REGIONS,
    DOCUMENTATION_ITEMS,
    MODALITIES,
    Access,
    Assigner,
    Basis,
    Reported,
    Selection,
)

_LETTERS = st.characters(blacklist_categories=["Cs", "Cc"])
TEXTS = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=60),
    st.sampled_from(
        ["no", "null", "~", "007", "1e5", "-.5", "2020-01-01", "1:30", "=1+1", "<b>", "a: b",
         "# x", "- y", "line\nline", "%", "{}", "&a *a", "'", '"', "---", "12", "yes\t", "\u2028"]
    ),
).filter(lambda text: bool(text.strip()))  # fmt: skip
WORDS = st.from_regex(r"[A-Za-z][A-Za-z ]{0,12}[A-Za-z]", fullmatch=True).filter(
    lambda word: "unknown" not in word.casefold()
)
SLUGS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
YEARS = st.integers(1990, 2030)


def _shares() -> st.SearchStrategy[str]:
    return st.decimals(0, 1, places=4).map(lambda share: f"{share:f}")


def _number() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.builds(lambda n: {"n": n}, st.integers(0, 10**12)),
        st.builds(lambda n: {"n": f"<{n}"}, st.integers(1, 500)),
        st.builds(lambda n: {"n_low": n}, st.integers(0, 10**12)),
        st.builds(
            lambda low, more: {"n_low": low, "n_high": low + more}, *[st.integers(0, 10**12)] * 2
        ),
        st.sampled_from([{"status": "suppressed"}, {"status": "withheld"}]),
    )


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A table of ethnicity in images, whose cells overlap and so need no total."""
    labels = draw(st.lists(WORDS, min_size=1, max_size=4, unique_by=lambda word: word.casefold()))
    more = {
        "part": draw(st.none() | TEXTS),
        "note": draw(st.none() | TEXTS),
        "assigned_by": draw(st.none() | st.sampled_from(list(Assigner)).map(str)),
        "covers": draw(st.none() | st.integers(10**13, 10**14)),
        "recalled": draw(st.booleans()),
    }
    return {
        "unit": "images",
        "dims": ["ethnicity"],
        "scheme": f"other:{draw(WORDS)}",
        "source": "s1",
        "cells": [{"ethnicity": label, **draw(_number())} for label in labels],
        "basis": draw(st.sampled_from(list(Basis))).value,
        "coverage": "exceeds_total",
        **{name: value for name, value in more.items() if value is not None},
    }


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    given = st.fixed_dictionaries(
        {"answer": st.sampled_from(["given", "given_in_part"]), "value": TEXTS,
         "source": st.just("s1")}
    )  # fmt: skip
    silent = st.builds(
        lambda who: {"answer": "silent", "read_by": who, "read_on": "2026-03-01"}, TEXTS
    )
    denied = st.just({"answer": "said_not_to_exist", "source": "s1"})
    words = st.dictionaries(
        st.sampled_from(DOCUMENTATION_ITEMS), st.sampled_from(list(Reported)).map(str), max_size=5
    )
    items = st.dictionaries(
        st.sampled_from(list(ITEMS)), st.one_of(given, silent, denied), max_size=4
    )
    return draw(words) | draw(items)


def _some(words: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)


@st.composite
def plain_cards(draw: st.DrawFn) -> dict[str, Any]:
    """A card in plain values that breaks no rule."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        "version": TEXTS, "release_year": YEARS, "licence": TEXTS, "custodian": TEXTS,
        "homepage": SLUGS.map(lambda slug: f"https://example.org/{slug}?a=b&c=%20"),
        "doi": SLUGS.map(lambda slug: f"10.1234/{slug}"), "collection_period": TEXTS,
        "note": TEXTS, "full_source_read": TEXTS,
        "selection": st.sampled_from(list(Selection)).map(str),
        "documentation": answers(), "tables": st.lists(tables(), min_size=1, max_size=3),
        "governance": st.fixed_dictionaries({"authority": TEXTS, "terms": TEXTS}),
        "sites": st.lists(st.fixed_dictionaries({"country": st.sampled_from(["KEN", "BRA"]),
                                                 "city": TEXTS}), min_size=1, max_size=2),
    }  # fmt: skip
    chosen = draw(st.sets(st.sampled_from(sorted(optional))))
    unused = st.fixed_dictionaries(
        {"id": st.just("s2"), "citation": TEXTS, "recalled": st.just(True)}
    )
    return {
        "slug": draw(SLUGS),
        "name": draw(TEXTS),
        "kind": "dataset",
        "description": draw(TEXTS),
        "modalities": draw(
            st.lists(st.sampled_from(MODALITIES), min_size=1, max_size=3, unique=True)
        ),
        "body_regions": draw(
            st.lists(st.sampled_from(BODY_REGIONS), min_size=1, max_size=2, unique=True)
        ),
        "access": draw(st.sampled_from(list(Access))).value,
        "synthetic": draw(st.booleans()),
        "sources": [{"id": "s1", "citation": draw(TEXTS)}, *draw(st.lists(unused, max_size=1))],
        **{name: draw(optional[name]) for name in sorted(chosen)},
    }
