"""The first documents of a process are whole, whatever is asked first, and by many at once."""

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.store import open_store

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ("/datasets/none", "/atlas?country=KEN", "/", "/gaps", "/models", "/countries/KEN")


@contextmanager
def fresh_process(database: str) -> Iterator[str]:
    """Start the pages in a process of their own, and yield their address before they are ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.frontend.child", database],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


def parts(answer: httpx.Response) -> dict[str, object]:
    """What every document needs: its styles, its scripts, and the policy that lets them run."""
    return {
        "styles": re.findall(r'<link rel="stylesheet" href="([^"]+)"', answer.text),
        "scripts": re.findall(r'<script src="([^"]+)"', answer.text),
        "inline": len(re.findall(r"<script(?: id=\"[^\"]+\")?>", answer.text)),
        "policy": answer.headers["content-security-policy"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 3])
def test_the_first_documents_of_a_process_are_whole(tmp_path: Path, first: int) -> None:
    database = f"sqlite:///{tmp_path / 'fairatlas.db'}"
    store = open_store(database)
    store.upgrade()
    store.close()
    asked = ADDRESSES[first:] + ADDRESSES[:first]
    with fresh_process(database) as address, ThreadPoolExecutor(len(asked)) as pool:
        answers = list(pool.map(lambda path: httpx.get(address + path, timeout=120), asked))
        later = parts(httpx.get(f"{address}/methods", timeout=60))
    assert later["styles"]
    assert later["scripts"]
    assert "sha256-" in str(later["policy"])
    for path, answer in zip(asked, answers, strict=True):
        assert parts(answer) == later, path
