"""The words that data may use: one enumeration each, the same from database to legend."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What we know of one group in one table or pool. None of the kinds of nothing is zero."""

    COUNTED = "counted"
    ZERO = "zero"
    SUPPRESSED = "suppressed"
    NOT_PRINTED = "not_printed"
    SITE_NOT_COUNTED = "site_not_counted"
    SAID_NOT_TO_EXIST = "said_not_to_exist"
    NOT_RECORDED = "not_recorded"
    WITHHELD = "withheld"
    NOT_FOUND = "not_found"


class Unit(StrEnum):
    """What is counted. Units are never added to each other."""

    PATIENTS = "patients"
    STUDIES = "studies"
    IMAGES = "images"


class Dim(StrEnum):
    """A column along which a source breaks its count down."""

    COUNTRY = "country"
    SEX = "sex"
    AGE = "age"
    ETHNICITY = "ethnicity"
    SKIN_TONE = "skin_tone"
    SOCIOECONOMIC = "socioeconomic"
    LABEL = "label"
    MODALITY = "modality"
    SITE = "site"
    YEAR = "year"


class Basis(StrEnum):
    """How a number came to be, from the firmest to the weakest."""

    REPORTED = "reported"
    COUNTED = "counted"
    DERIVED = "derived"
    ESTIMATED = "estimated"


class Coverage(StrEnum):
    """How the cells of a table stand to the total of its unit."""

    COMPLETE = "complete"
    SUBSET = "subset"
    LISTED_ONLY = "listed_only"
    UNSTATED = "unstated"
    EXCEEDS_TOTAL = "exceeds_total"
    CONDITIONAL = "conditional"
    SUMMARY = "summary"


class Kind(StrEnum):
    """What a card describes. Only a `dataset` counts people of its own."""

    DATASET = "dataset"
    AGGREGATE = "aggregate"
    COHORT = "cohort"


class Overlap(StrEnum):
    """How much of a derived set lies inside the sets it names."""

    FULL = "full"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class Access(StrEnum):
    """How a person obtains the data."""

    OPEN = "open"
    REGISTRATION = "registration"
    REQUEST = "request"
    CREDENTIALED = "credentialed"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class State(StrEnum):
    """The life of a revision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Reported(StrEnum):
    """Does the public documentation report an item? `unknown` is silent or not read."""

    YES = "yes"
    PARTIAL = "partial"
    NO = "no"
    UNKNOWN = "unknown"


class Selection(StrEnum):
    """How the people of a set came to be in it."""

    CONSECUTIVE = "consecutive"
    RANDOM = "random"
    SCREENING = "screening"
    CASE_CONTROL = "case_control"
    VOLUNTEERS = "volunteers"
    CONVENIENCE = "convenience"
    CHALLENGE_ENRICHED = "challenge_enriched"
    MIXED = "mixed"


class Assigner(StrEnum):
    """Who said which ethnicity or skin tone a person has. A model's guess is none of these."""

    SELF = "self"
    CLERK = "clerk"
    RATER = "rater"


MODALITIES = (
    "xray", "ct", "mri", "ultrasound", "mammography", "fundus", "oct", "oct-a", "dermoscopy",
    "clinical-photo", "histopathology", "microscopy", "endoscopy", "pet", "mixed",
)  # fmt: skip

BODY_REGIONS = (
    "abdomen", "brain", "breast", "chest", "dental", "eye", "fetal", "gastrointestinal", "heart",
    "musculoskeletal", "prostate", "skin", "whole-body", "other",
)  # fmt: skip

DOCUMENTATION_ITEMS = (
    "geography", "sex", "age", "ethnicity", "skin_tone", "socioeconomic", "consent_or_ethics",
    "collection_process", "inclusion_criteria", "labelling_process", "known_limitations",
    "missing_data",
)  # fmt: skip
