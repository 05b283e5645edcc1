"""Reply: one answer of a service in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from fastapi.responses import StreamingResponse

from app.api.formats import NotAcceptable
from app.domain.table import Table
from app.errors import problem
from app.services import Store
from app.services.desk import Desk
from app.services.files import CARD_SUFFIXES, JSON_MEDIA_TYPE, File, LongFile, to_json, write_file
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
    return format_asked(request) != JSON


def reply(request: Request, answer: Answer, tabulate: Callable[[Answer], Table]) -> Response:
    """Write the answer: JSON as it is, any other format as its table."""
    name = format_asked(request)
    if name == JSON:
        return Response(to_json(answer), media_type=JSON_MEDIA_TYPE)
    if name in CARD_SUFFIXES:
        rule = "is for the address of one dataset's card; here, ask for a table"
        found = problem("suffix", rule, CARD_SUFFIXES[name], ".csv")
        raise NotAcceptable("This address has no such format.", [found])
    file = write_file(tabulate(answer), name)
    return handed(file, inline=name == "metadata")


def handed(file: File, *, inline: bool = False) -> Response:
    """Hand a file over under its own name."""
    headers = {} if inline else _attached(file.name)
    return Response(file.content, media_type=file.media_type, headers=headers)


def handed_in_pieces(file: LongFile) -> StreamingResponse:
    """Hand over what only the caller may see, while it is made."""
    headers = {**_attached(file.name), "Cache-Control": "no-store"}
    return StreamingResponse(file.pieces, media_type=file.media_type, headers=headers)


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def format_asked(request: Request) -> str:
    """The format that the layer before the framework has read off suffix and headers."""
    name: str = request.scope.get("fairatlas.format", JSON)
    return name
