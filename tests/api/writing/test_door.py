"""The door: keys, scopes, roles, sessions, origins, rates and headers."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from app.api.app import create_api
from app.api.describe import document
from app.api.limits import Buckets
from app.api.permissions import Router
from app.domain.access import ALLOWED, Role, Scope
from app.services.access.keys import list_keys, revoke_key
from app.services.access.sessions import COOKIE
from tests.support.writers import House, Writer, dataset, house

OPERATIONS = [
    (method, path, operation)
    for path, operations in document(create_api(None))["paths"].items()  # type: ignore[arg-type]
    for method, operation in operations.items()
]
JSON = {"Content-Type": "application/json"}


def address(path: str) -> str:
    known = {
        "slug": "none",
        "revision": "7",
        "key_id": "0" * 12,
        "job_id": "none",
        "number": "7",
        "iso3": "KEN",
    }
    for name, value in known.items():
        path = path.replace("{" + name + "}", value)
    return path.removeprefix("/v1")


def test_a_route_that_does_not_say_who_may_use_it_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="who may use it"):

        @Router().get("/secret")
        def secret() -> None: ...


def test_only_the_documentation_and_mounts_stand_beside_the_guarded_routes() -> None:
    def loose(app: FastAPI) -> Iterator[str]:
        yield from (route.path for route in app.routes if type(route).__name__ == "APIRoute")  # type: ignore[attr-defined]

    assert set(loose(create_api(None))) == {"/openapi.json", "/docs", "/v1"}  # type: ignore[arg-type]


def test_every_route_refuses_every_key_without_its_scope(home: House) -> None:
    """The matrix: each route that needs a scope, each scope alone, and no key at all."""
    alone = {scope: home.writer(scope, Role.ADMIN, scopes=(scope,)) for scope in Scope}
    guarded = [each for each in OPERATIONS if "security" in each[2]]
    assert len(guarded) > 50
    for method, path, operation in guarded:
        at, needed = address(path), operation["x-fairatlas-scope"]
        assert home.client.request(method, f"/api/v1{at}", json={}).status_code == 401, (method, at)
        for scope, writer in alone.items():
            if (method, at) == ("delete", "/session"):
                continue
            status = writer.send(method.upper(), at, {}).status_code
            assert (status == 403) is (scope != needed), (method, at, scope, status)
            assert status not in (401, 500), (method, at, scope)


def test_what_needs_no_key_is_reading_corrections_and_signing_in() -> None:
    writing = {(m, p) for m, p, op in OPERATIONS if m != "get" and "security" not in op}
    assert writing == {("post", "/v1/corrections"), ("post", "/v1/session")}


@pytest.mark.parametrize("role", Role)
def test_a_key_never_allows_more_than_the_role(home: House, role: Role) -> None:
    for scope in set(Scope) - ALLOWED[role]:
        with pytest.raises(Exception, match="scopes"):
            home.key("x", role, scopes=(scope,))


def test_who_is_no_longer_a_reviewer_loses_it_at_once(home: House, rosa: Writer) -> None:
    assert rosa.get("/audit").status_code == 200
    home.key("rosa", Role.CONTRIBUTOR)
    assert rosa.get("/audit").status_code == 403


def test_a_revoked_key_is_refused_from_that_moment_on(home: House, ana: Writer) -> None:
    signed = home.client.post("/api/v1/session", json={"token": ana.token})
    assert signed.status_code == 201
    (key,) = ana.get("/keys").json()["items"]
    assert ana.send("DELETE", f"/keys/{key['id']}").status_code == 200
    assert ana.get("/keys").status_code == 401
    assert home.client.get("/api/v1/session").status_code == 401
    assert home.client.post("/api/v1/session", json={"token": ana.token}).status_code == 401


def test_an_expired_key_is_refused(home: House) -> None:
    short = home.writer("short", days=1)
    home.clock.pass_by(hours=23)
    assert short.get("/keys").status_code == 200
    home.clock.pass_by(hours=2)
    assert "expired" in short.get("/keys").json()["detail"]


def test_the_last_use_is_shown(home: House, ana: Writer) -> None:
    assert list_keys(home.desk).items[0].last_used_at is None
    ana.get("/keys")
    home.clock.pass_by(minutes=5)
    ana.get("/keys")
    assert ana.get("/keys").json()["items"][0]["last_used_at"] == "2026-03-01T12:05:00Z"


def test_a_key_of_ones_own_gives_no_more_than_the_present_one(home: House, ana: Writer) -> None:
    wanted = {"name": "second", "scopes": ["write"], "days": 30}
    made = ana.post("/keys", wanted)
    assert made.status_code == 201
    second = Writer(home.client, made.json()["token"])
    assert second.get("/keys").status_code == 403
    assert second.post("/keys", wanted | {"scopes": ["read:private"]}).status_code in (403, 422)
    assert ana.post("/keys", wanted | {"scopes": ["review"]}).status_code == 422
    assert ana.post("/keys", wanted | {"days": 999}).json()["problems"][0]["field"] == "days"


def test_nobody_ends_the_key_of_somebody_else(home: House, ana: Writer) -> None:
    bo = home.writer("bo")
    theirs = bo.get("/keys").json()["items"][0]["id"]
    assert ana.send("DELETE", f"/keys/{theirs}").status_code == 404
    assert home.writer("ada", Role.ADMIN).send("DELETE", f"/keys/{theirs}").status_code == 200
    assert bo.get("/keys").status_code == 401


def test_no_token_is_anywhere_but_in_the_hand(
    home: House, ana: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    made = ana.post("/keys", {"name": "second", "scopes": ["write"], "days": 3}).json()["token"]
    home.client.post("/api/v1/session", json={"token": ana.token})
    cookie = home.client.cookies[COOKIE]
    shown = ana.get("/keys").text + home.client.get("/api/v1/session").text
    path = Path(str(urlsplit(home.desk.settings.database_url).path).removeprefix("/"))
    kept = "\n".join(sqlite3.connect(f"/{path}").iterdump())
    for secret in (ana.token, made, cookie):
        for part in (secret, secret.rpartition("_")[2]):
            assert part not in kept + shown + caplog.text
    wrong = home.client.post("/api/v1/session", json={"token": "fairatlas_x"})
    assert "fairatlas_x" not in wrong.text


def test_guessing_is_slowed_and_readers_are_not(home: House) -> None:
    wrong = Writer(home.client, "fairatlas_" + "0" * 12 + "_" + "x" * 43)
    statuses = [wrong.get("/keys").status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert home.get("/datasets").status_code == 200


def test_writes_of_one_key_are_limited_and_reading_is_not(
    prepared_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "x.db"
    copy.write_bytes(prepared_file.read_bytes())
    with house(f"sqlite:///{copy}", writes_per_minute=3) as home:
        ana, bo = home.writer("ana"), home.writer("bo")
        sent = [ana.post("/datasets?dry_run=true", dataset()) for _ in range(5)]
        assert [each.status_code for each in sent] == [200] * 3 + [429] * 2
        assert 0 < int(sent[-1].headers["retry-after"]) <= 60
        assert bo.post("/datasets?dry_run=true", dataset()).status_code == 200
        assert ana.get("/keys").status_code == 200
        assert home.get("/datasets").status_code == 200


def test_a_bucket_empties_with_time_and_their_number_is_bounded() -> None:
    now = [0.0]
    buckets = Buckets(3, 60, lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 20]
    now[0] += 20
    assert [buckets.take("a"), buckets.take("a") > 0, buckets.take("b")] == [0, True, 0]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example"],
)
def test_a_page_of_another_site_changes_nothing(home: House, ana: Writer, origin: str) -> None:
    home.client.post("/api/v1/session", json={"token": ana.token})
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        sent = home.client.post(
            "/api/v1/datasets", content=json.dumps(dataset()),
            headers={"Origin": origin, "Content-Type": kind},
        )  # fmt: skip
        assert sent.status_code == 403
    bearer = ana.post("/datasets", dataset(), Origin=origin)
    assert bearer.status_code == 403
    assert ana.get("/datasets/my-dataset/drafts").json()["total"] == 0


def test_a_session_writes_from_this_site_alone_and_only_json(home: House, ana: Writer) -> None:
    signed = home.client.post("/api/v1/session", json={"token": ana.token})
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    own = str(home.client.base_url).rstrip("/")
    card = json.dumps(dataset())

    def send(headers: dict[str, str]) -> int:
        return home.client.post("/api/v1/datasets", content=card, headers=headers).status_code

    assert send(JSON) == 403
    assert send({"Origin": own, "Content-Type": "text/plain"}) == 415
    assert send({"Origin": own}) == 415
    assert send(JSON | {"Origin": own}) == 201
    home.clock.pass_by(minutes=61)
    assert home.client.get("/api/v1/session").status_code == 401


def test_what_a_session_sees_is_kept_for_nobody(home: House, ana: Writer) -> None:
    ana.post("/datasets", dataset())
    home.client.post("/api/v1/session", json={"token": ana.token})
    assert home.get("/datasets/my-dataset/drafts/1").status_code == 200
    home.client.cookies.clear()
    assert home.get("/datasets/my-dataset/drafts/1").status_code == 401


def test_the_cookie_is_secure_in_production(prepared_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "x.db"
    copy.write_bytes(prepared_file.read_bytes())
    secret = {"production": True, "secret_key": "x" * 40}
    with house(f"sqlite:///{copy}", **secret) as home:
        signed = home.client.post("/api/v1/session", json={"token": home.key("ana")})
        assert "secure" in signed.headers["set-cookie"].lower()


def test_security_headers_stand_on_every_answer(home: House, ana: Writer) -> None:
    answers: list[httpx.Response] = [
        home.get("/datasets"), home.get("/nothing"), ana.post("/datasets", {}), ana.get("/keys"),
    ]  # fmt: skip
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_command_line_ends_a_key(home: House, ana: Writer) -> None:
    (key,) = list_keys(home.desk).items
    assert revoke_key(home.desk, key.id).revoked_at is not None
    assert ana.get("/keys").status_code == 401


def test_an_address_says_every_method_that_it_takes(home: House) -> None:
    answer = home.client.put("/api/v1/datasets")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert home.client.put("/api/v1/evaluations/runs").headers["allow"] == "POST"
    draft = home.client.post("/api/v1/datasets/x/drafts/1")
    assert draft.headers["allow"] == "DELETE, GET, PATCH, PUT"
