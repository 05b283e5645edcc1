"""PostgreSQL answers as SQLite does: the same bytes for the same catalogue."""

import httpx

from app.main import create_app
from app.settings import Settings
from tests.support.server import served

ADDRESSES = [
    "/datasets?q=chest&sort=-patients&documented=sex:yes",
    "/datasets?country=BRA&kind=dataset&released_from=2015",
    "/datasets.csv",
    "/datasets/chexpert",
    "/datasets/abide-i/counts",
    "/datasets/kits19/lineage",
    "/models/retfound/mix",
    "/evaluations?publication_status=all&limit=200",
    "/countries",
    "/countries/KEN",
    "/regions",
    "/references/un-wpp-2024-2025?limit=5",
    "/stats",
    "/assess?dimension=country&reference=un-wpp-2024-2025",
]


def test_postgres_gives_the_bytes_that_sqlite_gives(api: httpx.Client, postgres_url: str) -> None:
    application = create_app(Settings(database_url=postgres_url), with_pages=False)
    with served(application) as address, httpx.Client(base_url=f"{address}/api/v1") as other:
        for wanted in ADDRESSES:
            ours, theirs = api.get(wanted), other.get(wanted, timeout=60)
            assert theirs.status_code == 200, theirs.text[:300]
            assert theirs.content == ours.content, wanted
            assert theirs.headers["etag"] == ours.headers["etag"]
