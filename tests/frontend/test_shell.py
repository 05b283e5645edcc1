"""The shell: nothing blocks the event loop, nothing comes from outside, every page has a place."""

import inspect
import re
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import dash
import httpx
import pytest
from dash import Dash
from fastapi import FastAPI

from app.settings import Settings
from app.store import Store
from frontend.hall import Hall, enter
from frontend.heads import Head
from frontend.security import content_security_policy
from frontend.shell import navigation
from tests.support.server import served


@pytest.fixture(scope="module")
def site(root: FastAPI) -> Iterator[httpx.Client]:
    with served(root) as address, httpx.Client(base_url=address, timeout=30) as client:
        client.get("/_dash-dependencies")  # the pages add their router with the first request
        yield client


def ask_for_country(site: httpx.Client, params: dict[str, str]) -> httpx.Response:
    """Call the callback behind the panel as the browser does."""
    stores = ("atlas-drawn", "atlas-place")
    body = {
        "output": "atlas-panel.children",
        "outputs": {"id": "atlas-panel", "property": "children"},
        "inputs": [{"id": name, "property": "data", "value": params} for name in stores],
        "changedPropIds": [],
    }
    return site.post("/_dash-update-component", json=body)


def test_every_callback_is_a_coroutine_function(pages: Dash, site: httpx.Client) -> None:
    on_the_server = {
        name: entry["callback"]
        for name, entry in pages.callback_map.items()
        if entry.get("callback") is not None
    }
    blocking = [n for n, each in on_the_server.items() if not inspect.iscoroutinefunction(each)]
    assert any("atlas-map.figure" in name for name in on_the_server)
    assert blocking == []


def test_every_layout_is_a_coroutine_function(pages: Dash) -> None:
    layouts = {name: page["layout"] for name, page in dash.page_registry.items()}
    assert layouts
    assert [n for n, each in layouts.items() if not inspect.iscoroutinefunction(each)] == []


def test_a_slow_answer_holds_nobody_else(
    site: httpx.Client, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = next(m for n, m in list(sys.modules.items()) if n.endswith("pages.atlas"))
    reached = threading.Event()

    def wait(*_: object) -> Any:
        reached.set()
        gate.wait(30)
        raise atlas.AppError("waited for")

    monkeypatch.setattr(atlas, "kept_assessment", wait)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(ask_for_country, site, {})
        assert reached.wait(30)
        assert site.get("/api/ping").json() == {"answer": "here"}
        assert site.get("/").status_code == 200
        assert not slow.done()
        gate.set()
        assert slow.result(30).status_code == 200


def test_every_file_of_the_drawer_is_a_page_with_an_address(
    pages: Dash, frontend_folder: Path
) -> None:
    files = {path.stem for path in (frontend_folder / "pages").glob("[!_]*.py")}
    registered = {name.rpartition(".")[2] for name in dash.page_registry}
    assert files <= registered


def test_the_menu_is_made_from_the_registry() -> None:
    page = {"name": "Gaps", "relative_path": "/gaps", "path_template": None}
    hidden = {"name": "Card", "relative_path": "/dataset/none", "path_template": "/dataset/<slug>"}
    (listed,) = navigation([page, hidden]).children.children
    assert listed.children.href == "/gaps"


def test_a_page_names_its_one_address(pages: Dash, store: Store, site: httpx.Client) -> None:
    hostile = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    plain = site.get("/gaps?unit=images", headers=hostile).text
    assert "canonical" not in plain
    assert "evil.example" not in plain
    own = Settings(origin="https://atlas.example.org")
    enter(Hall(store, own, path='/datasets/"><script>/', head=Head("</title>", "A card")))
    document = pages.interpolate_index(app_entry="")
    assert (
        '<link rel="canonical" href="https://atlas.example.org/datasets/%22%3E%3Cscript%3E">'
        in document
    )
    assert "<title>&lt;/title&gt;</title>" in document


def test_without_an_address_of_its_own_a_site_has_no_map(site: httpx.Client) -> None:
    assert "Sitemap" not in site.get("/robots.txt").text
    assert site.get("/sitemap.xml").status_code == 404


def test_a_document_has_a_language_and_a_strict_policy(site: httpx.Client) -> None:
    answer = site.get("/")
    policy = answer.headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert '<html lang="en" dir="ltr">' in answer.text
    assert scripts is not None
    assert "unsafe" not in scripts[1]
    assert scripts[1].startswith("'self' 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_document_names_no_other_host(site: httpx.Client) -> None:
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", site.get("/").text) == []


def test_the_policy_names_each_script_by_its_hash() -> None:
    assert "script-src 'self' 'sha256-abc'" in content_security_policy(["'sha256-abc'"])


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nowhere", 404), ("/api/nowhere", 404)])
def test_an_address_without_a_page_is_not_found(site: httpx.Client, path: str, status: int) -> None:
    assert site.get(path).status_code == status


@pytest.mark.parametrize(
    "path",
    ["/datasets/none", "/models/none", "/models/none/questions", "/evaluations/none",
     "/countries/ZZZ", "/regions/region/Atlantis"],
)  # fmt: skip
def test_an_address_that_names_nothing_is_not_found(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "content-security-policy" in answer.headers


def test_head_is_answered_like_get(site: httpx.Client) -> None:
    answer = site.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "content-security-policy" in answer.headers


def test_programs_get_no_headers_of_pages(site: httpx.Client) -> None:
    assert "content-security-policy" not in site.get("/api/ping").headers


@pytest.mark.parametrize("name", ["topo/world_110m.json", "head/theme.js", "light.js"])
def test_what_a_page_needs_lies_here(site: httpx.Client, name: str) -> None:
    assert site.get(f"/assets/{name}").status_code == 200


def test_the_first_visitor_may_come_by_any_link(store: Store, site: httpx.Client) -> None:
    from app.settings import Settings
    from frontend.shell import create_dash

    other = FastAPI()
    create_dash(other, store, Settings())
    with served(other) as address:
        first = httpx.get(f"{address}/atlas?country=KEN").text
        later = httpx.get(f"{address}/").text
    led_by = "document.title = data.title"
    assert first.count(led_by) == later.count(led_by) == 1


def test_pages_can_be_made_twice_in_one_process(store: Store, site: httpx.Client) -> None:
    from app.settings import Settings
    from frontend.shell import create_dash

    other = FastAPI()
    create_dash(other, store, Settings())
    with served(other) as address:
        known = httpx.get(f"{address}/_dash-dependencies").json()
    assert any("atlas-map.figure" in each["output"] for each in known)
