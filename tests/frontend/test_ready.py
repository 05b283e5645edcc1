"""The first page that a process answers is whole, whichever page it is."""

import httpx
from fastapi import FastAPI

from app.settings import Settings
from app.store import Store
from frontend.shell import create_dash
from tests.support.server import served


def test_the_first_answer_of_a_process_has_its_styles_and_its_router(store: Store) -> None:
    application = FastAPI()
    create_dash(application, store, Settings())
    with served(application) as address:
        first = httpx.get(f"{address}/gaps")
        second = httpx.get(f"{address}/gaps")
    assert first.text.count("stylesheet") == second.text.count("stylesheet") > 0
    policies = [answer.headers["content-security-policy"] for answer in (first, second)]
    assert policies[0] == policies[1]
    assert "sha256-" in policies[0]
