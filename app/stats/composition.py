"""Composition: who is in one subject, held against one reference."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from app.stats.arithmetic import Bools, Floats, divide

_PER_GROUP = frozenset({"n", "reference", "n_min", "n_max"})


def _nobody() -> Floats:
    return np.zeros(())


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """One subject held against one reference; leading axes broadcast, groups on the last axis.

    Parameters
    ----------
    n : ndarray of shape (..., G), people (or studies, or images)
        Known to be in each group, as each dataset counts them; NaN where it is not said.
    unknown : ndarray of shape (...,), people
        Whose group is not known, including "not printed"; NaN where the total is unknown.
    reference : ndarray of shape (..., G), people or shares, optional
        People of the reference per group, on any scale; NaN where it does not say.
    reference_unknown : ndarray of shape (...,), on the scale of `reference`
    n_min, n_max : ndarray of shape (..., G), people, optional
        Fewest and most who can be in the group: people counted twice taken off, and all unknown
        put in. Default `n` and `n + unknown`.
    total_min, total_max : ndarray of shape (...,), people, optional
        Fewest and most people altogether. Default the sum of `n`, and `unknown`.

    Raises
    ------
    ValueError
        When a count is negative or infinite, an end of a range is on the wrong side, or the
        shapes do not fit: the caller has put the numbers together wrongly.

    Examples
    --------
    >>> two = Composition(np.array([30.0, 10.0]), np.array(60.0))
    >>> two.known_shares
    array([0.75, 0.25])
    >>> two.total_high
    array(100.)
    """

    n: Floats
    unknown: Floats
    reference: Floats | None = None
    reference_unknown: Floats = field(default_factory=_nobody)
    n_min: Floats | None = None
    n_max: Floats | None = None
    total_min: Floats | None = None
    total_max: Floats | None = None

    def __post_init__(self) -> None:
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        arrays = {k: np.array(v, dtype=np.float64) for k, v in given.items() if v is not None}
        for name, array in arrays.items():
            if np.any(array < 0) or np.any(np.isinf(array)):
                raise ValueError(f"{name}: must be 0 or more and finite; found {array!r:.200}")
            if name in _PER_GROUP and array.ndim == 0:
                raise ValueError(f"{name}: must have groups on its last axis; found one number")
        for name, array in _broadcast(arrays).items():
            object.__setattr__(self, name, array)
        _in_order(self.n_min, self.n, "n_min must not exceed n")
        _in_order(self.n, self.n_max, "n must not exceed n_max")
        _in_order(self.total_min, self.total_max, "total_min must not exceed total_max")

    @property
    def counted(self) -> Floats:
        """People per group, shape (..., G); 0 *of what is counted* where it is not said."""
        return np.nan_to_num(self.n, nan=0.0)

    @property
    def known(self) -> Floats:
        """People in any of the groups, shape (...,)."""
        return np.asarray(self.counted.sum(axis=-1))

    @property
    def known_shares(self) -> Floats:
        """Share of each group among the known, shape (..., G); NaN where it is not said."""
        return divide(self.n, self.known[..., None])

    @property
    def counted_shares(self) -> Floats:
        """As `known_shares`, but a group that is not counted holds none of the known."""
        return divide(self.counted, self.known[..., None])

    @property
    def fewest(self) -> Floats:
        """Fewest people who can be in each group, shape (..., G)."""
        return self.counted if self.n_min is None else np.nan_to_num(self.n_min, nan=0.0)

    @property
    def most(self) -> Floats:
        """Most people who can be in each group, shape (..., G); NaN where nothing limits them."""
        return self.counted + self.unknown[..., None] if self.n_max is None else self.n_max

    @property
    def total_low(self) -> Floats:
        """Fewest people altogether, shape (...,)."""
        return np.asarray(self.known + self.unknown) if self.total_min is None else self.total_min

    @property
    def total_high(self) -> Floats:
        """Most people altogether, shape (...,)."""
        return np.asarray(self.known + self.unknown) if self.total_max is None else self.total_max

    @property
    def without_overlap(self) -> Bools:
        """Whether nobody can have been counted twice, shape (...,)."""
        once = (self.fewest == self.counted).all(axis=-1)
        return np.asarray(once & (self.total_low == self.total_high))

    @property
    def floors(self) -> Floats:
        """Smallest share that each group must have, shape (..., G)."""
        return divide(self.fewest, self.total_high[..., None])

    @property
    def missing(self) -> Floats:
        """Share of the unknown among all, shape (...,); overlap is not taken off."""
        return divide(self.unknown, self.known + self.unknown)

    @property
    def expected(self) -> Floats:
        """People of the reference per group, shape (..., G).

        Raises
        ------
        ValueError
            When there is no reference; `score` answers this with a reason.
        """
        if self.reference is None:
            raise ValueError("reference: this measure needs one; found none")
        return self.reference

    @property
    def expected_known(self) -> Floats:
        """People of the reference whose group is known, shape (...,)."""
        return np.asarray(np.nansum(self.expected, axis=-1))

    @property
    def reference_shares(self) -> Floats:
        """Share of each group among the known of the reference, shape (..., G)."""
        return divide(self.expected, self.expected_known[..., None])

    @property
    def reference_missing(self) -> Floats:
        """Share of the unknown among all people of the reference, shape (...,)."""
        return divide(self.reference_unknown, self.expected_known + self.reference_unknown)

    @property
    def reference_floors(self) -> Floats:
        """Smallest share that each group must have in the reference, shape (..., G)."""
        return divide(self.expected, (self.expected_known + self.reference_unknown)[..., None])

    @property
    def reference_ceilings(self) -> Floats:
        """Largest share that each group can have in the reference, shape (..., G)."""
        spare = self.reference_unknown[..., None]
        return divide(self.expected + spare, self.expected_known[..., None] + spare)


def _broadcast(arrays: dict[str, Floats]) -> dict[str, Floats]:
    """Give every array the common leading axes, and those with groups the same groups."""
    groups = arrays["n"].shape[-1]
    leads = []
    for name, array in arrays.items():
        if name in _PER_GROUP and array.shape[-1] != groups:
            raise ValueError(f"{name}: must have the {groups} groups of n; found {array.shape}")
        leads.append(array.shape[:-1] if name in _PER_GROUP else array.shape)
    lead = np.broadcast_shapes(*leads)
    return {
        name: np.broadcast_to(array, (*lead, groups) if name in _PER_GROUP else lead)
        for name, array in arrays.items()
    }


def _in_order(lower: Floats | None, upper: Floats | None, rule: str) -> None:
    """Refuse a range whose ends are swapped; an end that is not known is never wrong."""
    if lower is not None and upper is not None and np.any(lower > upper):
        raise ValueError(rule)
