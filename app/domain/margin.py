"""Margin: what one card says of one dimension (or pair), in one unit, ready to be pooled."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.vocabulary import Basis, Coverage, Dim, Status, Unit


@dataclass(frozen=True, slots=True)
class MarginGroup:
    """One group of a margin.

    Parameters
    ----------
    key : tuple of str
        One category per dimension of the margin.
    n : int or None
        Counted in the unit; None where only a place is named or only a share is printed.
    low, high : int or None
        Fewest and most who can be in the group among the cells that are known (a bound, a
        rounded share); equal to `n` where that is exact. None where no total holds them.
    status : Status
    share, share_low, share_high : float or None
        A published share in [0, 1] with its rounding bounds.
    """

    key: tuple[str, ...]
    n: int | None
    low: int | None
    high: int | None
    status: Status
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None


@dataclass(frozen=True, slots=True)
class Margin:
    """What one card says of one dimension, in one unit, from one table (or the parts of one).

    Parameters
    ----------
    dims : tuple of Dim
        One or two dimensions.
    unit : Unit
    scheme : str or None
    groups : tuple of MarginGroup
        Known groups only; a printed unknown is in `unknown`.
    known : int
        Units placed in a group.
    unknown : int or None
        Printed unknown plus what no table of this dimension covers; None without a total.
    not_printed : int or None
        Units of a `listed_only` table that lie in categories the source does not print.
    covers : int or None
        How many units the table covers, unknown categories included.
    basis : Basis
    coverage : Coverage
    sources : tuple of str
    refused : str or None
        Reason why no share may be read from it (see `app.domain.reason`).
    recalled : bool
    single_category_design : bool
        A `complete` table with one category (COUNTING, 9).
    """

    dims: tuple[Dim, ...]
    unit: Unit
    scheme: str | None
    groups: tuple[MarginGroup, ...]
    known: int
    unknown: int | None
    not_printed: int | None
    covers: int | None
    basis: Basis
    coverage: Coverage
    sources: tuple[str, ...]
    refused: str | None = None
    recalled: bool = False
    single_category_design: bool = False
