"""`fairatlas-upload`: one line where something is wrong, and an exit code that says what."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fairatlas_client.counting import THRESHOLD, Counted
from fairatlas_client.counts import Wanted, count_bids, count_csv, count_dicom
from fairatlas_client.csv_files import Columns, Places
from fairatlas_client.errors import BadInput, ClientError, NotAllowed, Refused
from fairatlas_client.files import CardFile, check, load_json
from fairatlas_client.http import Server
from fairatlas_client.kept_rows import fetch_rows
from fairatlas_client.outbox import REFUSED, Outbox
from fairatlas_client.people import Banding
from fairatlas_client.progress import Bar
from fairatlas_client.push import add_cards, push, try_cards, waiting_bytes

UNEXPECTED, STOPPED = 1, 130
TOKEN, SERVER, OUTBOX = "FAIRATLAS_TOKEN", "FAIRATLAS_SERVER", "FAIRATLAS_OUTBOX"
CITATION = "Counted by the holder of the data, with fairatlas-client"
Arguments = argparse.Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; expected trouble is told in words and by the exit code."""
    given = parser().parse_args(arguments)
    try:
        given.run(given)
    except ClientError as error:
        print(f"fairatlas-upload: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        # A trace could print values of patients.
        print(f"fairatlas-upload: unexpected {type(error).__name__}", file=sys.stderr)
        return UNEXPECTED
    return 0


def parser() -> argparse.ArgumentParser:
    """Every command of the client."""
    made = argparse.ArgumentParser(
        prog="fairatlas-upload",
        description="Count people where the images lie, hide small groups, send what is left.",
    )
    commands = made.add_subparsers(title="commands", required=True, metavar="COMMAND")
    checked = commands.add_parser("check", help="check cards; nothing is sent")
    checked.add_argument("files", nargs="+", type=Path, metavar="CARD.json")
    checked.set_defaults(run=_check)
    counting = commands.add_parser("counts", help="count people here; nothing is sent")
    sources = counting.add_subparsers(title="from", required=True, metavar="SOURCE")
    _add_csv(sources)
    _add_dicom(sources)
    _add_bids(sources)
    _add_push(commands)
    _add_rows(commands)
    return made


def _add_csv(sources: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = sources.add_parser("from-csv", help="a table with a row per image, study or patient")
    made.add_argument("path", type=Path, metavar="TABLE.csv")
    made.add_argument("--person", required=True, metavar="COLUMN", help="who it is")
    for name in ("sex", "age", "birth-date", "study-date", "ethnicity", "country", "site"):
        made.add_argument(f"--{name}", metavar="COLUMN", help=f"column of the {name}")
    _add_wanted(made)
    made.set_defaults(run=_from_csv)


def _add_dicom(sources: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = sources.add_parser("from-dicom", help="all DICOM headers below a folder")
    made.add_argument("path", type=Path, metavar="DIR")
    _add_wanted(made)
    made.set_defaults(run=_from_dicom)


def _add_bids(sources: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = sources.add_parser("from-bids", help="participants.tsv of a BIDS data set")
    made.add_argument("path", type=Path, metavar="DIR")
    made.add_argument("--ethnicity", metavar="COLUMN", help="column of the ethnicity")
    _add_wanted(made)
    made.set_defaults(run=_from_bids)


def _add_wanted(made: argparse.ArgumentParser) -> None:
    add = made.add_argument
    add("--by", action="append", default=[], metavar="sex,age", help="a combination to count too")
    add("--everywhere", metavar="KEN", help="country of all images (ISO 3166-1 alpha-3)")
    add("--sites", type=Path, metavar="SITES.json", help='{"name of an institution": "KEN"}')
    add("--scheme", help="category scheme of ethnicity; without it ethnicity is not counted")
    add("--ethnicities", type=Path, metavar="MAP.json", help='{"as written": "category"}')
    add("--band", type=int, default=10, metavar="YEARS", help="width of an age band (10)")
    add("--top", type=int, default=80, metavar="AGE", help="first age of the open band (80)")
    add("--threshold", type=int, default=THRESHOLD, help=f"{THRESHOLD}, or more")
    add("--card", type=Path, metavar="CARD.json", help="card to put the counts into")
    add("--citation", default=CITATION, help="what the card says of the counts' source")
    add("--out", type=Path, required=True, metavar="FILE.json", help="where to write")


def _add_push(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = commands.add_parser("push", help="send cards, and whatever waits in the outbox")
    made.add_argument("files", nargs="*", type=Path, metavar="CARD.json")
    _add_server(made)
    made.add_argument("--outbox", type=Path, default=_outbox(), help=f"folder, or {OUTBOX}")
    made.add_argument("--submit", action="store_true", help="hand the drafts to the reviewers")
    made.add_argument("--offline", action="store_true", help="only put them into the outbox")
    made.add_argument("--dry-run", action="store_true", help="let the server check; store nothing")
    made.set_defaults(run=_push)


def _add_rows(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = commands.add_parser("rows", help="fetch back the rows of a large file that you sent")
    made.add_argument("slug", metavar="SLUG", help="the dataset")
    made.add_argument("revision", type=int, metavar="REVISION", help="the draft it came into")
    made.add_argument("upload", metavar="UPLOAD", help="its name, from the notes of its tables")
    made.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help="where to write")
    _add_server(made)
    made.set_defaults(run=_rows)


def _add_server(made: argparse.ArgumentParser) -> None:
    made.add_argument("--server", default=os.environ.get(SERVER), help=f"address, or {SERVER}")


def _outbox() -> Path:
    share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get(OUTBOX) or Path(share, "fairatlas", "outbox"))


def _check(given: Arguments) -> None:
    for card in check(given.files):
        print(f"{card.path}: {card.noun} {card.slug}, fit to be sent")


def _from_csv(given: Arguments) -> None:
    columns = Columns(
        given.person, given.sex, given.age, given.birth_date, given.study_date,
        given.ethnicity, given.country, given.site,
    )  # fmt: skip
    _write(given, count_csv(given.path, columns, _wanted(given)))


def _from_dicom(given: Arguments) -> None:
    _write(given, count_dicom(given.path, _wanted(given)))


def _from_bids(given: Arguments) -> None:
    _write(given, count_bids(given.path, _wanted(given), given.ethnicity))


def _wanted(given: Arguments) -> Wanted:
    if not 1 <= given.band <= given.top:
        raise BadInput("An age band has at least one year, and at most as many as --top.")
    return Wanted(
        by=[dims.split(",") for dims in given.by],
        scheme=given.scheme,
        ethnicities=load_json(given.ethnicities) if given.ethnicities else {},
        places=Places(given.everywhere, load_json(given.sites) if given.sites else {}),
        banding=Banding(given.band, given.top),
        threshold=given.threshold,
    )


def _write(given: Arguments, counted: Counted) -> None:
    if given.card:
        written = counted.in_card(load_json(given.card), given.citation)
    else:
        written = {"totals": {"patients": counted.total}, "tables": counted.tables}
    given.out.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    for line in [*counted.report, f"{len(counted.tables)} tables written to {given.out}"]:
        print(line)


def _push(given: Arguments) -> None:
    cards = check(given.files)
    outbox = Outbox(given.outbox)
    if given.offline:
        add_cards(outbox, cards, given.submit)
        print(f"{len(list(outbox.pending()))} in the outbox {given.outbox}")
        return
    with _server(given) as server:
        _tell_hidden(cards, try_cards(server, cards))
        if not given.dry_run:
            add_cards(outbox, cards, given.submit)
            _send(server, outbox)


def _server(given: Arguments) -> Server:
    if not given.server:
        raise BadInput(f"Which server? --server https://..., or {SERVER}")
    return Server(given.server, _token())


def _rows(given: Arguments) -> None:
    with _server(given) as server:
        fetch_rows(server, given.slug, given.revision, given.upload, given.out)
    print(f"{given.out.stat().st_size:,} bytes written to {given.out}")


def _tell_hidden(cards: Sequence[CardFile], answers: Sequence[object]) -> None:
    for card, answer in zip(cards, answers):  # noqa: B905
        protection = answer.get("protection") if isinstance(answer, dict) else None
        hidden = protection.get("hidden", []) if protection else []
        print(f"{card.slug}: accepted by the server; {len(hidden)} more numbers would be hidden")


def _send(server: Server, outbox: Outbox) -> None:
    bar = Bar(sys.stderr, waiting_bytes(outbox))
    try:
        pushed = push(server, outbox, bar)
    finally:
        bar.end()
    for each in pushed:
        print(f"{each.name}: {each.state}; {each.said}")
    if any(each.state == REFUSED for each in pushed):
        raise Refused("The server refused some; they lie in the outbox under refused.")


def _token() -> str:
    """The token: from the environment, or asked for; never an argument that others could see."""
    token = os.environ.get(TOKEN, "").strip()
    if not token and sys.stdin.isatty():
        token = getpass.getpass("Token: ").strip()
    if not token:
        raise NotAllowed(f"No token: set {TOKEN}, or run this in a terminal to be asked.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise NotAllowed("The token holds characters that no token has.")
    return token
