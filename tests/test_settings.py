"""Settings: each is documented, a wrong one is named, production takes no default secret."""

import re
from pathlib import Path

import pytest

from app.errors import Invalid
from app.settings import Settings, load_settings

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"FAIRATLAS_{name.upper()}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)


def test_every_setting_has_a_heading_and_every_heading_a_setting() -> None:
    headings = set(re.findall(r"^## (FAIRATLAS_\w+)$", PAGE, re.MULTILINE))
    assert headings == {f"FAIRATLAS_{name.upper()}" for name in Settings.model_fields}


def test_the_page_tells_the_defaults_that_hold() -> None:
    rows = dict(re.findall(r"^\| `(FAIRATLAS_\w+)`.* \| `(.*?)`.* \|$", PAGE, re.MULTILINE))
    settings = load_settings()
    told = {name.removeprefix("FAIRATLAS_").lower(): text for name, text in rows.items()}
    assert told.keys() == Settings.model_fields.keys()
    for name, text in told.items():
        if name not in ("data_dir", "secret_key"):
            assert str(getattr(settings, name)).lower().removesuffix(".0") == text, name
    assert settings.secret_key.get_secret_value() == told["secret_key"]
    assert (settings.data_dir / "geo").is_dir()


def test_a_variable_of_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("FAIRATLAS_PORT=9000\nFAIRATLAS_HOST=0.0.0.0\n")
    monkeypatch.setenv("FAIRATLAS_PORT", "9001")
    assert (load_settings().port, load_settings().host) == (9001, "0.0.0.0")  # noqa: S104


def test_the_database_may_be_named_in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
    assert load_settings().database_url == "postgresql://a@b/c"
    monkeypatch.setenv("FAIRATLAS_DATABASE_URL", "sqlite:///mine.db")
    assert load_settings().database_url == "sqlite:///mine.db"


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRATLAS_PORT", "")
    monkeypatch.setenv("DATABASE_URL", "")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAIRATLAS_PORT", "eighty"),
        ("FAIRATLAS_PORT", "70000"),
        ("FAIRATLAS_ORIGIN", "https://atlas.example.org/"),
        ("FAIRATLAS_ORIGIN", "atlas.example.org"),
        ("FAIRATLAS_ORIGIN", 'https://a.example"><b>'),
        ("FAIRATLAS_READ_TIME_LIMIT_S", "0"),
        ("FAIRATLAS_LOCK_TIME_LIMIT_S", "nan"),
        ("FAIRATLAS_PRODUCTION", "perhaps"),
    ],
)
def test_a_wrong_variable_is_named_and_not_echoed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Invalid) as refusal:
        load_settings()
    [problem] = refusal.value.problems
    assert (problem.field, problem.value) == (name, "")


@pytest.mark.parametrize("secret", [None, "for-development-only", "short"])
def test_production_refuses_a_default_or_short_secret(
    monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    monkeypatch.setenv("FAIRATLAS_PRODUCTION", "true")
    if secret:
        monkeypatch.setenv("FAIRATLAS_SECRET_KEY", secret)
    with pytest.raises(Invalid, match="at least 32 random characters") as refusal:
        load_settings()
    assert [each.field for each in refusal.value.problems] == ["FAIRATLAS_SECRET_KEY"]


def test_production_starts_with_a_secret_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRATLAS_PRODUCTION", "true")
    monkeypatch.setenv("FAIRATLAS_SECRET_KEY", "k" * 32)
    settings = load_settings()
    assert settings.production
    assert "kkk" not in repr(settings)
