"""DICOM folders: headers only, never the pixels, and nothing of them but five values each."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairatlas_client.csv_files import Places
from fairatlas_client.errors import BadInput, ExtraMissing
from fairatlas_client.people import Sighting
from fairatlas_client.values import UNKNOWN, age_between, age_of, date_of, sex_of

TAGS = [
    "PatientID", "IssuerOfPatientID", "PatientSex", "PatientAge", "PatientBirthDate", "StudyDate",
    "EthnicGroup", "InstitutionName",
]  # fmt: skip
DIRECTORY = "DICOMDIR"


@dataclass
class Dicom:
    """The files below a folder.

    Parameters
    ----------
    folder : Path
    places : Places
    ethnicities : mapping of str to str
        From what the headers write to a category of the scheme.
    unreadable, nameless, unplaced : int
        Files that are no DICOM, that have no patient identifier, whose institution is not listed:
        known after reading. Names of files are not kept: they often name patients.
    """

    folder: Path
    places: Places = field(default_factory=Places)
    ethnicities: Mapping[str, str] = field(default_factory=dict)
    unreadable: int = 0
    nameless: int = 0
    unplaced: int = 0

    def __iter__(self) -> Iterator[Sighting]:
        if not self.folder.is_dir():
            raise BadInput("There is no such folder.")
        with _quiet_reader() as read:
            for path in _files(self.folder):
                header = read(path)
                if header is None:
                    self.unreadable += 1
                elif not _text(header, "PatientID"):
                    self.nameless += 1
                else:
                    yield self._sighting(header)

    def _sighting(self, header: Any) -> Sighting:
        studied = _text(header, "StudyDate")
        age = age_of(_text(header, "PatientAge"))
        if age is None:
            age = age_between(_text(header, "PatientBirthDate"), studied)
        country = self.places.of(_text(header, "InstitutionName"))
        self.unplaced += country == UNKNOWN
        group = _text(header, "EthnicGroup")
        person = f"{_text(header, 'IssuerOfPatientID')}\x1f{_text(header, 'PatientID')}"
        return Sighting(
            person, sex_of(_text(header, "PatientSex")), age, country,
            self.ethnicities.get(group, group) or UNKNOWN, date_of(studied),
        )  # fmt: skip

    def report(self) -> list[str]:
        """Say what could not be counted, in numbers only."""
        said = {
            "files are no DICOM": self.unreadable,
            "files have no patient identifier: not counted": self.nameless,
            "files are of an institution without a country": self.unplaced,
        }
        return [f"{n} {what}" for what, n in said.items() if n]


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(names) if name != DIRECTORY)


def _text(header: Any, name: str) -> str:
    value = header.get(name)
    return "" if value is None else str(value).strip()


@contextmanager
def _quiet_reader() -> Iterator[Any]:
    """A reader of headers that says nothing: warnings would print values of patients."""
    try:
        import pydicom
        from pydicom.errors import InvalidDicomError
    except ImportError:
        raise ExtraMissing("DICOM needs: pip install 'fairatlas-client[dicom]'") from None

    def read(path: Path) -> Any:
        try:
            header = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=TAGS)
            # Values are decoded when asked for, so that a broken one shows here.
            return {name: header.get(name) for name in TAGS}
        except (InvalidDicomError, OSError, EOFError, ValueError, KeyError, AttributeError,
                NotImplementedError, TypeError):  # fmt: skip
            return None

    logger = logging.getLogger("pydicom")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield read
        finally:
            logger.setLevel(before)
