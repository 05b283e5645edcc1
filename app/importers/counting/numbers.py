"""Numbers of a column: counts, bounds ("<11"), shares; each different text is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.domain.vocabulary import Status
from app.importers.counting.arrow import Ints, flags_of, numbers_of, text_array
from app.importers.reading.cells import BELOW

MOST = 10**15
NONE = -1
_WHOLE = r"^[0-9]{1,15}$"
_SHARE = re.compile(r"0|1|0\.[0-9]{1,20}|1\.0{1,20}")
_WITHOUT_NUMBER = {"suppressed": Status.SUPPRESSED, "withheld": Status.WITHHELD}
COUNT_RULE = "must be a whole number, 0 or more, or <11, suppressed or withheld where it is hidden"
SHARE_RULE = "must lie between 0 and 1 (never per cent)"
RULES = {False: (COUNT_RULE, "42"), True: (SHARE_RULE, "0.42")}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of some rows.

    Parameters
    ----------
    n : ndarray of int64
        Exact counts; -1 where there is none.
    high : ndarray of int64
        Upper bound of a hidden count, the lower is 0; -1 where there is none.
    share : list of str or None
        Shares as printed, of a table of shares.
    status : list of Status or None
        Where a word stands in place of a number.
    empty, wrong : ndarray of bool
        Rows with nothing in this column, and with what is no number.
    text : list of str
        Different texts of the column.
    codes : ndarray of int64
        Which text each row has.
    """

    n: Ints
    high: Ints
    empty: npt.NDArray[np.bool_]
    wrong: npt.NDArray[np.bool_]
    text: list[str]
    codes: Ints
    share: list[str | None] | None = None
    status: list[Status | None] | None = None


def coded(column: Any) -> tuple[Ints, list[str]]:
    """Return which of its different texts each row of an Arrow column has, and the texts.

    Parameters
    ----------
    column : pyarrow.Array

    Returns
    -------
    tuple of (ndarray of int64, list of str)
        Nothing (null) is the text "".
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = found.dictionary
    if pa.types.is_floating(words.type):
        from app.importers.counting.slices import as_text

        texts = [as_text(value) for value in words.to_pylist()]
    else:
        texts = [text or "" for text in pc.cast(words, pa.string()).to_pylist()]
    codes = pc.fill_null(found.indices, len(texts)) if found.null_count else found.indices
    return numbers_of(codes), [*texts, ""]


def read_counts(column: Any) -> Numbers:
    """Read a column of counts.

    Parameters
    ----------
    column : pyarrow.Array
        Text or numbers.

    Returns
    -------
    Numbers
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    codes, texts = coded(column)
    plain = [text.strip() for text in texts]
    arrow = text_array(plain)
    matched = pc.match_substring_regex(arrow, _WHOLE)
    is_whole = flags_of(matched)
    whole = np.full(len(plain), NONE, dtype=np.int64)
    whole[is_whole] = numbers_of(pc.cast(arrow.filter(matched), pa.int64()))
    high = np.full(len(plain), NONE, dtype=np.int64)
    words: dict[int, Status] = {}
    wrong = ~is_whole
    for at in np.flatnonzero(~is_whole).tolist():
        below = BELOW.fullmatch(plain[at])
        if below:
            high[at] = int(below[1]) - 1
        elif plain[at] in _WITHOUT_NUMBER:
            words[at] = _WITHOUT_NUMBER[plain[at]]
        wrong[at] = not below and at not in words
    return _gathered(plain, codes, (whole, high, wrong), words)


def _gathered(
    plain: list[str],
    codes: Ints,
    values: tuple[Ints, Ints, npt.NDArray[np.bool_]],
    words: dict[int, Status],
) -> Numbers:
    whole, high, wrong = values
    empty = np.array([not text for text in plain], dtype=bool)
    status = [words.get(code) for code in codes.tolist()] if words else None
    return Numbers(
        n=whole[codes],
        high=high[codes],
        empty=empty[codes],
        wrong=(wrong & ~empty)[codes],
        text=plain,
        codes=codes,
        status=status,
    )


def read_shares(column: Any) -> Numbers:
    """Read a column of shares, kept as printed: their decimals say how they were rounded.

    Parameters
    ----------
    column : pyarrow.Array
        Text or fractions.

    Returns
    -------
    Numbers
    """
    codes, texts = coded(column)
    plain = [text.strip() for text in texts]
    good = np.array([bool(_SHARE.fullmatch(text)) for text in plain], dtype=bool)
    empty = np.array([not text for text in plain], dtype=bool)
    none = np.full(len(codes), NONE, dtype=np.int64)
    shares = [plain[code] if good[code] else None for code in codes.tolist()]
    wrong = (~good & ~empty)[codes]
    return Numbers(none, none, empty[codes], wrong, plain, codes, share=shares)
