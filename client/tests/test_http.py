"""HTTP: again only what is idempotent, and never past a redirect or a bad certificate."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fairatlas_client.errors import BadInput, NotAllowed, Refused, Unreachable, Unsafe
from fairatlas_client.http import KEY_HEADER, Patience, Server, checked_address

from client.tests.places import answering, own_certificate

TOKEN = "fairatlas_000000000000_a-secret-that-nobody-must-see"
QUICK = Patience(tries=4, first_wait_s=0.001, timeout_s=5)


MADE: list[Server] = []


def server(address: str, waits: list[float] | None = None) -> Server:
    MADE.append(Server(address, TOKEN, QUICK, (waits if waits is not None else []).append))
    return MADE[-1]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while MADE:
        MADE.pop().close()


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_idempotent_calls_are_tried_again_until_they_are_answered(method: str) -> None:
    waits: list[float] = []
    with answering(lambda n: (503, {}, b"") if n < 3 else (200, {}, b"{}")) as (address, asked):
        assert server(address, waits).request(method, "/x").status_code == 200
    assert len(asked.requests) == 4
    assert len(waits) == 3
    assert waits[2] > waits[0]


def test_a_post_is_sent_once_unless_it_has_a_key() -> None:
    with answering(lambda n: (503, {}, b"")) as (address, asked):
        with pytest.raises(Unreachable):
            server(address).request("POST", "/x", content=b"1")
        assert len(asked.requests) == 1
        with pytest.raises(Unreachable):
            server(address).request("POST", "/x", content=b"1", headers={KEY_HEADER: "k"})
        assert len(asked.requests) == 5
    assert {headers[KEY_HEADER] for _, _, headers, _ in asked.requests[1:]} == {"k"}


def test_a_connection_that_breaks_is_tried_again() -> None:
    with answering(lambda n: (0, {}, b"") if n < 2 else (200, {}, b"{}")) as (address, _):
        assert server(address).request("GET", "/x").status_code == 200


def test_the_server_says_how_long_to_wait() -> None:
    waits: list[float] = []
    with answering(lambda n: (429, {"Retry-After": "7"}, b"") if n == 0 else (200, {}, b"{}")) as (
        address,
        _,
    ):
        server(address, waits).request("GET", "/x")
    assert waits == [7.0]


def test_too_long_a_wait_is_given_up() -> None:
    with (
        answering(lambda n: (429, {"Retry-After": "86400"}, b"")) as (address, asked),
        pytest.raises(Unreachable),
    ):
        server(address).request("GET", "/x")
    assert len(asked.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_stops_and_nothing_is_sent_on(status: int) -> None:
    with answering(lambda n: (200, {}, b"{}")) as (elsewhere, other):
        moved = {"Location": f"{elsewhere}/api/v1/x"}
        with (
            answering(lambda n: (status, moved, b"")) as (address, asked),
            pytest.raises(Unsafe, match="nothing more was sent"),
        ):
            server(address).request("POST", "/x", content=b"1", headers={KEY_HEADER: "k"})
        assert len(asked.requests) == 1
    assert other.requests == []


def test_a_certificate_that_nobody_vouches_for_stops_before_anything_is_sent(
    tmp_path: Path,
) -> None:
    waits: list[float] = []
    with (
        answering(lambda n: (200, {}, b"{}"), own_certificate(tmp_path)) as (address, asked),
        pytest.raises(Unsafe, match="certificate"),
    ):
        server(address, waits).request("GET", "/x")
    assert asked.requests == []
    assert waits == []


@pytest.mark.parametrize(
    ("address", "error"),
    [("http://fairatlas.example", Unsafe), ("ftp://fairatlas.example", BadInput),
     ("fairatlas.example", BadInput), ("https://me:secret@fairatlas.example", BadInput),
     ("https://", BadInput), ("http://127.0.0.1.evil.example", Unsafe)],
)  # fmt: skip
def test_addresses_that_a_token_must_not_go_to(address: str, error: type[Exception]) -> None:
    with pytest.raises(error) as refused:
        checked_address(address)
    assert "secret" not in str(refused.value)


def test_problems_are_told_with_their_places() -> None:
    body = {"title": "Breaks a rule", "detail": "The card is not usable.",
            "problems": [{"field": "tables[0].dims", "rule": "must name each once",
                          "value": "sex", "example": "[sex, age]"}]}  # fmt: skip
    with (
        answering(lambda n: (422, {}, json.dumps(body).encode())) as (address, _),
        pytest.raises(Refused) as refused,
    ):
        server(address).request("GET", "/x")
    assert str(refused.value) == (
        "The card is not usable.\n"
        "  tables[0].dims: must name each once; found sex; for example [sex, age]"
    )


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_may_not(status: int) -> None:
    with (
        answering(lambda n: (status, {}, b'{"title": "No"}')) as (address, asked),
        pytest.raises(NotAllowed),
    ):
        server(address).request("GET", "/x")
    assert len(asked.requests) == 1


def test_the_token_is_in_no_text() -> None:
    with answering(lambda n: (500, {}, b"")) as (address, asked):
        made = server(address)
        with pytest.raises(Unreachable) as failed:
            made.request("GET", "/x")
    assert TOKEN not in repr(made) + repr(vars(failed.value)) + str(failed.value)
    assert asked.requests[0][2]["Authorization"] == f"Bearer {TOKEN}"
