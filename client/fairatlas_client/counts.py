"""Counting at the site: a CSV, a folder of DICOM, a BIDS data set; what comes out may leave it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fairatlas_client.bids_files import Bids
from fairatlas_client.counting import THRESHOLD, Counted, tabulate
from fairatlas_client.csv_files import Columns, Places, read_csv
from fairatlas_client.dicom_files import Dicom
from fairatlas_client.errors import BadInput
from fairatlas_client.people import Banding, People, Sighting


@dataclass(frozen=True)
class Wanted:
    """How to count.

    Parameters
    ----------
    by : sequence of sequence of str
        Combinations beside the single things, as [["sex", "age"]].
    scheme : str or None
        Category scheme of ethnicity ("us-omb-1997/race", "other:our form"); without it ethnicity
        is not counted.
    ethnicities : mapping of str to str
        From what the files write to a category of the scheme. What is not named here is written
        only where at least `threshold` people have it.
    places : Places
        Where people were imaged.
    banding : Banding
    threshold : int
        Counts from 1 to one less are hidden; at least 11.
    """

    by: Sequence[Sequence[str]] = ()
    scheme: str | None = None
    ethnicities: Mapping[str, str] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    banding: Banding = field(default_factory=Banding)
    threshold: int = THRESHOLD


def count_csv(path: Path, columns: Columns, wanted: Wanted | None = None) -> Counted:
    """Count the people of a table that has a row per image, study or patient.

    Raises
    ------
    BadInput
        When the file cannot be read, a column is missing, or nobody is in it.
    """
    wanted = wanted or Wanted()
    return _counted(read_csv(path, columns, wanted.places), wanted, list)


def count_dicom(folder: Path, wanted: Wanted | None = None) -> Counted:
    """Count the patients of all DICOM files below a folder, by their headers.

    Raises
    ------
    BadInput
        When there is no such folder, or nobody in it.
    ExtraMissing
        Without pydicom.
    """
    wanted = wanted or Wanted()
    files = Dicom(folder, wanted.places, wanted.ethnicities)
    return _counted(files, wanted, files.report)


def count_bids(folder: Path, wanted: Wanted | None = None, ethnicity: str | None = None) -> Counted:
    """Count the participants of a BIDS data set; `ethnicity` names the column that holds it.

    Raises
    ------
    BadInput
        When participants.tsv cannot be read, or nobody is in it.
    """
    wanted = wanted or Wanted()
    files = Bids(folder, wanted.places, ethnicity)
    return _counted(files, wanted, files.report)


def _counted(
    sightings: Iterable[Sighting], wanted: Wanted, reported: Callable[[], list[str]]
) -> Counted:
    people = People(sightings, wanted.banding)
    report = reported()
    if not len(people):
        raise BadInput("; ".join(["Nobody is counted here", *report]))
    if wanted.scheme:
        named = wanted.ethnicities.values()
        if lost := people.forget_rare("ethnicity", wanted.threshold, named):
            report.append(
                f"{lost} patients have an ethnic group that is rare and not listed: unknown"
            )
    return tabulate(people, wanted.by, wanted.scheme, wanted.threshold, report)
