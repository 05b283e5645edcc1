"""Prediction files on a real server of the S3 protocol, in a process of its own on this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.access import Role
from app.domain.run import RunFile
from app.engine.stores import store_at
from app.errors import Unavailable
from app.services.runs.place import Place
from tests.support import runs as made
from tests.support.writers import house

SERVER = os.environ.get("FAIRATLAS_PROOF_S3", "")
KEY, SECRET = "key", "not-a-secret-of-anybody"
pytestmark = pytest.mark.skipif(not SERVER, reason="`make proof` installs a server of S3")


def free_ports(count: int) -> list[int]:
    """Find ports that are free together with the ones 10,000 above, which the server takes too."""
    found = []
    for port in range(20_000, 25_000):
        if len(found) < count and all(_free(each) for each in (port, port + 10_000)):
            found.append(port)
    return found


def _free(port: int) -> bool:
    with socket.socket() as opened:
        return opened.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("s3")
    keys = {"credentials": [{"accessKey": KEY, "secretKey": SECRET}], "name": "t",
            "actions": ["Admin", "Read", "Write", "List"]}  # fmt: skip
    (folder / "s3.json").write_text(json.dumps({"identities": [keys]}))
    master, volume, filer, s3 = free_ports(4)
    command = [
        SERVER, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}",
        "-s3", f"-s3.port={s3}", f"-s3.config={folder / 's3.json'}", "-volume.max=20",
        "-master.volumeSizeLimitMB=64", "-s3.port.iceberg=0", "-s3.port.lance=0",
    ]  # fmt: skip
    own = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
           "AWS_ENDPOINT_URL": f"http://127.0.0.1:{s3}", "AWS_REGION": "us-east-1"}  # fmt: skip
    with (folder / "log").open("w") as log, pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _make_bucket("runs", own["AWS_ENDPOINT_URL"])
            yield "s3://runs"
        finally:
            server.kill()
            server.wait()


def _make_bucket(name: str, endpoint: str) -> None:
    from pyarrow.fs import S3FileSystem

    store = S3FileSystem(
        endpoint_override=endpoint.removeprefix("http://"), scheme="http",
        allow_bucket_creation=True,
    )  # fmt: skip
    for _ in range(60):
        try:
            store.create_dir(name)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the server of S3 did not start")


@pytest.mark.parametrize("in_memory", [10**6, 100])
def test_a_run_on_s3_is_evaluated_exactly_and_as_counts(
    in_memory: int, bucket: str, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'fairatlas.db'}"
    with house(url, runs_url=f"{bucket}/{in_memory}", rows_in_memory=in_memory) as home:
        ana, rosa = home.writer("ana"), home.writer("rosa", Role.REVIEWER)
        table = made.predictions(1500)
        made.sent(ana, table.slice(0, 1000), table.slice(1000))
        made.work(home)
        run = made.out(home, ana, rosa)["run"]
    values = {each["metric"] for each in run["scores"] if each["value"] is not None}
    assert {"auroc", "tpr", "brier"} <= values
    assert any("reduced to counts" in each for each in run["warnings"]) is (in_memory == 100)


def test_a_file_is_there_wholly_under_its_name_and_a_changed_one_is_refused(bucket: str) -> None:
    content = b"rows" * 1000
    file = RunFile(3, made.hashlib.sha256(content).hexdigest(), len(content))
    place = Place(f"{bucket}/one")
    place.put(file, content)
    assert place.read(file).getvalue() == content
    system, folder = store_at(place.address)
    assert [each.rpartition("/")[2][:6] for each in system.ls(folder, detail=False)] == ["00003-"]
    system.pipe_file(place.address_of(file).removeprefix("s3://"), b"other")
    with pytest.raises(Unavailable, match="no longer what was uploaded"):
        place.read(file)


def test_a_store_that_refuses_is_named_without_its_address(bucket: str) -> None:
    file = RunFile(0, "0" * 64, 1)
    with pytest.raises(Unavailable) as caught:
        Place("s3://no-such-bucket/x").put(file, b"x")
    assert "no-such-bucket" not in str(caught.value)
    assert SECRET not in str(caught.value)
