"""Languages: chosen per request, kept apart in memory, and never spoken to programs."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app import language
from app.language import _, chosen_language, enter_language, kept_by_language, plural
from app.main import create_app
from app.settings import ROOT, Settings
from frontend.offload import offload
from scripts.words import TEMPLATE, marked_in, problems, template, written
from tests.support.pseudo import CODE, pseudo, write_pseudo_language
from tests.support.server import served


@pytest.fixture
def pseudo_language(tmp_path: Path) -> Iterator[str]:
    language.open_catalogues(write_pseudo_language(tmp_path / "locale"))
    yield CODE
    enter_language("en")
    language.open_catalogues(ROOT / "locale")


def test_the_template_holds_every_message_of_the_code() -> None:
    assert TEMPLATE.read_bytes() == written(template()), "make words"


def test_every_way_of_marking_is_gathered() -> None:
    source = """
_("one"); N_("two"); plural("{n} a", "{n} b", 3); several(n, "set"); nouns("ox", "oxen"); _(x)
"""
    assert [words for _line, words in marked_in(source)] == [
        "one", "two", ("{n} a", "{n} b"), ("{n} set", "{n} sets"), ("{n} ox", "{n} oxen"),
    ]  # fmt: skip


def test_what_pages_say_has_the_apostrophe_of_print() -> None:
    said = [str(each.id) for each in template()]
    assert not [words for words in said if re.search("[a-z]'[a-z]", words)]


def test_a_translation_with_a_placeholder_of_its_own_is_named() -> None:
    made = template()
    made.add("We hold {n}.", "Nous avons {m}.")
    (found,) = problems(made)
    assert "Nous avons {m}." in found


def test_without_a_language_words_are_english(pseudo_language: str) -> None:
    assert _("How to read this") == "How to read this"
    assert plural("{n} set", "{n} sets", 1200) == "1,200 sets"


def test_a_language_translates_and_fills_placeholders(pseudo_language: str) -> None:
    enter_language(pseudo_language)
    assert _("How to read this") == pseudo("How to read this")
    assert _("at least {number}", number="5") == pseudo("at least {number}").format(number="5")
    assert plural("{n} dataset", "{n} datasets", 1) == pseudo("{n} dataset").format(n="1")
    assert _("") == ""
    assert _("no message of ours") == "no message of ours"


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (("", "", ""), "en"),
        (("", "", "fr-CA, ar-XB;q=0.4, en;q=0.9"), "en"),
        (("", "", "fr, ar-XB;q=0.4, en;q=0.2"), CODE),
        (("", CODE, "en"), CODE),
        (("en", CODE, CODE), "en"),
        (("", "../../etc", "ar-XB;q=0, en"), "en"),
        (("", "", "ar-XB;q=nonsense"), "en"),
    ],
)
def test_the_first_language_that_has_a_catalogue_is_chosen(
    pseudo_language: str, asked: tuple[str, ...], chosen: str
) -> None:
    assert chosen_language(*asked) == chosen


def test_the_language_goes_with_the_request_into_its_threads(pseudo_language: str) -> None:
    async def ask(code: str) -> str:
        enter_language(code)
        await asyncio.sleep(0)
        return await offload(lambda: _("Atlas"))()

    async def both() -> list[str]:
        return list(await asyncio.gather(ask(CODE), ask("en"), ask(CODE)))

    assert asyncio.run(both()) == [pseudo("Atlas"), "Atlas", pseudo("Atlas")]


def test_what_is_kept_is_kept_for_each_language(pseudo_language: str) -> None:
    @kept_by_language(4)
    def title(name: str) -> str:
        return f"{_('Atlas')} {name}"

    assert title("x") == "Atlas x"
    enter_language(pseudo_language)
    assert title("x") == f"{pseudo('Atlas')} x"
    enter_language("en")
    assert title("x") == "Atlas x"


def test_documents_follow_the_reader_and_programs_hear_english(
    tmp_path: Path, bundled_database: Path
) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{bundled_database}"))
    language.open_catalogues(write_pseudo_language(tmp_path / "locale"))
    foreign = {"Accept-Language": CODE}
    asked = "/api/v1/assess?subject=all&dimension=country&unit=images"
    try:
        with served(app) as site, httpx.Client(base_url=site, timeout=60) as client:
            page, plain = client.get("/atlas", headers=foreign), client.get("/atlas")
            chosen = client.get(f"/atlas?country=KEN&lang={CODE}")
            elsewhere = client.get("//evil.example/?lang=en")
            first, second = client.get(asked, headers=foreign), client.get(asked)
    finally:
        language.open_catalogues(ROOT / "locale")
    assert f'<html lang="{CODE}" dir="rtl">' in page.text
    assert pseudo("Copy link") in page.text
    assert page.headers["content-language"] == CODE
    assert '<html lang="en" dir="ltr">' in plain.text
    assert '<script type="application/json" id="words">{}</script>' in plain.text
    assert chosen.status_code == 303
    assert chosen.headers["location"] == "/atlas?country=KEN"
    assert f"lang={CODE}" in chosen.headers["set-cookie"]
    assert not elsewhere.headers.get("location", "").startswith("//")
    assert first.json() == second.json()
    assert "⟦" not in first.text
