"""Reply: one answer of a service in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response

from app.domain.table import Table
from app.services import Store
from app.services.desk import Desk
from app.services.files import JSON_MEDIA_TYPE, to_json, write_file
from app.services.parameters import Pairs

Answer = TypeVar("Answer")
JSON = "json"


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(_store)]


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskDep = Annotated[Desk, Depends(_desk)]


def pairs_of(request: Request) -> Pairs:
    """Every parameter as it was given, repeated ones included."""
    return request.query_params.multi_items()


def as_file(request: Request) -> bool:
    """Whether a file is asked for: it holds every row, where a page of JSON holds some."""
    return _format(request) != JSON


def reply(request: Request, answer: Answer, tabulate: Callable[[Answer], Table]) -> Response:
    """Write the answer: JSON as it is, any other format as its table."""
    name = _format(request)
    if name == JSON:
        return Response(to_json(answer), media_type=JSON_MEDIA_TYPE)
    file = write_file(tabulate(answer), name)
    disposition = f'attachment; filename="{file.name}"'
    headers = {} if name == "metadata" else {"Content-Disposition": disposition}
    return Response(file.content, media_type=file.media_type, headers=headers)


def _format(request: Request) -> str:
    name: str = request.scope.get("fairatlas.format", JSON)
    return name
