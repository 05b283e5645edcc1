"""Drive every parser with inputs that atheris grows from what the code does with them.

Usage: python -m scripts.atheris_parsers [SECONDS] [PARSER ...]. Each parser has a process of its
own for so many seconds; an input is read, or refused in words, else it is a crash: it is kept
under var/atheris and the end is 1.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

import atheris

# What it instruments, it would say for each process again.
with (
    contextlib.redirect_stderr(io.StringIO()),
    atheris.instrument_imports(include=["app.importers"]),
):
    from app.importers.bids import read_bids
    from app.importers.card_json import read_dataset_json
    from app.importers.card_yaml import read_dataset
    from app.importers.counting.check import Checker
    from app.importers.counting.formats import CountsFormat, counts_formats
    from app.importers.counting.slices import Limits
    from app.importers.croissant import read_croissant
    from app.importers.fairmedfm import read_fairmedfm
    from app.importers.hugging_face import read_hugging_face
    from app.importers.medfair_csv import read_medfair
    from app.importers.model_index import read_model_index
    from app.importers.results_csv import read_results_csv

from app.errors import AppError
from app.settings import ROOT
from scripts.fuzz_files import WHOLE

FOUND = ROOT / "var" / "atheris"
_CARD = ROOT / "tests" / "fixtures" / "cards" / "datasets"
_USUAL_S = 60
Parser = Callable[[bytes], object]


def _counts(name: str) -> Parser:
    form = counts_formats()[name]

    def read(content: bytes) -> None:
        # A native library may end its process; an upload of such a format has a child for that.
        if form.hostile and _is_deadly(form, content):
            return
        checker = Checker({}, None, {})
        for each in form.slices(io.BytesIO(content), Limits()):
            list(checker.check(each))

    return read


def _is_deadly(form: CountsFormat, content: bytes) -> bool:
    """Whether whoever reads this is ended by a signal: tried in a fork."""
    own = os.fork()
    if own == 0:
        with contextlib.suppress(BaseException):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            signal.signal(signal.SIGABRT, signal.SIG_DFL)
            signal.signal(signal.SIGSEGV, signal.SIG_DFL)
            for _ in form.slices(io.BytesIO(content), Limits()):
                pass
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(own, 0)[1])


def _text(read: Callable[[str], object]) -> Parser:
    return lambda content: read(content.decode(errors="replace"))


PARSERS: Mapping[str, Parser] = {
    **{name: _counts(name) for name in counts_formats()},
    "yaml": _text(read_dataset),
    "json": _text(read_dataset_json),
    "json-ld": _text(read_croissant),
    "markdown": _text(read_hugging_face),
    "model-index": _text(lambda text: read_model_index(text, "README.md", None, {})),
    "medfair": _text(lambda text: read_medfair(text, "CXP-Sex.csv", "baseline", {})),
    "fairmedfm": _text(lambda text: read_fairmedfm(text, "out.json", None, {})),
    "results": _text(lambda text: read_results_csv(text, "t.csv", None, {})),
    "bids": _text(lambda text: read_bids({"participants.tsv": text})),
}


def seeds() -> Iterable[bytes]:
    """Return what to begin with: whole files of every format."""
    yield from WHOLE
    yield from (path.read_bytes() for path in sorted(_CARD.glob("*")))
    yield b'{"@context": {"@vocab": "https://schema.org/"}, "@type": "sc:Dataset", "name": "x"}'
    yield b"---\nlicense: mit\npretty_name: x\ntags: [ct]\n---\n# x\n\n## Curation Rationale\n\ny\n"
    yield b"methods,Test Overall AUC,Test auc-group_0\nbaseline,0.9\xc2\xb10.01,0.8\n"
    yield b"sex,n,auroc,auroc_low\nfemale,40,0.9,0.8\n"
    yield b'{"overall": {"auc": 0.9}, "attributes": {"sex": {"groups": {"F": {"n": 4, "auc": 1}}}}}'
    yield (
        b"---\nmodel-index:\n- name: x\n  results:\n  - dataset: {type: a, name: A}\n"
        b"    metrics: [{type: roc_auc, value: 0.9}]\n---\n"
    )
    yield b"participant_id\tsex\tage\nsub-1\tF\t40\n"


def drive(name: str, options: list[str]) -> None:
    """Drive one parser in this process, until it crashes or the time is over."""
    read = PARSERS[name]

    def once(content: bytes) -> None:
        try:
            read(content)
        except AppError as refusal:
            if not 400 <= refusal.status < 500:
                raise

    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def start(name: str, seconds: int) -> int:
    """Drive one parser in a process of its own; return its exit code."""
    corpus = FOUND / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}", f"-artifact_prefix={FOUND}/{name}-", "-timeout=20",
        "-rss_limit_mb=3000", "-print_final_stats=1", "-verbosity=0", str(corpus),
    ]  # fmt: skip
    command = [sys.executable, "-m", "scripts.atheris_parsers", "--drive", name, *options]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    runs = [line.split()[-1] for line in done.stderr.splitlines() if "executed_units" in line]
    sys.stdout.write(f"{name}: {runs[0] if runs else '?'} inputs, exit code {done.returncode}\n")
    if done.returncode:
        sys.stderr.write(done.stderr[-4000:] + "\n")
    return done.returncode


def main(arguments: list[str]) -> int:
    """Drive the parsers named, or all."""
    seconds = int(arguments[0]) if arguments else _USUAL_S
    codes = [start(name, seconds) for name in arguments[1:] or PARSERS]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--drive"]:
        drive(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1:]))
