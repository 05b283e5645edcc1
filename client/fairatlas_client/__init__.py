"""The door at a distance: what a hospital or a GPU job needs, and HTTP only."""

from fairatlas_client.errors import ClientError
from fairatlas_client.http import Server
from fairatlas_client.outbox import Entry, Outbox

__version__ = "0.1.0"
__all__ = ["ClientError", "Entry", "Outbox", "Server", "__version__"]
