"""Croissant: the names that its reader and its writer share, and where each stands in a card.

Croissant 1.1 and RAI 1.0 are formats of MLCommons; `fairatlas:` is our extension, described in
docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.documentation import Answer
from app.domain.vocabulary import Dim

CROISSANT_1_1 = "http://mlcommons.org/croissant/1.1"
RAI_1_0 = "http://mlcommons.org/croissant/RAI/1.0"
NAMESPACE = "urn:fairatlas:card:1:"
# The card without its cells, as one JSON value; the cells are the rows of the record set.
CARD = "fairatlasCard"
COUNTS = "counts"

# What each property of RAI says of an item of documentation: all of it, or a part.
RAI: Mapping[str, tuple[str, Answer]] = {
    "rai:dataCollection": ("origin", Answer.GIVEN),
    "rai:dataCollectionMissingData": ("missingness", Answer.GIVEN),
    "rai:dataLimitations": ("limitations", Answer.GIVEN),
    "rai:dataBiases": ("selection_bias", Answer.IN_PART),
    "rai:dataUseCases": ("purpose", Answer.IN_PART),
    "rai:dataSocialImpact": ("groups_at_risk", Answer.IN_PART),
    "rai:dataManipulationProtocol": ("modifications", Answer.IN_PART),
    "rai:dataAnnotationProtocol": ("label_quality", Answer.IN_PART),
    "rai:personalSensitiveInformation": ("attribute_recording", Answer.IN_PART),
    "rai:dataPreprocessingProtocol": ("datasheet_preprocessing", Answer.IN_PART),
    "rai:dataCollectionRawData": ("datasheet_collection", Answer.IN_PART),
    "rai:dataReleaseMaintenancePlan": ("datasheet_maintenance", Answer.GIVEN),
}
# Columns of the record set: name, type, what it holds.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("table", "sc:Integer", "Which table of the card, from 0"),
    ("unit", "sc:Text", "What is counted: patients, studies or images"),
    *((dim.value, "sc:Text", f"Group by {dim.value}, as printed") for dim in Dim),
    ("n", "sc:Integer", "Count, in the unit of the row"),
    ("below", "sc:Integer", "The count is printed as below this"),
    ("n_low", "sc:Integer", "Fewest, of a sum with hidden counts in it"),
    ("n_high", "sc:Integer", "Most, of such a sum; null where no upper bound is known"),
    ("share", "sc:Text", "Published share of 1, with its decimals as printed"),
    ("status", "sc:Text", "suppressed or withheld, where there is no number"),
)
