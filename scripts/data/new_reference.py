"""Write a reference folder from a file that the UN or the World Bank publishes.

python scripts/data/new_reference.py un-wpp DOWNLOAD.csv data/reference/un-wpp-2026-2027 2027
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.reference import Reference  # noqa: E402 - found through the line above
from app.errors import AppError  # noqa: E402
from app.importers.un_wpp_csv import read_un_wpp  # noqa: E402
from app.importers.world_bank_csv import read_world_bank  # noqa: E402

LAYOUTS: dict[str, Callable[[str, str, int], Reference]] = {
    "un-wpp": read_un_wpp,
    "world-bank": read_world_bank,
}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("layout", choices=LAYOUTS)
    asked.add_argument("download", type=Path)
    asked.add_argument("folder", type=Path, help="its name becomes the slug")
    asked.add_argument("year", type=int)
    given = asked.parse_args()
    try:
        text = given.download.read_text(encoding="utf-8-sig")
        write(LAYOUTS[given.layout](text, given.folder.name, given.year), given.folder)
    except AppError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def write(reference: Reference, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=False)
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow([*reference.dims, "n"])
        rows.writerows([*(row.key[dim] for dim in reference.dims), row.n] for row in reference.rows)
    head = {
        "slug": reference.slug,
        "name": reference.name,
        "year": reference.year,
        "eligible": reference.eligible,
        "dims": [dim.value for dim in reference.dims],
        "total": sum(row.n for row in reference.rows),
        "licence": reference.licence,
        "source": {
            "id": reference.source.id,
            "citation": reference.source.citation,
            "url": reference.source.url,
        },
    }
    (folder / "source.yaml").write_text(yaml.safe_dump(head, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
