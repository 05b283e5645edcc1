"""The service runs no errands: no address in anything that is sent is ever asked (SSRF)."""

import base64
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.writers import Writer, dataset

SPELLINGS = (
    "http://127.0.0.1:{port}/a", "HTTP://127.0.0.1:{port}/a", "http://127.1:{port}/",
    "http://2130706433:{port}/", "http://0x7f000001:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://user@127.0.0.1:{port}/", "http://example.org@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/#@example.org", "//127.0.0.1:{port}/a", "ftp://127.0.0.1:{port}/a",
    "http://127.0.0.1:{port}/x.zip", "https://127.0.0.1:{port}/", "http://localhost:{port}/",
    "http://0.0.0.0:{port}/", "gopher://127.0.0.1:{port}/", "http://127.0.0.1:{port}/?a=http://b",
)  # fmt: skip
VOCABULARY = {
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}
CROISSANT: dict[str, Any] = {
    "@context": VOCABULARY,
    "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0",
    "name": "Chest",
    "url": "https://example.org/",
}


def croissants(url: str) -> Iterator[dict[str, Any]]:
    file = {"@type": "cr:FileObject", "@id": "a", "name": "a", "contentUrl": url, "sha256": "0"}
    yield CROISSANT | {"@context": url}
    yield CROISSANT | {"@context": [VOCABULARY, url]}
    yield CROISSANT | {"@context": VOCABULARY | {"@import": url}}
    yield CROISSANT | {"@context": VOCABULARY | {"x": {"@id": "sc:x", "@context": url}}}
    yield CROISSANT | {"publisher": {"@context": url, "name": "A hospital"}}
    yield CROISSANT | {"url": url, "sameAs": url, "license": url, "isBasedOn": url}
    yield CROISSANT | {"distribution": [file]}
    yield CROISSANT | {
        "distribution": [file | {"encodingFormat": "application/zip"}],
        "recordSet": [
            {"@type": "cr:RecordSet", "@id": "r", "source": {"fileObject": {"@id": "a"}}}
        ],
    }


def brought(url: str) -> Iterator[dict[str, str]]:
    """Files for the importers, each with the address somewhere else."""
    for each in croissants(url):
        yield {"croissant.json": json.dumps(each)}
    yield {"README.md": f"---\nlicense_link: {url}\nhomepage: {url}\n---\n# A\n![x]({url})\n"}
    yield {"card.yaml": f"slug: a\nhomepage: '{url}'\nsources: [{{id: s1, url: '{url}'}}]\n"}
    about = {
        "Name": "A",
        "DatasetDOI": url,
        "SourceDatasets": [{"URL": url}],
        "ReferencesAndLinks": [url],
    }
    yield {
        "dataset_description.json": json.dumps(about),
        "participants.tsv": "participant_id\tsex\nsub-1\tF\n",
        "participants.json": json.dumps({"sex": {"TermURL": url, "Levels": {"F": "female"}}}),
    }


def as_files(texts: dict[str, str]) -> dict[str, Any]:
    packed = {name: base64.b64encode(text.encode()).decode() for name, text in texts.items()}
    return {"files": [{"name": name, "content": text} for name, text in packed.items()]}


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """A port that nobody has any business with."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        yield listening


def test_no_address_that_is_sent_is_ever_asked(ana: Writer, trap: socket.socket) -> None:
    statuses = []
    for spelling in SPELLINGS:
        url = spelling.format(port=trap.getsockname()[1])
        card = dataset(homepage=url)
        card["sources"][0] |= {"url": url, "seen": url}
        statuses.append(ana.post("/datasets?dry_run=true", card).status_code)
        statuses += [ana.post("/imports", as_files(each)).status_code for each in brought(url)]
    assert len(statuses) >= 200
    assert set(statuses) == {200, 422}
    assert statuses.count(200) > 130, "most must be read, else nothing was tried"
    with pytest.raises(TimeoutError):
        trap.accept()


def test_a_card_with_an_address_is_stored_and_the_address_left_alone(
    ana: Writer, trap: socket.socket
) -> None:
    url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
    assert ana.post("/datasets", dataset(homepage=url)).status_code == 201
    with pytest.raises(TimeoutError):
        trap.accept()


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_an_address_that_no_link_should_have_is_refused(ana: Writer, bad: str) -> None:
    assert ana.post("/datasets?dry_run=true", dataset(homepage=bad)).status_code == 422
