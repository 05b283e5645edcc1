"""Counts: how many, per group, in one unit, from one source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.vocabulary import Assigner, Basis, Coverage, Dim, Status, Unit
from app.errors import Invalid, Problem, problem

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed number: a count, a share, or a bound.

    Parameters
    ----------
    key : mapping of Dim to str
        The group: one category per dimension of the table. `unknown` is a printed unknown.
    n : int or None
        Count in the unit of the table; exact.
    share : float or None
        Published share in [0, 1], where only a share is printed.
    share_decimals : int or None
        Decimals of the printed share, as a fraction (0.40 printed as 40 % has 2).
    n_low, n_high : int or None
        Bounds of a count that is printed as a bound ("<11" is 0 to 10).
    status : Status
        `counted`, `zero`, `suppressed` or `withheld`.
    printed : mapping of Dim to str
        The labels as the source prints them, where they differ from the key.
    """

    key: Mapping[Dim, str]
    n: int | None = None
    share: float | None = None
    share_decimals: int | None = None
    n_low: int | None = None
    n_high: int | None = None
    status: Status = Status.COUNTED
    printed: Mapping[Dim, str] | None = None

    def problems(self, where: str) -> list[Problem]:
        """Name what is wrong with this cell."""
        found = []
        if self.n is not None and self.n < 0:
            found.append(problem(f"{where}.n", "must be a whole number, 0 or more", self.n, "42"))
        if self.share is not None and not 0 <= self.share <= 1:
            rule = "must lie between 0 and 1 (never per cent)"
            found.append(problem(f"{where}.share", rule, self.share, "0.42"))
        if all(v is None for v in (self.n, self.share, self.n_high)) and self.status not in (
            Status.SUPPRESSED,
            Status.WITHHELD,
        ):
            found.append(problem(where, "needs n, share, or a bound", dict(self.key), "n: 42"))
        return found


@dataclass(frozen=True, slots=True)
class Summary:
    """A printed mean, spread or range of age, in years. It fills no band."""

    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class CountTable:
    """One published breakdown: one unit, one set of dims, one source, one basis, one coverage.

    Parameters
    ----------
    unit : Unit
    dims : tuple of Dim
    source : str
        Id of the source in the card.
    cells : tuple of Cell
        Empty where only a summary is printed.
    basis : Basis
    coverage : Coverage
    scheme : str or None
        Category scheme of ethnicity or skin tone ("us-omb-1997/race").
    covers : int or None
        How many the cells cover, in the unit; None where only shares are printed without it.
    part : str or None
        Which disjoint part of the dataset is counted ("train"). Parts add up.
    exclusive_labels : bool
        Each subject carries exactly one `label`, so a margin may be taken over it.
    recalled : bool
        Rests on memory: out of every total.
    assigned_by : Assigner or None
        Who said which ethnicity or skin tone a person has; None where that is not known.
    summary : Summary or None
    note : str or None

    Raises
    ------
    Invalid
        When dims repeat, a cell breaks a rule or is given twice, or a table has neither cells
        nor a summary.
    """

    unit: Unit
    dims: tuple[Dim, ...]
    source: str
    cells: tuple[Cell, ...]
    basis: Basis
    coverage: Coverage
    scheme: str | None = None
    covers: int | None = None
    part: str | None = None
    exclusive_labels: bool = False
    recalled: bool = False
    assigned_by: Assigner | None = None
    summary: Summary | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        problems = [*self._shape_problems(), *self._cell_problems()]
        if problems:
            raise Invalid(f"The table by {', '.join(self.dims)} is not usable.", problems)

    def _shape_problems(self) -> list[Problem]:
        found = []
        if len(set(self.dims)) != len(self.dims) or not self.dims:
            rule = "must name each dimension once, and at least one"
            found.append(problem("dims", rule, list(self.dims), "[sex, age]"))
        if not self.cells and self.summary is None:
            found.append(problem("cells", "needs cells or a summary"))
        if self.assigned_by and not {Dim.ETHNICITY, Dim.SKIN_TONE} & set(self.dims):
            rule = "belongs to a table of ethnicity or skin_tone"
            found.append(problem("assigned_by", rule, self.assigned_by.value))
        return found

    def _cell_problems(self) -> list[Problem]:
        found: list[Problem] = []
        seen: set[tuple[str, ...]] = set()
        for index, cell in enumerate(self.cells):
            where = f"cells[{index}]"
            if set(cell.key) != set(self.dims):
                rule = f"must name exactly {', '.join(self.dims)}"
                found.append(problem(where, rule, dict(cell.key)))
                continue
            key = tuple(str((cell.printed or {}).get(dim, cell.key[dim])) for dim in self.dims)
            if key in seen:
                found.append(problem(where, "is given twice", dict(cell.key)))
            seen.add(key)
            found.extend(cell.problems(where))
        return found

    @property
    def known_sum(self) -> int:
        """Sum of the printed counts, unknown categories included, in the unit."""
        return sum(cell.n or 0 for cell in self.cells)
