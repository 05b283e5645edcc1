"""The door at a distance: what a hospital or a GPU job needs, and HTTP only."""

from fairatlas_client.counting import Counted
from fairatlas_client.counts import Wanted, count_bids, count_csv, count_dicom
from fairatlas_client.csv_files import Columns, Places
from fairatlas_client.errors import ClientError
from fairatlas_client.files import check
from fairatlas_client.http import Patience, Server
from fairatlas_client.kept_rows import fetch_rows
from fairatlas_client.outbox import Entry, Outbox
from fairatlas_client.people import Banding
from fairatlas_client.push import add_cards, push, try_cards

__version__ = "0.1.0"
__all__ = [
    "Banding", "ClientError", "Columns", "Counted", "Entry", "Outbox", "Patience", "Places",
    "Server", "Wanted", "__version__", "add_cards", "check", "count_bids", "count_csv",
    "count_dicom", "fetch_rows", "push", "try_cards",
]  # fmt: skip
