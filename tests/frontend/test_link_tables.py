"""Tables of the link: what is the same in every row is said once, and nothing is lost."""

from frontend.link.tables import narrowed

COLUMNS = (("Group", "name"), ("Interval", "words"), ("Tested", "words"))


def test_a_column_of_one_value_becomes_a_sentence() -> None:
    rows = [("a", ["female", "–", "200"]), ("b", ["male", "–", "100"])]
    columns, left, same = narrowed(COLUMNS, rows, {"Group"})
    assert [head for head, _kind in columns] == ["Group", "Tested"]
    assert [cells for _id, cells in left] == [["female", "200"], ["male", "100"]]
    assert "Interval: none" in same


def test_a_single_row_loses_only_what_says_nothing() -> None:
    columns, _left, _same = narrowed(COLUMNS, [("a", ["female", "–", "200"])], {"Group"})
    assert [head for head, _kind in columns] == ["Group", "Tested"]


def test_who_was_tested_stays_in_every_row() -> None:
    rows = [("a", ["female", "1", "2"]), ("b", ["female", "3", "4"])]
    columns, left, same = narrowed(COLUMNS, rows, {"Group"})
    assert (len(columns), left, same) == (3, rows, "")
