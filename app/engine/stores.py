"""Stores: where files lie, by their address: a folder, S3, or whatever else fsspec knows."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import fsspec
from fsspec.implementations.arrow import ArrowFSWrapper

S3 = "s3://"


def store_at(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path within it.

    S3 is Arrow's own, so that it needs no further package: keys and region come from the usual
    variables of AWS, and AWS_ENDPOINT_URL names any other server that speaks S3.
    """
    if address.startswith(S3):
        return _s3(os.environ.get("AWS_ENDPOINT_URL", "")), address.removeprefix(S3)
    system, path = fsspec.url_to_fs(address)
    return system, path


@cache
def _s3(endpoint: str) -> Any:
    from pyarrow.fs import S3FileSystem  # its library takes a moment, and most have no S3

    scheme, _, host = endpoint.rpartition("://")
    own = {"endpoint_override": host.rstrip("/"), "scheme": scheme or "https"} if host else {}
    return ArrowFSWrapper(S3FileSystem(**own))
