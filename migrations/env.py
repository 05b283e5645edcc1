"""Run the migrations on the database that the configuration (or DATABASE_URL) names."""

from typing import Any

from alembic import context
from sqlalchemy.types import TypeDecorator

from app.settings import load_settings
from app.store.schema import Base
from app.store.upgrade import migrating


def plain_type(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what they are in the database: a migration outlives them."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


url = context.config.attributes.get("url") or load_settings().database_url
with migrating(url) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=plain_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
