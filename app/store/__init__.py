"""The cellar: the only SQL of the project."""

from app.store.store import Store, open_store

__all__ = ["Store", "open_store"]
