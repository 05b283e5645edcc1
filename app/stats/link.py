"""Link: how common a group is in training, and how it is served, within a run and in a cluster.

Groups are on the last axis. A run is one model on one test set with one finding; a cluster holds
the runs that share test patients or a training mix, and is the unit of every pooled statement.
Nothing here says why two things go together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from app.domain.link import LinkState
from app.domain.reason import Reason
from app.stats.arithmetic import Bools, Floats

# Half-width of a 95 % interval of a normal variable, in standard errors.
Z95 = 1.959963984540054
FEWEST_REPLICATES = 50
RARE, COMMON, NOT_TOLD = -1, 1, 0
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class TestedRun:
    """What a contrast is made from.

    Parameters
    ----------
    value : ndarray of shape (G,)
        Performance per group; NaN where undefined.
    low, high : ndarray of shape (G,), in [0, 1]
        Bounds of the share in the training mix; NaN where nothing is known.
    enough : ndarray of bool, shape (G,)
        Whether enough patients were tested.
    replicates : ndarray of shape (R, G), or None
        The values of all groups in the same resamples of patients.
    draw : str
        Names the resamples: runs with the same name were resampled together.
    """

    value: Floats
    low: Floats
    high: Floats
    enough: Bools
    replicates: Floats | None = None
    draw: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Rarer minus commoner, in the unit of the metric, with its standard error.

    `reason` says why there is no value, `se_reason` why there is no standard error.
    """

    value: float
    se: float
    pairs: int
    reason: Reason | str = ""
    se_reason: Reason | str = ""


def from_mean(value: Floats) -> Floats:
    """Subtract from each group the unweighted mean of the groups that have a value.

    Parameters
    ----------
    value : ndarray of shape (..., G)
        NaN where undefined.

    Returns
    -------
    ndarray, same shape and unit
        NaN where the group has no value, and everywhere if fewer than two groups have one.

    Examples
    --------
    >>> from_mean(np.array([0.75, 0.25, np.nan]))
    array([ 0.25, -0.25,   nan])
    """
    defined = ~np.isnan(value)
    count = defined.sum(axis=-1, keepdims=True)
    total = np.where(defined, value, 0.0).sum(axis=-1, keepdims=True)
    mean = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 1)
    return np.asarray(value - mean)


def interval_from_mean(value: Floats, replicates: Floats | None) -> tuple[Floats, Floats]:
    """95 % interval of the difference from the mean, from joint replicates of all groups.

    Parameters
    ----------
    value : ndarray of shape (G,)
    replicates : ndarray of shape (R, G), or None

    Returns
    -------
    low, high : ndarray of shape (G,)
        Difference minus and plus 1.96 standard deviations of the replicates; NaN without them.
    """
    spread = np.full(value.shape, np.nan)
    if replicates is not None:
        defined = ~np.isnan(value)
        whole = replicates[~np.isnan(replicates[:, defined]).any(axis=1)]
        if len(whole) >= FEWEST_REPLICATES:
            drawn = from_mean(np.where(defined, whole, np.nan))
            spread[defined] = drawn[:, defined].std(axis=0, ddof=1)
    difference = from_mean(value)
    return difference - Z95 * spread, difference + Z95 * spread


def rarity(low: Floats, high: Floats) -> NDArray[np.int_]:
    """Whether a group is rarer or commoner than the average group of the run, for certain.

    Parameters
    ----------
    low, high : ndarray of shape (G,), in [0, 1]
        Bounds of the shares; NaN is read as anything from 0 to 1.

    Returns
    -------
    ndarray of shape (G,)
        -1 where (G - 1) times the highest share lies below the sum of the others' lowest, 1 where
        (G - 1) times the lowest lies above the sum of the others' highest, else 0.

    Examples
    --------
    >>> rarity(np.array([0.1, 0.5]), np.array([0.2, 0.9])), rarity(np.array([0.1]), np.array([0.2]))
    (array([-1,  1]), array([0]))
    """
    least, most = np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0)
    others = len(least) - 1
    if others < 1:
        return np.zeros(len(least), dtype=int)
    rare = others * most < least.sum() - least
    common = others * least > most.sum() - most
    return np.where(rare, RARE, np.where(common, COMMON, NOT_TOLD))


def against_reference(low: Floats, high: Floats) -> NDArray[np.int_]:
    """Whether a group is rarer or commoner than in a reference, for certain.

    Parameters
    ----------
    low, high : ndarray of shape (G,)
        Bounds of the representation ratio; NaN where unknown.

    Returns
    -------
    ndarray of shape (G,)
        -1, 1, or 0 where the bounds have 1 between them.
    """
    return np.where(high < 1, RARE, np.where(low > 1, COMMON, NOT_TOLD))


