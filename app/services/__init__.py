"""The hall: all that FairAtlas can do; every door uses it, and one call is one transaction.

The doors hold a `Store` and hand it on; they know nothing of what lies behind it.
"""

from app.store import Store

__all__ = ["Store"]
