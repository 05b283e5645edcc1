"""Push: what lies in the outbox goes to the server, step by step, each step exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fairatlas_client.errors import ClientError, Problem, Refused, Unreachable
from fairatlas_client.files import CardFile
from fairatlas_client.http import KEY_HEADER, Server
from fairatlas_client.outbox import REFUSED, SENT, Entry, Outbox
from fairatlas_client.progress import Moved, nothing, slices
from fairatlas_client.send_run import send_run

CARD = "card"
RUN = "run"
CARD_FILE = "card.json"
JSON = "application/json"


@dataclass(frozen=True)
class Pushed:
    """What became of one entry.

    Parameters
    ----------
    name : str
    state : str
        `sent` or `refused`.
    said : str
        What the server said, in words.
    answers : mapping of str to object
        What it answered to each step: of a run that was sent, `answers["begin"]["id"]` is its id.
    """

    name: str
    state: str
    said: str
    answers: Mapping[str, Any]


Sender = Callable[[Server, Entry, Moved], str]


def add_cards(outbox: Outbox, cards: Iterable[CardFile], submit: bool) -> list[Entry]:
    """Put checked cards into the outbox.

    Parameters
    ----------
    outbox : Outbox
    cards : iterable of CardFile
    submit : bool
        Hand them to the reviewers as well; else they stay drafts.
    """
    return [
        outbox.add(
            CARD, {CARD_FILE: card.content},
            {"noun": card.noun, "slug": card.slug, "submit": submit},
        )
        for card in cards
    ]  # fmt: skip


def try_cards(server: Server, cards: Iterable[CardFile]) -> list[Mapping[str, Any]]:
    """Let the server check every card without storing anything; what it would answer to each.

    Raises
    ------
    Refused
        At the end, with the problems of all cards.
    """
    answers: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    refused: Refused | None = None
    for card in cards:
        try:
            path = _begin_path(server, card.noun, card.slug)
            answers.append(_json(server.request("POST", path, content=card.content,
                                                params={"dry_run": "true"},
                                                headers={"Content-Type": JSON})))  # fmt: skip
        except Refused as error:
            refused = error
            problems += error.problems
    if refused is not None:
        raise Refused(f"{refused.message} Nothing was stored.", problems, refused.status)
    return answers


def push(server: Server, outbox: Outbox, moved: Moved = nothing) -> list[Pushed]:
    """Send everything that waits, oldest first.

    What the server refuses is put aside (`refused`), and the next is sent. Where it cannot be
    reached everything left stays in the outbox, with the steps that are done.

    Parameters
    ----------
    server : Server
    outbox : Outbox
    moved : callable
        Called with the number of bytes sent.

    Raises
    ------
    Unreachable, NotAllowed, Unsafe
    """
    return [_pushed(server, entry, moved) for entry in list(outbox.pending())]


def waiting_bytes(outbox: Outbox) -> int:
    """Bytes that wait in the outbox."""
    return sum(
        (entry.folder / name).stat().st_size
        for entry in outbox.pending()
        for name in entry.about["sha256"]
    )


def _pushed(server: Server, entry: Entry, moved: Moved) -> Pushed:
    name = str(entry.about.get("slug", entry.id))
    sender = SENDERS.get(entry.kind)
    if sender is None:
        raise ClientError(f"Nothing here can send {entry.kind!r} ({entry.id})")
    try:
        said = sender(server, entry, moved)
    except Refused as error:
        entry.note("refused", {"said": str(error), "status": error.status})
        return Pushed(name, REFUSED, str(error), entry.close(REFUSED).done)
    except Unreachable as error:
        raise Unreachable(f"{error.message}; {name} and what follows stay in the outbox") from None
    return Pushed(name, SENT, said, entry.close(SENT).done)


def send_card(server: Server, entry: Entry, moved: Moved) -> str:
    """Begin a draft from the card and, if asked, submit it."""
    about = entry.about
    if "begin" not in entry.done:
        entry.note("begin", _begin(server, entry, moved))
    begun = entry.done["begin"]
    at = f"/{about['noun']}/{about['slug']}/drafts/{begun['revision']}"
    if not about["submit"]:
        return f"draft {begun['revision']}"
    if "submit" not in entry.done:
        headers = {KEY_HEADER: entry.key("submit"), "If-Match": begun["etag"]}
        server.request("POST", f"{at}/submit", headers=headers)
        entry.note("submit", True)
    return f"draft {begun['revision']}, submitted"


def _begin(server: Server, entry: Entry, moved: Moved) -> dict[str, Any]:
    about = entry.about
    if "path" not in entry.done:
        # Noted first: sent again after a crash it must be the same request with the same key.
        entry.note("path", _begin_path(server, about["noun"], about["slug"]))
    file = entry.file(CARD_FILE)
    headers = {
        KEY_HEADER: entry.key("begin"),
        "Content-Type": JSON,
        "Content-Length": str(file.stat().st_size),
    }
    answer = server.request(
        "POST", entry.done["path"], content=slices(file, moved), headers=headers
    )
    return {"revision": _json(answer)["draft"]["revision"], "etag": answer.headers["ETag"]}


def _begin_path(server: Server, noun: str, slug: str) -> str:
    """Where a card is sent: a new one, or the next version of one that is out."""
    try:
        server.request("GET", f"/{noun}/{slug}")
    except Refused as error:
        if error.status == 404:
            return f"/{noun}"
        raise
    return f"/{noun}/{slug}/versions"


def _json(answer: Any) -> dict[str, Any]:
    read: dict[str, Any] = answer.json()
    return read


# Kinds of entries and who sends them; a module for another kind adds itself here.
SENDERS: dict[str, Sender] = {CARD: send_card, RUN: send_run}