def separate_pairs(run: TestedRun) -> tuple[Pair, ...]:
    """Pairs (rarer, commoner) whose share bounds do not touch, both tested on enough patients.

    Examples
    --------
    >>> every = np.array([True, True])
    >>> values, low, high = (np.array(x) for x in ([0.8, 0.9], [0.1, 0.6], [0.2, 0.7]))
    >>> separate_pairs(TestedRun(values, low, high, every))
    ((0, 1),)
    """
    usable = run.enough & ~np.isnan(run.value) & ~np.isnan(run.low) & ~np.isnan(run.high)
    return tuple(
        (rarer, commoner)
        for rarer, commoner in permutations(np.flatnonzero(usable).tolist(), 2)
        if run.high[rarer] < run.low[commoner]
    )


def cluster_contrast(runs: Sequence[TestedRun]) -> Contrast:
    """Mean over all usable pairs of the cluster's runs of the rarer minus the commoner group.

    Parameters
    ----------
    runs : sequence of TestedRun
        Of one metric of one definition.

    Returns
    -------
    Contrast
        Without pairs, NaN and the fact that is missing first: the shares, their separation, or
        the numbers tested. The standard error is that of the same mean over joint replicates.
    """
    paired = [(run, pairs) for run in runs if (pairs := separate_pairs(run))]
    if not paired:
        return Contrast(np.nan, np.nan, 0, _missing(runs), Reason.NO_JOINT_REPLICATES)
    found = np.concatenate([_differences(run.value, pairs) for run, pairs in paired])
    se = _standard_error(paired)
    why = Reason.NO_JOINT_REPLICATES if np.isnan(se) else ""
    return Contrast(float(found.mean()), se, len(found), "", why)


def _differences(value: Floats, pairs: Sequence[Pair]) -> Floats:
    rarer, commoner = np.array(pairs).T
    return np.asarray(value[..., rarer] - value[..., commoner])


def _standard_error(paired: Sequence[tuple[TestedRun, tuple[Pair, ...]]]) -> float:
    """Only replicates that were drawn together say how the runs vary together."""
    drawn = [(run.replicates, pairs) for run, pairs in paired if run.replicates is not None]
    if len(drawn) < len(paired) or len({run.draw for run, _ in paired}) > 1:
        return float("nan")
    if len({len(replicates) for replicates, _ in drawn}) > 1:
        return float("nan")
    means = np.concatenate([_differences(each, pairs) for each, pairs in drawn], axis=1).mean(1)
    means = means[~np.isnan(means)]
    return float(means.std(ddof=1)) if len(means) >= FEWEST_REPLICATES else float("nan")


def _missing(runs: Sequence[TestedRun]) -> Reason:
    """Name the first fact without which no pair of the cluster can be compared."""
    shares = [run for run in runs if (~np.isnan(run.low) & ~np.isnan(run.high)).sum() > 1]
    if not shares:
        return Reason.SHARE_NOT_KNOWN
    everybody = [
        TestedRun(run.value, run.low, run.high, np.ones(len(run.value), dtype=bool))
        for run in shares
    ]
    if not any(separate_pairs(run) for run in everybody):
        return Reason.SHARES_NOT_SEPARATE
    return Reason.TOO_FEW_KNOWN_TESTED


def state_of(
    rare: int, low: float, high: float, enough: bool | None, higher_is_better: bool
) -> tuple[LinkState, Reason | str]:
    """Name what is known of one tested group, and why not more.

    Parameters
    ----------
    rare : int
        As `rarity` or `against_reference` gives it.
    low, high : float
        95 % interval of its difference from the run's mean; NaN where there is none.
    enough : bool or None
        Whether enough patients were tested; None where their number is not known.
    higher_is_better : bool

    Returns
    -------
    LinkState
    Reason or ""
        Why it is too few to say, "" where it is not.

    Examples
    --------
    >>> state_of(RARE, -0.08, -0.02, True, True)[0].value
    'rare_and_worse'
    >>> state_of(RARE, -0.08, 0.02, True, True)[1].value
    'either_side'
    """
    if enough is not True:
        why = Reason.TOO_FEW_TESTED if enough is False else Reason.NUMBER_NOT_PRINTED
        return LinkState.TOO_FEW_TO_SAY, why
    if np.isnan(low) or np.isnan(high):
        return LinkState.TOO_FEW_TO_SAY, Reason.NO_INTERVAL
    if low <= 0 <= high:
        return LinkState.TOO_FEW_TO_SAY, Reason.EITHER_SIDE
    if rare == NOT_TOLD:
        return LinkState.TOO_FEW_TO_SAY, Reason.SHARE_NOT_KNOWN
    worse = high < 0 if higher_is_better else low > 0
    if rare == RARE:
        return (LinkState.RARE_AND_WORSE if worse else LinkState.RARE_AND_NOT_WORSE), ""
    return (LinkState.COMMON_AND_WORSE if worse else LinkState.COMMON_AND_NOT_WORSE), ""
