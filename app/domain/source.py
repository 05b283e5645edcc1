"""Where a number was printed, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import Invalid, problem


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a card.

    Parameters
    ----------
    id : str
        Name within its card ("s1").
    citation : str
        Who, what, where and when, as one would cite it.
    url : str or None
        What a page links to.
    seen : str or None
        Where the number was read, often a mirror: shown as text, never as a link.
    where : str or None
        Page, table or file inside the source.
    recalled : bool
        From memory: an identity only. What rests on it alone is never in a total.

    Raises
    ------
    Invalid
        When the id or the citation is empty, or the link is not http(s).
    """

    id: str
    citation: str
    url: str | None = None
    seen: str | None = None
    where: str | None = None
    recalled: bool = False

    def __post_init__(self) -> None:
        problems = []
        if not self.id:
            problems.append(problem("sources.id", "must not be empty", self.id, "s1"))
        if not self.citation:
            problems.append(problem("sources.citation", "must not be empty", self.citation))
        if self.url is not None and not self.url.startswith(("http://", "https://")):
            rule = "must be an http or https address"
            problems.append(problem("sources.url", rule, self.url, "https://doi.org/10.1000/182"))
        if problems:
            raise Invalid(f"Source {self.id!r} is not usable.", problems)
