"""The cellar: the only SQL of the project. A `Session` is one transaction of a `Store`."""

from sqlalchemy.orm import Session

from app.store.store import Store, open_store

__all__ = ["Session", "Store", "open_store"]
