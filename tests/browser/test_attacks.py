"""A browser judges: hostile texts in every field do nothing, and no other site writes here."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.access import Role
from app.main import create_app
from app.settings import Settings
from tests.support.browser import watched_page
from tests.support.hostile import CARDS, SEEN, TEXT
from tests.support.server import served
from tests.support.writers import Clock, House, Writer, dataset

pytestmark = pytest.mark.browser
SLOW = 60_000
ACTS = """[...document.querySelectorAll('*')].filter((each) =>
    each.classList.contains('injected') || [...each.attributes].some(
        (a) => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
).map((each) => each.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def home(bundled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A site of its own with pages."""
    database = tmp_path_factory.mktemp("attacks") / "fairatlas.db"
    shutil.copy(bundled_database, database)
    app = create_app(Settings(database_url=f"sqlite:///{database}", focal_days=0))
    with served(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield House(app.state.desk, client, Clock())


def enter(page: Page, home: House, token: str) -> None:
    page.set_default_timeout(SLOW)
    page.goto(f"{home.client.base_url}/contribute")
    page.get_by_label("Key", exact=True).fill(token)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".who")).to_contain_text("Signed in as", timeout=SLOW)


def publish(noun: str, ana: Writer, rosa: Writer, amina: Writer) -> None:
    """Take a hostile card out, past a reviewer's and a focal point's hostile comments."""
    at = f"/{noun}/{CARDS[noun]['slug']}/drafts/1"
    assert ana.post(f"/{noun}", CARDS[noun]).status_code == 201
    assert ana.post(f"{at}/submit").status_code == 200
    for each in (rosa, amina) if noun == "datasets" else (rosa,):
        assert each.post(f"{at}/comments", {"text": TEXT}).status_code == 201
    rosa.etag = ana.etag
    done = rosa.post(f"{at}/publish")
    assert done.status_code == 200, done.text


def dispute(home: House, rosa: Writer) -> None:
    """File a hostile correction of a number, let it be seen, and answer another."""
    filed = {
        "dataset": "my-dataset", "place": {"table": 0, "group": {"sex": "female"}},
        "says": TEXT, "proposed": TEXT, "source": TEXT, "contact": TEXT,
    }  # fmt: skip
    for _ in range(2):
        assert home.client.post("/api/v1/corrections", json=filed).status_code == 201
    (first, second) = home.get("/corrections?dataset=my-dataset").json()["items"]
    for each in (first, second):
        opened = rosa.send("PATCH", f"/corrections/{each['id']}", {"state": "open"})
        assert opened.status_code == 200, opened.text
    answered = {"state": "declined", "answer": TEXT}
    assert rosa.send("PATCH", f"/corrections/{second['id']}", answered).status_code == 200


@pytest.fixture(scope="module")
def poisoned(home: House) -> dict[str, str]:
    """Pages that show hostile texts, and which of three people may see each."""
    ana, rosa = home.writer("ana"), home.writer("rosa", Role.REVIEWER)
    amina = home.writer("amina", focal_for="KEN")
    for noun in CARDS:
        publish(noun, ana, rosa, amina)
    dispute(home, rosa)
    next_one = {**CARDS["datasets"], "note": f"{TEXT} again"}
    assert ana.post("/datasets/my-dataset/versions", next_one).status_code == 201
    assert ana.post("/datasets/my-dataset/drafts/2/submit").status_code == 200
    rosa.etag = ana.etag
    assert rosa.post("/datasets/my-dataset/drafts/2/comments", {"text": TEXT}).status_code == 201
    assert rosa.post("/datasets/my-dataset/drafts/2/return", {"comments": TEXT}).status_code == 200
    gone = dataset("gone")
    at = "/datasets/gone/drafts/1"
    assert ana.post("/datasets", gone).status_code == 201
    assert ana.post(f"{at}/submit").status_code == 200
    assert amina.post(f"{at}/comments", {"text": "Yes."}).status_code == 201
    rosa.etag = ana.etag
    assert rosa.post(f"{at}/publish").status_code == 200
    assert rosa.post("/datasets/gone/withdraw", {"reason": TEXT}).status_code == 200
    return {"ana": ana.token, "rosa": rosa.token, "amina": amina.token}


PAGES = {
    "ana": [
        "/datasets/my-dataset", "/datasets?q=my-dataset", "/compare?a=my-dataset&b=chexpert",
        "/models/my-model", "/models?q=my-model", "/models/my-model/questions",
        "/evaluations/my-evaluation", "/evaluations", "/link", "/gaps?subject=dataset:my-dataset",
        "/atlas?country=KEN", "/countries/KEN", "/search?q=" + quote(TEXT), "/datasets/gone",
        "/datasets/my-dataset/correct?table=0&sex=female", "/datasets/my-dataset/correct",
        "/contribute?draft=my-dataset/2",
    ],
    "rosa": ["/contribute/review?of=datasets/my-dataset/2", "/contribute/review?correction=1"],
    "amina": ["/contribute/country"],
}  # fmt: skip


@pytest.mark.parametrize("who", PAGES)
def test_hostile_texts_are_shown_and_do_nothing(
    home: House, poisoned: dict[str, str], browser: Browser, who: str
) -> None:
    with watched_page(browser) as watched:
        page, dialogs = watched.page, list[str]()
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        enter(page, home, poisoned[who])
        for address in PAGES[who]:
            page.goto(f"{home.client.base_url}{address}")
            expect(page.locator("body")).to_contain_text(SEEN, timeout=SLOW)
            assert page.evaluate(ACTS) == [], address
        if who == "ana":
            bring_hostile_files(page)
        assert dialogs == []
        # A card that was withdrawn, and a file that is none, are errors to the browser as well.
        watched.console_errors[:] = [e for e in watched.console_errors if "status of 4" not in e]


def test_the_judge_sees_what_acts(browser: Browser) -> None:
    """The same text taken for a page: it is not for want of an attack that nothing happens."""
    with watched_page(browser) as watched:
        dialogs = list[str]()
        watched.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        watched.page.set_content(f"<title>x</title><p title='{TEXT}</p>")
        assert {"1", "3"} <= set(dialogs)
        assert len(watched.page.evaluate(ACTS)) >= 3
        watched.console_errors.clear()


def bring_hostile_files(page: Page) -> None:
    """What is wrong with a file is shown with what stands in it."""
    files = {
        "card.yaml": f"{json.dumps(TEXT)}: {json.dumps(TEXT)}\n",
        f"{TEXT.replace('/', '')}.csv": f"{TEXT},n\n{TEXT},many\n",
    }
    for name, text in files.items():
        given = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        page.goto(page.url)
        page.set_input_files("#file", given)
        expect(page.locator("#bench")).to_contain_text(SEEN, timeout=SLOW)
        assert page.evaluate(ACTS) == [], name


class Elsewhere(BaseHTTPRequestHandler):
    """Another site."""

    def do_GET(self) -> None:
        body = b"<!doctype html><link rel=icon href='data:,'><title>Elsewhere</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Address of a page of another origin; by its number it counts as the same site for cookies."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


FORM = """([address, text]) => {
    const form = document.createElement("form");
    Object.assign(form, {method: "post", enctype: "text/plain", action: address});
    // What is sent is name=value: the equals sign is made to stand inside a string.
    const field = document.createElement("input");
    [field.name, field.value] = [text.slice(0, -1) + ', "_": "', '"}'];
    form.append(field);
    document.body.append(form);
    form.submit();
}"""
FETCH = """([address, text]) => fetch(address, {
    method: "POST", mode: "no-cors", credentials: "include", body: text,
}).catch(() => {})"""


def test_a_page_of_another_site_writes_nothing(
    home: House, browser: Browser, elsewhere: str
) -> None:
    eve = home.writer("eve", Role.ADMIN)
    body = json.dumps(dataset("forged"))
    with watched_page(browser) as watched:
        page = watched.page
        enter(page, home, eve.token)
        before = eve.get("/audit").json()["total"]
        addresses = writing_addresses(home)
        assert len(addresses) > 20
        page.goto(elsewhere)
        for address in addresses:
            with page.expect_response(address, timeout=SLOW) as found:
                page.evaluate(FETCH, [address, body])
            assert "fairatlas" in found.value.request.all_headers().get("cookie", "")
            assert found.value.status == 403, address
        with page.expect_navigation(timeout=SLOW) as arrived:
            page.evaluate(FORM, [f"{home.client.base_url}/api/v1/datasets", body])
        assert arrived.value.status == 403
        assert home.client.get("/api/v1/session", headers=session_of(page)).status_code == 200
        watched.console_errors[:] = [e for e in watched.console_errors if "403" not in e]
    assert eve.get("/audit").json()["total"] == before
    assert eve.get("/datasets/forged/drafts").json()["total"] == 0


def writing_addresses(home: House) -> list[str]:
    """Every address that takes a POST, with a name put in."""
    paths = home.client.get("/api/openapi.json").json()["paths"]
    filled = [re.sub(r"\{\w+\}", "1", path) for path, ways in paths.items() if "post" in ways]
    return [f"{home.client.base_url}/api{path}" for path in filled]


def session_of(page: Page) -> dict[str, str]:
    (cookie,) = page.context.cookies()
    return {"Cookie": f"{cookie['name']}={cookie['value']}"}
