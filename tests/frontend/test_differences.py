"""What revisions say differently, in words."""

import json

import pytest

from app.domain.model import MixPart
from app.services.writing.diff import Diff, FieldChange, NumberChange
from frontend.components import differences


def test_a_part_of_what_a_model_learned_from_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(differences, "country_name", {"KEN": "Kenya"}.__getitem__)
    part = MixPart("my-set", "My set", True, "finetune", 1500, None, False, countries=("KEN",))
    told = differences._text((part,), {})
    assert told == "my-set, My set, Has a card here, tune, patients: 1,500, Kenya"


def test_of_a_new_card_what_is_not_said_is_no_row_and_its_numbers_come_before_its_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(differences, "country_names", dict)
    said = (
        FieldChange("documentation.sex", None, "unknown"),
        FieldChange("licence", None, None),
        FieldChange("name", None, "My set"),
        FieldChange("patients by sex: exclusive_labels", None, False),
    )
    cell = {"n": 48, "share": None, "n_low": None, "n_high": None, "status": "counted"}
    number = NumberChange("patients by sex", {"sex": "female"}, None, cell)
    found = Diff("dataset", "my-set", 0, 1, said, (number,), 1)
    shown = json.loads(
        differences.differences(found).children[1].to_plotly_json()["props"]["data-table"]
    )
    assert [row["cells"][-1] for row in shown["rows"]] == ["My set", "48", "not found"]
