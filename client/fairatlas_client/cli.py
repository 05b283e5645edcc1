"""`fairatlas-upload`: one line where something is wrong, and an exit code that says what."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from fairatlas_client.errors import ClientError

STOPPED = 130


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
    return 0


def parser() -> argparse.ArgumentParser:
    """Every command of the client; a file `commands/x.py` adds its own by `add_to`."""
    made = argparse.ArgumentParser(
        prog="fairatlas-upload",
        description="Count people where the images lie, hide small groups, send what is left.",
    )
    made.add_subparsers(title="commands", required=True, metavar="COMMAND")
    return made
