"""Whatever is done in whatever order: what was published never changes, and drafts stay private."""

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.domain.access import Role
from app.services.writing.log import verify
from app.store import open_store
from tests.support.writers import Writer, dataset, house

SLUGS = st.sampled_from(["one", "two"])
WRITERS = st.sampled_from(["ana", "bo"])
COUNTS = st.integers(0, 100)


def fixed(card: dict[str, Any]) -> str:
    """Hash of what a revision says; its state and the present release may change."""
    said = {name: each for name, each in card.items() if name not in ("state", "release")}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Ways(RuleBasedStateMachine):
    """Two authors and a reviewer, doing anything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'x.db'}"
        store = open_store(url)
        store.upgrade()
        store.close()
        self.open = house(url)
        self.house = self.open.__enter__()
        self.writers = {name: self.house.writer(name) for name in ("ana", "bo")}
        self.rosa = self.house.writer("rosa", Role.REVIEWER)
        # Who began each draft last: what was deleted leaves its address to whoever begins anew.
        self.drafts: dict[str, str] = {}
        self.out: dict[tuple[str, int], str] = {}
        self.writes = 0

    def teardown(self) -> None:
        self.open.__exit__(None, None, None)
        self.folder.cleanup()

    def send(self, writer: Writer, method: str, address: str, body: Any = None) -> Any:
        """Act on a draft as it stands."""
        writer.etag = None
        if "/drafts/" in address:
            at = "/".join(address.split("/")[:5])
            writer.etag = self.rosa.get(at).headers.get("etag")
        answer = writer.send(method, address, body)
        assert answer.status_code < 500, answer.text
        self.writes += answer.status_code in (200, 201)
        return answer

    @rule(name=WRITERS, slug=SLUGS, female=COUNTS, new=st.booleans())
    def begin(self, name: str, slug: str, female: int, new: bool) -> None:
        at = "/datasets" if new else f"/datasets/{slug}/versions"
        begun = self.send(self.writers[name], "POST", at, dataset(slug, female))
        if begun.status_code == 201:
            revision = begun.json()["draft"]["revision"]
            self.drafts[f"/datasets/{slug}/drafts/{revision}"] = name

    @precondition(lambda self: self.drafts)
    @rule(
        data=st.data(), name=WRITERS, female=COUNTS, way=st.sampled_from(["PUT", "PATCH", "DELETE"])
    )
    def change(self, data: st.DataObject, name: str, female: int, way: str) -> None:
        at, owner = data.draw(st.sampled_from(list(self.drafts.items())))
        card = dataset(at.split("/")[2], female)
        body = {"PUT": card, "PATCH": {"tables": card["tables"]}, "DELETE": None}[way]
        answer = self.send(self.writers[name], way, at, body)
        assert name == owner or answer.status_code == 404

    @precondition(lambda self: self.drafts)
    @rule(data=st.data(), act=st.sampled_from(["submit", "submit", "publish", "publish", "return"]))
    def review(self, data: st.DataObject, act: str) -> None:
        at, owner = data.draw(st.sampled_from(list(self.drafts.items())))
        who = self.writers[owner] if act == "submit" else self.rosa
        answer = self.send(
            who, "POST", f"{at}/{act}", {"comments": "x"} if act == "return" else None
        )
        if act == "publish" and answer.status_code == 200:
            done = answer.json()
            card = self.house.get(f"/datasets/{done['slug']}?revision={done['revision']}").json()
            self.out[done["slug"], done["revision"]] = fixed(card)

    @rule(slug=SLUGS)
    def withdraw(self, slug: str) -> None:
        self.send(self.rosa, "POST", f"/datasets/{slug}/withdraw", {"reason": "x"})

    @invariant()
    def published_is_as_it_was(self) -> None:
        for (slug, revision), then in self.out.items():
            now = self.house.get(f"/datasets/{slug}?revision={revision}")
            assert fixed(now.json()) == then

    @invariant()
    def only_what_was_published_is_seen(self) -> None:
        for slug in ("one", "two"):
            listed = self.house.get(f"/datasets/{slug}/history")
            seen = {row["revision"] for row in listed.json().get("items", ())}
            assert seen == {revision for name, revision in self.out if name == slug}

    @invariant()
    def every_write_is_one_event(self) -> None:
        keys = len(self.writers) + 1
        assert verify(self.house.desk.store).events == keys + self.writes


TestWays = Ways.TestCase
TestWays.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
