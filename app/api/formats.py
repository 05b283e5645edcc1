"""Which format and which encoding a request asks for: by suffix first, else by its headers."""

from __future__ import annotations

from functools import lru_cache

from app.errors import AppError, problem
from app.services.files import CARD_SUFFIXES, TABLE_MEDIA, TABLE_SUFFIXES

# What `Accept` may name, best match first; the first is what is sent when anything will do.
MEDIA = {name: TABLE_MEDIA[name] for name in ("json", "csv", "ndjson", "parquet", "xlsx")}
# The longest suffix first: ".croissant.json" also ends in ".json". Those of cards are for one
# address only, which says so itself.
SUFFIXES = {
    suffix: name
    for name, suffix in sorted(
        (TABLE_SUFFIXES | CARD_SUFFIXES).items(), key=lambda pair: -len(pair[1])
    )
}
# The answers' own formats are compressed inside, or gain nothing.
UNPACKED = frozenset({"parquet", "xlsx"})


class NotAcceptable(AppError):
    """The format asked for is not one of ours."""

    status = 406
    title = "No such format"


@lru_cache(maxsize=4096)
def split_suffix(path: str) -> tuple[str, str | None]:
    """Take the suffix of a format off a path: "/v1/datasets.csv" is "/v1/datasets" as CSV."""
    for suffix, name in SUFFIXES.items():
        if path.endswith(suffix) and not path.endswith("/" + suffix):
            return path[: -len(suffix)], name
    return path, None


@lru_cache(maxsize=1024)
def format_of(accept: str) -> str:
    """The format that an `Accept` header likes best."""
    wanted = [_weighed(part) for part in accept.split(",") if part.strip()]
    if not wanted:
        return "json"
    best = [(_weight(media, wanted), -place, name) for place, (name, media) in enumerate(_media())]
    weight, _, name = max(best)
    if weight > 0:
        return name
    rule = f"must allow one of {', '.join(MEDIA.values())}"
    found = problem("Accept", rule, accept, MEDIA["json"])
    raise NotAcceptable("The format asked for is not one of ours.", [found])


def _media() -> list[tuple[str, str]]:
    return list(MEDIA.items())


def _weighed(part: str) -> tuple[str, float]:
    media, _, parameters = part.partition(";")
    weight = 1.0
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            weight = _number(value)
    return media.strip().lower(), weight


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _weight(media: str, wanted: list[tuple[str, float]]) -> float:
    """Weight of a media type: what names it wins over what names its family or anything."""
    family = media.split("/")[0] + "/*"
    for pattern in (media, family, "*/*"):
        found = [weight for name, weight in wanted if name == pattern]
        if found:
            return max(found)
    return 0.0


@lru_cache(maxsize=1024)
def wants_gzip(accept_encoding: str) -> bool:
    """Whether the header allows gzip."""
    weights = dict(_weighed(part) for part in accept_encoding.split(",") if part.strip())
    return weights.get("gzip", weights.get("*", 0.0)) > 0
