"""Kept rows: a large file of counts that was sent is fetched back, as the server keeps it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from fairatlas_client.errors import BadInput, Problem
from fairatlas_client.http import Server

FORMATS = (".csv", ".ndjson", ".json", ".parquet")


def fetch_rows(server: Server, slug: str, revision: int, upload: str, to: Path) -> None:
    """Write the kept rows of an upload into a file, in the format that its name ends with.

    Parameters
    ----------
    server : Server
    slug : str
        Name of the dataset.
    revision : int
        Number of the draft that the file came into.
    upload : str
        Name of the upload; it stands in the notes of its tables.
    to : Path
        Ends with .csv, .ndjson, .json or .parquet. It is there wholly or not at all.

    Raises
    ------
    BadInput
        When the file cannot be written, or its name ends with something else.
    Unsafe, NotAllowed, Refused, Unreachable
    """
    if to.suffix not in FORMATS:
        rule = f"must end with {', '.join(FORMATS)}"
        raise BadInput("This format is not handed out.", [Problem(str(to), rule, "", "rows.csv")])
    at = f"/datasets/{quote(slug, safe='')}/drafts/{revision}/uploads/{quote(upload, safe='')}"
    try:
        server.fetch(f"{at}/rows{to.suffix}", to)
    except OSError as error:
        raise BadInput(f"{to} cannot be written: {error.strerror}") from None
