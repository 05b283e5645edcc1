"""What the scripts of these pages say; they get it in the reader's language with the page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.language import N_, _

FORMATS: Mapping[str, str] = {
    "card_yaml": N_("FairAtlas card (YAML)"),
    "card_json": N_("FairAtlas card (JSON)"),
    "croissant": N_("Croissant metadata (JSON-LD)"),
    "hugging_face": N_("Hugging Face dataset card (Markdown)"),
    "bids": N_("BIDS (participants.tsv and its JSON files)"),
}
RESULT_FORMATS: Mapping[str, str] = {
    "results_csv": N_("a table of your own (CSV, one row per group)"),
    "model_index": N_("Hugging Face model-index (Markdown)"),
    "medfair_csv": N_("MEDFAIR’s tables (CSV)"),
    "fairmedfm": N_("FairMedFM’s results (JSON or CSV)"),
}
STATES: Mapping[str, str] = {
    "draft": N_("a draft that only you and reviewers see"),
    "submitted": N_("with the reviewers"),
}
_SAID: Mapping[str, str] = {
    "unreachable": N_("The server cannot be reached. Nothing was lost: try again."),
    "expired": N_("Your session is over. Sign in again: what you have entered is still here."),
    "again": N_("You are signed in again. Repeat the last step."),
    "later": N_(
        "Not taken yet: more came than is taken in a time. Try again in {minutes} min. What you "
        "have written stays here."
    ),
    "if_known": N_("{label} (may be left empty)"),
    "token": N_("Key"),
    "no_key": N_(
        "This key was not accepted. See that all of it was copied, and that it is still good, or "
        "ask for a new one."
    ),
    "sign_in": N_("Sign in"),
    "working": N_("The server is working on it …"),
    "sending": N_("{percent} % sent"),
    "bring": N_("1. Bring a file"),
    "drop": N_("Drop a file here, or choose one; it is read at once:"),
    "choose": N_("Files of one dataset"),
    "takes": N_(
        "A FairAtlas card (YAML or JSON), Croissant, a Hugging Face card, or the files of BIDS. "
        "Or, for a draft that is saved, counts: CSV, XLSX, Parquet, NDJSON. They are read by this "
        "site alone."
    ),
    "unreadable": N_(
        "{name} cannot be read here. Of a folder, choose the files themselves; of a file, see "
        "whether it can be opened."
    ),
    "by_hand": N_("Write a card by hand"),
    "format": N_("Read as"),
    "told": N_("found out from the file"),
    "read": N_("2. What was read"),
    "read_as": N_("Read as: {format}."),
    "stored": N_("There is a card of this name (revision {revision}): this makes its next one."),
    "new_card": N_("There is no card of this name yet: this makes a new one."),
    "took": N_("Taken ({n})"),
    "left": N_("Left in the file, with the reason ({n})"),
    "added": N_("New in this file, and not in the stored card: {listed}"),
    "conflicts": N_("Places that contradict each other: choose what holds"),
    "apply": N_("Apply these choices"),
    "unclear": N_("What could not be read as it stands ({n})"),
    "card": N_("3. The card"),
    "missing": N_("A card needs these too: {listed}."),
    "open": N_("Saved as draft {revision} of {slug}."),
    "threshold": N_("Hide counts of people below"),
    "threshold_hint": N_(
        "You may choose {floor} or more. What a source itself prints is shown as printed."
    ),
    "check": N_("Check the card"),
    "save": N_("Save as draft"),
    "submit": N_("Submit to the reviewers"),
    "let_go": N_("Let these counts go"),
    "submit_hint": N_("Save first. Once submitted, it cannot be changed until it is returned."),
    "sound": N_("No rule is broken."),
    "problems": N_("{n} things have to be mended first. Each is named beside its place, too."),
    "one_problem": N_("One thing has to be mended first. It is named beside its place, too."),
    "more_problems": N_("These are the first; there are {n} more."),
    "found": N_("Found: “{value}”."),
    "example": N_("For example: {example}"),
    "hidden_none": N_("Nothing would be hidden."),
    "hidden": N_("These counts would be hidden, since somebody could be recognised ({n}):"),
    "small": N_("so few that somebody could be recognised"),
    "protects": N_("else a hidden count could be worked out"),
    "published": N_("Printed although small, since the source prints them: {listed}."),
    "add": N_("Add a row"),
    "remove": N_("Remove"),
    "remove_tables": N_("Remove this table"),
    "remove_sites": N_("Remove this place"),
    "remove_sources": N_("Remove this source"),
    "add_cells": N_("Add a row"),
    "add_tables": N_("Add a table"),
    "add_sites": N_("Add a place"),
    "add_sources": N_("Add a source"),
    "one_tables": N_("Table {n}"),
    "one_sites": N_("Place {n}"),
    "one_sources": N_("Source {n}"),
    "not_known": N_("not known"),
    "row": N_("row {n}"),
    "too_long": N_("{n} more rows are kept as they are, and not shown here."),
    "further": N_("What a card may say as well"),
    "further_add": N_("Add this field"),
    "yes": N_("yes"),
    "no": N_("no"),
    "counts": N_("2. A file of counts: {name}"),
    "counts_at": N_("Row {row}, column {column}"),
    "counts_first": N_(
        "Counts are added to a draft. Bring or write the card first and save it, then bring this "
        "file again."
    ),
    "counts_columns": N_("Say what each column is. These are the first rows:"),
    "counts_unit": N_("What is counted"),
    "counts_source": N_("Source in the card"),
    "counts_basis": N_("How the numbers came to be"),
    "counts_coverage": N_("How the rows stand to the total"),
    "counts_scheme": N_("Scheme of ethnicity or skin tone, where there is such a column"),
    "counts_covers": N_("How many the rows cover, if it is known"),
    "counts_wide": N_("Columns that are categories of"),
    "counts_long": N_("none: one number in each row"),
    "counts_is": N_("{name} is"),
    "counts_choose": N_("not told yet"),
    "counts_out": N_("left out"),
    "counts_check": N_("Check the file"),
    "counts_add": N_("Add these counts to the draft"),
    "counts_sound": N_("No rule is broken: {rows} rows, {tables} table(s)."),
    "counts_summed": N_("The file is large: its sums enter the card."),
    "changed": N_("Changed since the last check."),
}


# What is said otherwise where a table of results is brought.
_SAID_OF_RESULTS: Mapping[str, str] = {
    "choose": N_("One file of results"),
    "takes": N_(
        "A CSV of your own with one row per group, a Hugging Face model card with a model-index, "
        "or the tables of MEDFAIR and FairMedFM. It is read by this site alone."
    ),
    "by_hand": N_("Write the results by hand"),
    "card": N_("3. The evaluation"),
    "missing": N_("An evaluation needs these too: {listed}."),
    "check": N_("Check the evaluation"),
}


def script_words(*, results: bool = False) -> Component:
    """Hand the scripts their words."""
    words = {**_SAID, **(_SAID_OF_RESULTS if results else {})}
    said = {name: _(each) for name, each in words.items()}
    return html.Div(id="contribute-words", hidden=True, **{"data-words": json.dumps(said)})
