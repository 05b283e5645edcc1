"""What mlcroissant says of a document; it is asked behind a guard, in a process of its own."""

from __future__ import annotations

import json
import logging

import mlcroissant


def answer(content: bytes) -> bytes:
    """Return its reading, and what it finds wrong or cannot do."""
    logging.getLogger("absl").setLevel(logging.ERROR)
    read, said = {}, []
    try:
        read = mlcroissant.Dataset(jsonld=json.loads(content)).metadata.to_json()
    except mlcroissant.ValidationError as error:
        said = [line.strip(" -") for line in str(error).splitlines() if line.strip()]
    except Exception as error:  # it fails in many ways on files that break its assumptions
        said = [f"cannot read this file ({type(error).__name__}): {str(error)[:200]}"]
    return json.dumps({"read": read, "said": said}, default=str).encode()
