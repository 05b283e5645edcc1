"""What revisions say differently, in words."""

import pytest

from app.domain.model import MixPart
from frontend.components import differences


def test_a_part_of_what_a_model_learned_from_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(differences, "country_name", {"KEN": "Kenya"}.__getitem__)
    part = MixPart("my-set", "My set", True, "finetune", 1500, None, False, countries=("KEN",))
    told = differences._text((part,), {})
    assert told == "my-set, My set, Has a card here, tune, patients: 1,500, Kenya"
