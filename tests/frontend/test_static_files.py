"""Files and answers of the pages: packed, kept by version, whole for whoever unpacks nothing."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.datastructures import Headers

from frontend.packing import allows_gzip
from frontend.static_files import Assets, Shelf, version
from tests.support.server import served

FOR_GOOD = "public, max-age=31536000, immutable"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"


@pytest.fixture(scope="module")
def site(root: FastAPI) -> Iterator[httpx.Client]:
    with served(root) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def linked(document: str) -> list[str]:
    found = re.findall(r'(?:src|href)="(/(?:assets|_dash-component)[^"]+)"', document)
    assert found
    return found


def test_every_file_of_a_document_is_packed_and_kept_for_good(site: httpx.Client) -> None:
    for address in linked(site.get("/").text):
        answer = site.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-encoding"] == "gzip", address
        assert answer.headers["cache-control"] == FOR_GOOD, address
        assert answer.headers["x-content-type-options"] == "nosniff", address


def test_the_same_file_is_whole_for_who_takes_no_gzip(site: httpx.Client) -> None:
    for address in linked(site.get("/").text):
        plain = site.get(address, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == site.get(address).content
        assert plain.headers["etag"] != site.get(address).headers["etag"]


def test_a_document_asks_for_few_files(site: httpx.Client) -> None:
    own = [address for address in linked(site.get("/").text) if address.startswith("/assets")]
    assert len(own) <= 3


def test_all_style_sheets_and_scripts_are_sent(site: httpx.Client, frontend_folder: Path) -> None:
    for kind in ("css", "js"):
        sent = site.get(f"/assets/all.{kind}").text
        files = list((frontend_folder / "assets").glob(f"*.{kind}"))
        assert files
        assert all(file.read_text(encoding="utf-8") in sent for file in files)


def test_an_address_of_another_version_is_not_kept(site: httpx.Client) -> None:
    assert site.get("/assets/all.css?m=older").headers["cache-control"] == "no-cache"
    answer = site.get(PLOTLY)
    assert answer.headers["cache-control"] == "no-cache"
    again = site.get(PLOTLY, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/assets/%2e%2e/shell.py", "/assets/..%2fshell.py", "/assets/none.js", "/assets/head"]
)
def test_nothing_outside_the_folder_is_sent(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_only_what_dash_registered_is_sent(site: httpx.Client) -> None:
    assert "text/javascript" in site.get(PLOTLY).headers["content-type"]
    for name in ("plotly/__init__.py", "os/path.py", "plotly/../dash/dash.py"):
        with pytest.raises(httpx.HTTPError):
            site.get(f"/_dash-component-suites/{name}").raise_for_status()


def test_a_changed_file_is_another_version_and_packed_anew(tmp_path: Path) -> None:
    file = tmp_path / "one.css"
    file.write_text("a {}")
    assets, shelf = Assets(tmp_path), Shelf()
    link = '<link href="/assets/all.css">'
    before, first = assets.name_versions(link), shelf.take((file,))
    assert shelf.kept((file,)) is first
    file.write_text("a { color: inherit }")
    assert shelf.kept((file,)) is None
    assert gzip.decompress(shelf.take((file,)).body) == b"a { color: inherit }"
    assert assets.name_versions(link) != before
    assert version((file,)) in assets.name_versions(link)


def test_documents_and_layouts_are_packed(site: httpx.Client) -> None:
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        answer = site.get(path)
        plain = site.get(path, headers={"accept-encoding": "identity"})
        assert answer.headers["content-encoding"] == "gzip", path
        assert "content-encoding" not in plain.headers
        assert len(plain.content) == int(plain.headers["content-length"])


def test_the_programs_interface_is_left_alone(site: httpx.Client) -> None:
    assert "content-encoding" not in site.get("/api/ping").headers


def test_no_browser_is_told_to_keep_a_socket_open(site: httpx.Client) -> None:
    assert "worker_url" not in site.get("/").text


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [("gzip, deflate, br", True), ("br;q=1, gzip;q=0.5", True), ("GZIP", True), ("", False),
     ("identity", False), ("gzip;q=0", False), ("br, gzip; q=0.0", False)],
)  # fmt: skip
def test_who_takes_gzip(asked: str, allowed: bool) -> None:
    assert allows_gzip(Headers({"accept-encoding": asked})) is allowed
