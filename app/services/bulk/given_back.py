"""Given back: the rows of a large file of counts, a slice at a time, to those who may have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from app.domain.access import Caller
from app.domain.table import Cell, Column, Lines, Table
from app.domain.vocabulary import Basis, State
from app.errors import Forbidden, NotFound, problem
from app.services.bulk.intake import MOST_CELLS
from app.services.bulk.packing import unpacked
from app.services.files import LongFile, write_long_file
from app.services.writing.drafts import seen_draft
from app.services.writing.kinds import KINDS
from app.store import Session, Store, revisions
from app.store.drafts import StoredDraft
from app.store.uploads import StoredUpload, slice_at, slices_of, uploads_of

At = tuple[str, int]


def rows_of_upload(
    store: Store, caller: Caller, at: At, upload: str, format_name: str
) -> LongFile | None:
    """Return the rows of a file that came into a draft, as they are kept; None: not in this format.

    Whatever has become of the draft, whoever sent the file gets them; a reviewer only those that
    their source prints. Beside the exact sums in the card, others would give small counts back.

    Raises
    ------
    NotFound
        When there is no such draft for the caller, or no such file in it.
    Forbidden
        When only who sent the file gets its rows.
    Gone
        When the card was withdrawn.
    RuntimeError
        When a slice is no longer what it was kept as: before anything is handed over.
    """
    slug, revision = at
    with store.reading() as session:
        draft = seen_draft(session, caller, KINDS["datasets"], slug, revision)
        if draft.state in (State.PUBLISHED, State.WITHDRAWN):
            revisions.find_revision(session, draft.kind, draft.slug, None, None)
        found = _found(session, draft, upload)
        if caller.account != draft.account and found.given["basis"] != Basis.REPORTED:
            raise Forbidden(
                f"Only {draft.owner} is given these rows: no source prints them, and beside the "
                "sums in the card they would give small counts back."
            )
        for _ in slices_of(session, found.id):
            pass  # each is held against its hash
    return write_long_file(_table(store, at, found), f"{slug}-{revision}-{found.id}", format_name)


def _found(session: Session, draft: StoredDraft, upload: str) -> StoredUpload:
    found = next((e for e in uploads_of(session, draft.revision_id) if e.id == upload), None)
    if found is None:
        rule = "must be named by the note of a table of this draft"
        raise NotFound("There is no such file.", [problem("upload", rule, upload)])
    if found.row_count <= MOST_CELLS:
        raise NotFound(f"The {found.row_count} rows of this file are in the card itself.")
    return found


def _table(store: Store, at: At, upload: StoredUpload) -> Table:
    dims = [Column(dim, f"Group by {dim.replace('_', ' ')}, as printed") for dim in upload.dims]
    meaning = f'Count of {upload.given["unit"]}; "<11" where it is hidden; suppressed or withheld'
    return Table(
        name=f"{at[0]}-{at[1]}-{upload.id}",
        definition="One row per row of an uploaded file of counts, as it is kept.",
        columns=(*dims, Column("n", meaning)),
        rows=KeptRows(store, upload),
        release=store.release(),
        query={"upload": upload.id, **upload.given},
    )


@dataclass(frozen=True, slots=True)
class KeptRows(Lines):
    """The rows of a file; no more than one slice of them is in memory, and none is held open."""

    store: Store
    upload: StoredUpload

    def __len__(self) -> int:
        return self.upload.row_count

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        given = 0
        # A session for each slice: whoever reads slowly keeps nobody else waiting.
        for position in count():
            rows = self._slice(position)
            if not rows:
                break
            yield from rows
            given += len(rows)
        if given < len(self):  # what is handed over must not look whole
            raise RuntimeError(f"upload {self.upload.id} went while its rows were read")

    def _slice(self, position: int) -> list[tuple[Cell, ...]]:
        with self.store.reading() as session:
            found = slice_at(session, self.upload.id, position)
        kept = unpacked(found.content) if found else []
        return [(*(row[dim] for dim in self.upload.dims), _printed(row)) for row in kept]


def _printed(row: dict[str, Cell]) -> str:
    """Write a number as a file of counts has it, so that the rows can be sent again."""
    if row["n"] is not None:
        return str(row["n"])
    if row["n_high"] is not None:
        return f"<{int(row['n_high']) + 1}"
    return str(row["status"])
