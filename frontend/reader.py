"""The reader's language: what a request asks for, and how a choice is kept.

`?lang=fr` in an address is a choice. It is kept in a cookie, which holds nothing else, and the
address is answered without it: what is sent on is a page, not the language of who sent it.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import Scope

from app.language import chosen_language

COOKIE = "lang"
# What a document asks for itself is asked in the document's language (assets/words.js).
OWN = "x-page-language"
_A_YEAR = 365 * 24 * 3600


def language_of(headers: Headers) -> str:
    """Return the language to answer in: the document's, the one kept, or the browser's."""
    kept = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    return chosen_language(headers.get(OWN, ""), kept, headers.get("accept-language", ""))


def asked_language(scope: Scope) -> str:
    """Return what `lang` an address asks for; empty where it asks for none."""
    if scope["method"] not in ("GET", "HEAD") or b"lang=" not in scope["query_string"]:
        return ""
    return dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("lang", "")


def keep_language(wanted: str, scope: Scope) -> RedirectResponse:
    """Send the reader to the same address without `lang`, and keep the choice."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    rest = urlencode([pair for pair in pairs if pair[0] != "lang"])
    path = "/" + scope["path"].lstrip("/")  # never another host
    answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
    answer.set_cookie(COOKIE, chosen_language(wanted), _A_YEAR, samesite="lax", httponly=True)
    return answer
