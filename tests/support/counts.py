"""Files of counts over HTTP: what the tests of their roads share."""

from typing import Any

import httpx
import sqlalchemy as sa

from app.services.bulk.packing import unpacked
from app.store.schema import Base
from app.store.uploads import slices_of, uploads_of
from tests.support.writers import House, Writer, dataset

AT = "/datasets/my-dataset/drafts/1"
GIVEN = {"unit": "patients", "source": "s1", "basis": "counted", "coverage": "subset"}
MEDIA = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS = (
    ("KEN", "female", "0-9", "42"),
    ("KEN", "male", "80+", "0"),
    ("NGA", "female", "10-19", "19"),
    ("NGA", "unknown", "N/A", "17"),
)
# None so small that it is hidden: hiding has tests of its own.
SITES = [(f"site-{at}", ("female", "male")[at % 2], str(at % 9 + 11)) for at in range(6_000)]


def sent(
    writer: Writer, content: bytes, media: str = MEDIA["csv"], method: str = "POST", **more: Any
) -> httpx.Response:
    """Send a file; `more` are parameters, or headers where they begin with a capital letter."""
    headers = {"Authorization": f"Bearer {writer.token}", "Content-Type": media}
    if writer.etag:
        headers["If-Match"] = writer.etag
    headers |= {name.replace("_", "-"): value for name, value in more.items() if name[0].isupper()}
    asked = GIVEN | {name: value for name, value in more.items() if name[0].islower()}
    answer = writer.client.request(
        method, f"/api/v1{AT}/counts", content=content, params=asked, headers=headers
    )
    writer.etag = answer.headers.get("etag", writer.etag)
    return answer


def drafted(writer: Writer) -> Writer:
    """Begin the draft of a card."""
    begun = writer.post("/datasets", dataset())
    assert begun.status_code == 201, begun.text
    return writer


def tables(writer: Writer) -> list[dict[str, Any]]:
    """The tables of the draft as it stands."""
    found: list[dict[str, Any]] = writer.get(AT).json()["card"]["tables"]
    return found


def kept(home: House) -> dict[str, int]:
    """How many uploads, and packed slices of them, the database holds."""
    with home.desk.store.reading() as session:
        count = sa.select(sa.func.count())
        return {
            name: session.scalar(count.select_from(Base.metadata.tables[name])) or 0
            for name in ("uploads", "upload_slices")
        }


def files(home: House) -> list[str]:
    """What lies in the folder of uploads."""
    folder = home.desk.settings.upload_dir
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def rows(home: House, revision: int = 1) -> list[dict[str, Any]]:
    """Every row that is kept of the one file of a revision."""
    with home.desk.store.reading() as session:
        (upload,) = uploads_of(session, revision)
        return [row for each in slices_of(session, upload.id) for row in unpacked(each.content)]


NOTHING = {"uploads": 0, "upload_slices": 0}
