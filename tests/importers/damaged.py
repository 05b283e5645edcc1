"""A module behind a guard: reads a Parquet file of counts as the child of an upload would."""

import io

from app.errors import AppError
from app.importers.counting.check import Checker
from app.importers.counting.formats import counts_formats
from app.importers.counting.slices import Limits


def answer(content: bytes) -> bytes:
    try:
        checker = Checker({}, None, {})
        for each in counts_formats()["parquet"].slices(io.BytesIO(content), Limits()):
            list(checker.check(each))
    except AppError:
        return b"refused"
    except Exception as error:  # told to the test, which fails
        return repr(error).encode()
    return b"read"
