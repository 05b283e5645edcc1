"""Permissions: every route says who may use it; one that says nothing cannot even be imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, Request

from app.api.reply import DeskDep
from app.api.signing_in import identified
from app.domain.access import Caller, Scope
from app.errors import Forbidden, problem

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
PUBLIC: Final = "public"
_MARK = "__permission__"


def public(endpoint: Endpoint) -> Endpoint:
    """Let anybody use a route."""
    setattr(endpoint, _MARK, PUBLIC)
    return endpoint


def needs(scope: Scope) -> Callable[[Endpoint], Endpoint]:
    """Let only those use a route whose key holds the scope."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _MARK, scope)
        return endpoint

    return mark


def permission_of(endpoint: Callable[..., Any]) -> str:
    """Return who may use an endpoint: PUBLIC or a scope.

    Raises
    ------
    TypeError
        When it does not say: the program then does not start.
    """
    found = getattr(endpoint, _MARK, None)
    if found is None:
        name = getattr(endpoint, "__name__", endpoint)
        raise TypeError(f"{name} must say who may use it: @public or @needs(Scope...)")
    return str(found)


class Router(APIRouter):
    """A router that takes only routes which say who may use them, and guards them."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        """Add a route, with its guard and what the document says of it."""
        permission = permission_of(endpoint)
        if permission != PUBLIC:
            scope = Scope(permission)
            more["dependencies"] = [Depends(_guard(scope)), *(more.get("dependencies") or ())]
            secured: dict[str, Any] = {
                "security": [{"key": []}, {"session": []}],
                "x-fairatlas-scope": scope.value,
            }
            more["openapi_extra"] = {**secured, **(more.get("openapi_extra") or {})}
        super().add_api_route(path, endpoint, **more)


def _guard(scope: Scope) -> Callable[[Request, Any], None]:
    def check(request: Request, desk: DeskDep) -> None:
        caller = identified(request, desk)
        if not caller.may(scope):
            held = ", ".join(sorted(caller.scopes)) or "none"
            found = problem("scope", f"must hold {scope}", held, scope)
            raise Forbidden("The key does not allow this.", [found])
        request.state.caller = caller

    return check


def _caller(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


CallerDep = Annotated[Caller, Depends(_caller)]
