"""Files that the pages load: packed once and kept; for good where their address names a version."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
import re
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dash.fingerprint import check_fingerprint
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from frontend.packing import allows_gzip

Files = tuple[Path, ...]
_ASSETS = "/assets/"
_SUITES = "/_dash-component-suites/"
_LINKED = re.compile(r'((?:href|src)="/assets/([\w./-]+))"')
_FOR_GOOD = "public, max-age=31536000, immutable"
_TO_BE_ASKED = "no-cache"


@dataclass(frozen=True, slots=True)
class Found:
    """What an address names: one file, or several that are sent as one; and whether for good."""

    files: Files
    for_good: bool


@dataclass(frozen=True, slots=True)
class Packed:
    """Files in gzip, and the version they were packed at."""

    version: str
    body: bytes


class Shelf:
    """Packs what it is asked for, once per version, and keeps it: as many as there are files."""

    def __init__(self) -> None:
        self._kept: dict[Files, Packed] = {}
        self._packing = Lock()

    def kept(self, files: Files) -> Packed | None:
        """The files, where they are packed and have not changed since."""
        found = self._kept.get(files)
        return found if found is not None and found.version == version(files) else None

    def take(self, files: Files) -> Packed:
        """The files packed; whoever wants the same meanwhile waits for it."""
        with self._packing:
            found = self.kept(files)
            if found is None:
                now = version(files)
                content = b"\n".join(file.read_bytes() for file in files)
                found = Packed(now, gzip.compress(content, compresslevel=9, mtime=0))
                self._kept[files] = found
            return found


def version(files: Files) -> str:
    """Name the present content of files by their times and sizes."""
    facts = [(file.name, file.stat()) for file in files]
    stamps = [(name, fact.st_mtime_ns, fact.st_size) for name, fact in facts]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:12]


class Assets:
    """Our own files. `all.css` and `all.js` are those of the folder itself, sent as one each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def files(self, name: str) -> Files:
        """The files behind a name; none where there is no such file."""
        if name in ("all.css", "all.js"):
            return tuple(sorted(self.folder.glob(f"*{Path(name).suffix}")))
        file = (self.folder / name).resolve()
        inside = file.is_relative_to(self.folder) and file.is_file()
        return (file,) if inside else ()

    def find(self, path: str, query: str) -> Found | None:
        """What an address below /assets/ names."""
        files = self.files(path.removeprefix(_ASSETS))
        return Found(files, query == f"m={version(files)}") if files else None

    def name_versions(self, document: str) -> str:
        """Write the version of each file into its link: a changed file is another address."""

        def named(link: re.Match[str]) -> str:
            return f'{link[1]}?m={version(self.files(link[2]))}"'

        return _LINKED.sub(named, document)


class Suites:
    """Dash's own files, as far as Dash has registered them for use."""

    def __init__(self, registered: Mapping[str, Collection[str]]) -> None:
        self.registered = registered

    def find(self, path: str, _query: str) -> Found | None:
        """What an address of the component suites names."""
        package, _, asked = path.removeprefix(_SUITES).partition("/")
        name, _ = check_fingerprint(asked)
        if name not in self.registered.get(package, ()):
            return None
        file = Path(str(sys.modules[package].__file__)).parent / name
        if not file.is_file():
            return None
        # The address names the time of the file; one of another version is not kept for good.
        return Found((file,), f"m{int(file.stat().st_mtime)}." in asked)


class StaticFiles:
    """Answers what the finders find from the shelf; everything else goes on to the application."""

    def __init__(self, app: ASGIApp, shelf: Shelf, assets: Assets, suites: Suites) -> None:
        self.app = app
        self.shelf = shelf
        self.finders: dict[str, Callable[[str, str], Found | None]] = {
            _ASSETS: assets.find,
            _SUITES: suites.find,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        found = self._found(scope)
        if found is None:
            await self.app(scope, receive, send)
            return
        packed = self.shelf.kept(found.files)
        if packed is None:
            packed = await asyncio.to_thread(self.shelf.take, found.files)
        await _answer(found, packed, Headers(scope=scope))(scope, receive, send)

    def _found(self, scope: Scope) -> Found | None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        starts = (start for start in self.finders if scope["path"].startswith(start))
        start = next(starts, None)
        if start is None:
            return None
        return self.finders[start](scope["path"], scope["query_string"].decode("latin-1"))


def _answer(found: Found, packed: Packed, asked: Headers) -> Response:
    gzipped = allows_gzip(asked)
    headers = {
        "Cache-Control": _FOR_GOOD if found.for_good else _TO_BE_ASKED,
        "ETag": f'"{packed.version}{"-gzip" if gzipped else ""}"',
        "Vary": "Accept-Encoding",
    }
    if headers["ETag"] in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if gzipped:
        headers["Content-Encoding"] = "gzip"
    media = mimetypes.guess_type(found.files[0].name)[0] or "application/octet-stream"
    body = packed.body if gzipped else gzip.decompress(packed.body)
    return Response(body, media_type=media, headers=headers)
