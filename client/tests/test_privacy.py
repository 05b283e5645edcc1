"""No identifier of a patient is in anything that is written, printed, logged or sent."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from client.tests import headers

PATIENTS = int(os.environ.get("FAIRATLAS_PROOF_HEADERS", "1500"))
SECRET = "Zebedee"


def archive(folder: Path) -> None:
    """Patients whose every identifying value has a mark, some of them in broken elements."""
    for i in range(PATIENTS):
        headers.write(
            folder / f"{SECRET}^Folder", i, person=f"{SECRET}{i % (PATIENTS // 3):05}",
            name=f"{SECRET}^Jane^{i}", sex="FM"[i % (PATIENTS // 3) % 2],
            born=f"{1930 + i % 60}0203", studied="20200101", ethnic=f"{SECRET}{i % 700}",
            age=f"{SECRET}" if i % 50 == 0 else "", institution="North Clinic",
        )  # fmt: skip
    (folder / f"{SECRET}.txt").write_text(SECRET)


def counted(folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fairatlas_client", "counts", "from-dicom", str(folder)]
    return subprocess.run(
        [*command, "--out", str(out), "--everywhere", "KEN", *more],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_no_identifier_leaves_memory(tmp_path: Path) -> None:
    images, place = tmp_path / "images", tmp_path / "written"
    archive(images)
    place.mkdir()
    told = counted(images, place / "c.json", "--scheme", "other:as written", "--by", "sex,age")
    assert told.returncode == 0, told.stderr
    assert SECRET not in told.stdout + told.stderr
    for path in place.rglob("*"):
        assert SECRET not in path.read_text() + path.name
    made = json.loads((place / "c.json").read_text())
    (sexes,) = [table["cells"] for table in made["tables"] if table["dims"] == ["sex"]]
    assert sum(cell.get("n", 0) for cell in sexes if cell.get("n") != "<11") <= PATIENTS // 3


def test_errors_do_not_name_files_or_values(tmp_path: Path) -> None:
    images = tmp_path / f"{SECRET}"
    images.mkdir()
    (images / "broken.dcm").write_bytes(headers.header(person="", name=SECRET)[:-30])
    told = counted(images, tmp_path / "c.json")
    assert told.returncode == 3
    assert SECRET not in told.stdout + told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_the_reader_of_headers_logs_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from fairatlas_client import count_dicom

    for i in range(20):
        headers.write(tmp_path, i, person=f"{SECRET}{i}", born=SECRET, age=SECRET)
    with caplog.at_level(logging.DEBUG):
        count_dicom(tmp_path)
    assert SECRET not in caplog.text
