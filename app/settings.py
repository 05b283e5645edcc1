"""Settings: every environment variable, typed, with a reason for each."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import Invalid, problem

ROOT = Path(__file__).resolve().parents[1]
DEVELOPMENT_SECRET = "for-development-only"  # noqa: S105  # refused in production
# As browsers write it: in small letters, without a path, not even its first stroke.
_ORIGIN = re.compile(r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


class Settings(BaseSettings):
    """What the environment may say. Each field is FAIRATLAS_<NAME>; see docs/settings.md."""

    model_config = SettingsConfigDict(
        env_prefix="FAIRATLAS_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        populate_by_name=True,
    )

    database_url: str = Field(
        default="sqlite:///var/fairatlas.db",
        validation_alias=AliasChoices("FAIRATLAS_DATABASE_URL", "DATABASE_URL"),
    )
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = ROOT / "data"
    production: bool = False
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    read_time_limit_s: float = Field(default=10, gt=0, le=600)
    lock_time_limit_s: float = Field(default=10, gt=0, le=600)
    job_workers: int = Field(default=1, ge=0, le=64)
    suppression_floor: int = Field(default=11, ge=2, le=1000)
    largest_body_bytes: int = Field(default=8 * 1024 * 1024, ge=1024, le=2**40)
    largest_upload_bytes: int = Field(default=2 * 1024**3, ge=1024, le=2**40)
    upload_dir: Path = Path("var/uploads")
    body_time_limit_s: float = Field(default=30, gt=0, le=3600)
    writes_per_minute: int = Field(default=120, ge=1, le=10**6)
    session_minutes: int = Field(default=60, ge=1, le=24 * 60)
    focal_days: int = Field(default=14, ge=0, le=366)
    origin: str = ""
    contact: str = Field(default="", max_length=200)
    runs_url: str = "var/runs"
    rows_in_memory: int = Field(default=50_000_000, ge=1)
    spark_master: str = ""
    largest_run_bytes: int = Field(default=4 * 1024**3, ge=1024, le=2**50)

    @field_validator("origin")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        if value and not _ORIGIN.fullmatch(value):
            raise ValueError("must be http(s)://host[:port] and no more: https://atlas.example.org")
        return value

    @model_validator(mode="after")
    def _refuse_default_secrets(self) -> Settings:
        secret = self.secret_key.get_secret_value()
        if self.production and (secret == DEVELOPMENT_SECRET or len(secret) < 32):
            raise ValueError(
                "FAIRATLAS_SECRET_KEY must be set to at least 32 random characters in production"
            )
        return self


def load_settings() -> Settings:
    """Read the environment; a wrong variable is named, its value is not shown."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            problem(_variable(each["loc"]), each["msg"].removeprefix("Value error, "))
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise Invalid("The environment is not usable.", problems) from None


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else "FAIRATLAS_SECRET_KEY"
    return name if name.isupper() else f"FAIRATLAS_{name.upper()}"
