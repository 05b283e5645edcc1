"""Columns of results that say nothing are named once instead of drawn as dashes."""

from frontend.evaluations.told_columns import NOTHING, told_columns

COLUMNS = [("Group", "name"), ("Value", "number"), ("Cases", "number"), ("Note", "words")]


def test_a_column_of_dashes_is_named_in_one_sentence() -> None:
    rows = [("a", ["women", "0.8", NOTHING, NOTHING]), ("b", ["men", NOTHING, NOTHING, NOTHING])]
    columns, listed, said = told_columns(COLUMNS, rows)
    assert [head for head, _kind in columns] == ["Group", "Value"]
    assert listed == [("a", ["women", "0.8"]), ("b", ["men", NOTHING])]
    assert said == "No row has anything under “Cases”.", "nobody asks for a note"


def test_a_column_with_one_entry_stays() -> None:
    rows = [("a", ["women", "0.8", "20", "x"]), ("b", ["men", "0.7", NOTHING, NOTHING])]
    assert told_columns(COLUMNS, rows) == (COLUMNS, rows, "")
