"""The command line: one clear sentence where something is wrong, never a stack trace."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from app import cli_jobs, cli_keys, cli_results
from app.domain.question import Question
from app.domain.table import Table
from app.errors import AppError, Invalid, problem
from app.services.assess import assess
from app.services.assess_table import assessment_table
from app.services.desk import Desk
from app.services.exchange.handing_out import exported
from app.services.export import export_all, save
from app.services.files import CARD_SUFFIXES, to_json, write_file
from app.services.ingest import LoadReport, import_cards, load_bundle, load_reference
from app.services.link.link import link
from app.services.link.question import LINK, LinkQuestion
from app.services.link.table import link_table
from app.services.opening import connect, prepare_store
from app.services.parameters import Parameter
from app.services.plain_text import as_text
from app.services.question_parameters import QUESTION
from app.settings import Settings, load_settings
from app.store import Store

Answer = TypeVar("Answer")
Command = Callable[[argparse.Namespace, Settings], None]
TROUBLE, BAD_INPUT, STOPPED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; expected trouble is told in words and by the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    given = _parser().parse_args(arguments)
    try:
        given.run(given, load_settings())
        sys.stdout.flush()
    except AppError as error:
        print(f"fairatlas: {error}", file=sys.stderr)
        return BAD_INPUT if 400 <= error.status < 500 else TROUBLE
    except BrokenPipeError:
        # Whoever read our output has enough; what is left must not be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return STOPPED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fairatlas",
        description="Who is in the data that medical-imaging foundation models learn from.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_serve(commands)
    _add(commands, "init", _init, "prepare the database and load the bundled cards")
    found = _add(commands, "import", _import, "publish cards of your own (YAML)")
    found.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="card or folder")
    _add_export(commands)
    _add_asking(commands, "assess", _assess, QUESTION, "ask who is in a dataset or a mix")
    _add_asking(commands, "link", _link, LINK, "hold performance against shares in training")
    _add_references(commands)
    cli_keys.add_commands(commands, _add, _said)
    cli_jobs.add_commands(commands, _add, _said)
    cli_results.add_command(commands, _add, _results)
    return parser


def _add(commands: Any, name: str, run: Command, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def _add_serve(commands: Any) -> None:
    parser = _add(commands, "serve", _serve, "start the service")
    parser.add_argument("--host", help="address to listen at (FAIRATLAS_HOST)")
    parser.add_argument("--port", type=_port, help="port to listen at (FAIRATLAS_PORT)")
    parser.add_argument("--workers", type=_workers, default=1, help="processes that answer")


def _add_asking(
    commands: Any, name: str, run: Command, parameters: Sequence[Parameter], words: str
) -> None:
    parser = _add(commands, name, run, words)
    for each in parameters:
        option = f"--{each.name.replace('_', '-')}"
        parser.add_argument(option, dest=each.name, help=each.meaning, metavar="TEXT")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def _add_export(commands: Any) -> None:
    """`export DIR` writes the whole catalogue, `export card SLUG` one card to standard output."""
    parser = _add(commands, "export", _export, "write the whole catalogue, or one card, to files")
    parser.add_argument("target", nargs="+", metavar="DIR | card SLUG")
    cards = ", ".join(CARD_SUFFIXES)
    parser.add_argument(
        "--format", default="csv", help=f"csv, parquet, xlsx, json; of a card {cards}"
    )
    parser.add_argument("--numbers", action="store_true", help="of a card: its printed numbers")
    parser.add_argument("--out", type=Path, metavar="FILE", help="of a card: write it there")


def _add_references(commands: Any) -> None:
    parser = commands.add_parser("references", help="the people datasets are held against")
    inner = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    found = _add(inner, "load", _load_reference, "publish a reference of your own")
    found.add_argument("folder", type=Path, metavar="FOLDER", help="with table.csv, source.yaml")


def _port(text: str) -> int:
    return _between(text, 1, 65535)


def _workers(text: str) -> int:
    return _between(text, 1, 64)


def _between(text: str, low: int, high: int) -> int:
    if text.isascii() and text.isdigit() and low <= int(text[:9]) <= high:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}, not {text!r}")


@contextmanager
def _prepared(settings: Settings) -> Iterator[Store]:
    """Open the database with its tables and the bundled cards in place."""
    store = prepare_store(settings)
    try:
        yield store
    finally:
        store.close()


def _said(work: cli_keys.Work) -> Command:
    """Make a command of what returns a text."""

    def command(given: argparse.Namespace, settings: Settings) -> None:
        with _prepared(settings) as store:
            print(work(given, Desk(store, settings)))

    return command


def _serve(given: argparse.Namespace, settings: Settings) -> None:
    from app.main import serve  # the web framework takes a second, which only this command pays

    host, port = given.host or settings.host, given.port or settings.port
    workers = cli_jobs.beside_the_service(settings.job_workers)
    serve(settings, host, port, given.workers, lambda text: print(text, flush=True), workers)


def _init(_: argparse.Namespace, settings: Settings) -> None:
    store = connect(settings)
    try:
        store.upgrade()
        print(_told(load_bundle(store, settings.data_dir)))
    finally:
        store.close()


def _import(given: argparse.Namespace, settings: Settings) -> None:
    with _prepared(settings) as store:
        print(_told(import_cards(store, given.paths)))


def _results(given: argparse.Namespace, _: Settings) -> None:
    print(cli_results.read(given))


def _load_reference(given: argparse.Namespace, settings: Settings) -> None:
    with _prepared(settings) as store:
        print(_told(load_reference(store, given.folder)))


def _export(given: argparse.Namespace, settings: Settings) -> None:
    first, *rest = given.target
    if first == "card" and len(rest) == 1:
        _export_card(given, settings, rest[0])
        return
    if rest:
        found = problem("DIR", "must be one folder, or: card SLUG", " ".join(given.target))
        raise Invalid("It is not clear what to export.", [found])
    with _prepared(settings) as store:
        for path in export_all(store, Path(first), given.format):
            print(path)


def _export_card(given: argparse.Namespace, settings: Settings, slug: str) -> None:
    with _prepared(settings) as store:
        file = exported(store, slug, given.format, given.numbers, settings.origin)
    if given.out is None:
        sys.stdout.buffer.write(file.content)
    else:
        save(file, given.out)
        print(given.out)


def _assess(given: argparse.Namespace, settings: Settings) -> None:
    question = Question.parse(_asked(given, QUESTION))
    with _prepared(settings) as store:
        answer = assess(store, question)
    sys.stdout.buffer.write(_written(answer, assessment_table, given.format))


def _link(given: argparse.Namespace, settings: Settings) -> None:
    question = LinkQuestion.parse(_asked(given, LINK).items())
    with _prepared(settings) as store:
        answer = link(store, question)
    sys.stdout.buffer.write(_written(answer, link_table, given.format))


def _asked(given: argparse.Namespace, parameters: Sequence[Parameter]) -> dict[str, str]:
    asked = {each.name: getattr(given, each.name) for each in parameters}
    return {name: text for name, text in asked.items() if text is not None}


def _written(answer: Answer, tabulate: Callable[[Answer], Table], shape: str) -> bytes:
    if shape == "json":
        return to_json(answer) + b"\n"
    table = tabulate(answer)
    return write_file(table, "csv").content if shape == "csv" else as_text(table).encode()


def _told(report: LoadReport) -> str:
    """Say what a load did."""
    parts = [
        f"{len(report.added)} cards added, {len(report.revised)} revised, "
        f"{report.unchanged} unchanged"
    ]
    if report.references:
        parts.append(f"references: {', '.join(report.references)}")
    if report.countries_changed:
        parts.append(f"{report.countries_changed} countries changed")
    if report.left_alone:
        parts.append(f"revised here, so left alone: {', '.join(report.left_alone)}")
    return f"Release {report.release}: {'; '.join(parts)}."


if __name__ == "__main__":
    sys.exit(main())
