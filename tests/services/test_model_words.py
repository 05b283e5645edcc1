"""Words about models: every number is one of the card, the mix or the assessment."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.assessment import (
    Assessment,
    Excluded,
    Group,
    GroupCount,
    Known,
    Range,
    Share,
    Totals,
)
from app.domain.model import Developer
from app.domain.reason import Reason
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Basis, Reported, State, Status, Unit
from app.services.catalogue.answers import TotalShown
from app.services.catalogue.model_answers import Mix, MixRow, ModelDetail, ModelPage, ModelRow
from app.services.training.documents import said_by_documents
from app.services.training.flow import Flow, Strand
from app.services.training.profile import Profile, Told
from app.services.training.questions import supplier_questions
from app.services.training.words import finding_of_model, finding_of_models
from tests.support.answers import COUNTRIES, answer, group

NAMES = {each.iso3: each.name for each in COUNTRIES}
SILENT = dict.fromkeys(("geography", "sex", "age", "ethnicity"), Reported.UNKNOWN)


def row(slug: str, **given: Any) -> ModelRow:
    stated: dict[str, Any] = {
        "name": slug.title(), "edition": None, "revision": 1, "release_year": 2024,
        "modalities": ("xray",), "body_regions": ("chest",), "developers": (),
        "architecture": None, "parameters": None, "weights_access": None,
        "total_patients": None, "total_images": None, "parts": 2, "parts_with_card": 2,
        "mix_complete": Reported.YES, "demographics_reported": SILENT,
        "fairness_evaluated": Reported.UNKNOWN, "n_sources": 1,
    }  # fmt: skip
    return ModelRow(slug=slug, **(stated | given))


def page(*rows: ModelRow) -> ModelPage:
    return ModelPage(rows, len(rows), None, 1)


def test_the_list_says_how_many_name_their_parts_and_how_many_their_people() -> None:
    said = finding_of_models(
        page(
            row("whole"),
            row("without", parts_with_card=1),
            row("open", mix_complete=Reported.NO),
            row("none", parts=0, mix_complete=Reported.NO),
            row("told", demographics_reported=SILENT | {"sex": Reported.PARTIAL}),
        ),
        filtered=False,
    )
    assert said.sentence.startswith("Of 5 foundation models, 3 give a list")
    assert "for two of them every part has a card here" in said.sentence
    assert "of one we read that their documents give the sex" in said.sentence
    assert said.unknown.startswith("For 1 model we found no part named at all.")
    assert "where they were imaged for 5, their sex for 4" in said.unknown


def test_no_model_is_said() -> None:
    assert finding_of_models(page(), filtered=True).sentence == "We hold no such model."
    assert finding_of_models(page(), filtered=False).sentence == "No model has a card here yet."


def part(dataset: str, **given: Any) -> MixRow:
    stated: dict[str, Any] = {
        "name": dataset.title(), "has_card": True, "role": "pretrain", "patients": None,
        "images": None, "weight": 100, "weight_basis": "assumed_whole", "private": False,
        "countries": (), "countries_recalled": False, "citation": None, "url": None,
        "note": None,
    }  # fmt: skip
    return MixRow(dataset=dataset, **(stated | given))


def card(**given: Any) -> ModelDetail:
    nothing = TotalShown(None, Status.NOT_FOUND, False, False, None, None)
    stated: dict[str, Any] = {
        "release": 1, "slug": "seer", "name": "Seer", "edition": None, "revision": 1,
        "state": State.PUBLISHED, "release_year": 2024, "modalities": ("xray",),
        "body_regions": ("chest",), "developers": (Developer("Maker", "KEN"),),
        "architecture": None, "parameters": None, "pretraining_method": None, "licence": None,
        "weights_access": "open", "homepage": None, "doi": None,
        "totals": {Unit.PATIENTS: nothing, Unit.IMAGES: nothing}, "totals_note": None,
        "compute": None, "demographics_reported": SILENT,
        "fairness_evaluated": Reported.UNKNOWN, "mitigation": None, "intended_uses": None,
        "unsuitable_uses": None, "population_tables": (),
        "mix_complete": Reported.YES, "note": None, "sources": (),
    }  # fmt: skip
    return ModelDetail(**(stated | given))


ASSUMED = "First: assumed to be used whole (no number of it is printed)."


def profile(
    *parts: MixRow, complete: Reported = Reported.YES, places: Assessment | None = None
) -> Profile:
    nobody = replace(answer(()), known=Known(0, 0, 0), unknown=Range(1000, 1000))
    placed = places or replace(answer((group("USA", n=(600, 600)),)), notes=(ASSUMED,))
    strands = tuple(
        Strand(p.name, p.dataset, p.has_card, p.role, tuple(NAMES[c] for c in p.countries), None)
        for p in parts
    )
    return Profile(
        card=card(mix_complete=complete),
        mix=Mix("seer", complete, parts, len(parts), 1),
        unit=Unit.PATIENTS,
        told=(Told("country", placed), Told("sex", nobody), Told("age", None, "refused")),
        flow=Flow(strands, ("Maker (in Kenya)",), ()),
        evaluations=(),
        repository=(),
        country_names=NAMES,
    )


def test_a_model_is_told_by_its_parts_and_by_who_can_be_placed() -> None:
    placed = replace(
        answer((group("KEN", n=(600, 600)),), total=(1000, 1000), known=(600, 600)),
        notes=(ASSUMED,),
    )
    said = finding_of_model(profile(part("first"), part("second"), places=placed))
    assert said.sentence == (
        "Seer names 2 sets that it learned from; the list is said to be complete. Of the 1,000 "
        "patients in parts whose number we know (1 of these parts taken to be used whole), "
        "600 can be placed, in Kenya."
    )
    assert "By age they are not added up." in said.unknown
    unheld = "We hold no count of their sex, nor of their race or ethnicity, in patients."
    assert unheld in said.unknown


def only_share(category: str, share: float) -> Group:
    printed = Share(None, share - 0.0005, share + 0.02, share, (share - 0.0005, share + 0.0005))
    return replace(
        group("KEN"),
        key={"sex": category},
        n=GroupCount(None, None, None, Basis.REPORTED),
        share=printed,
        reason=Reason.SHARES_WITHOUT_TOTAL,
    )


def test_printed_shares_are_said_as_shares_and_not_as_unknown() -> None:
    nobody = Known(0, 0, 0)
    shares = replace(answer((only_share("female", 0.504), only_share("male", 0.48))), known=nobody)
    why = Reason.OVERLAPPING_CATEGORIES.sentence
    refused = replace(answer(()), known=nobody, excluded=(Excluded("seer", why),))
    made = profile(part("first"))
    told = (made.by("country"), Told("sex", shares), Told("age", refused))
    scheme = "us-omb-1997/race"
    race = Told("ethnicity", replace(answer(()), known=Known(90, 90, 1)), scheme=scheme)
    said = finding_of_model(replace(made, told=(*told, race))).unknown
    assert (
        "Of their sex shares are printed: 50.4\u00a0% female and 48\u00a0% male; how many" in said
    )
    assert f"Of their age a table is printed, but no share can be read from it: {why}." in said
    assert f"the race or ethnicity of 90 patients ({SCHEMES[scheme].name})." in said
    assert "We hold no" not in said
    assert (
        "They print shares; how many is not printed."
        in {each.topic: each.says for each in supplier_questions(replace(made, told=told))}[
            "Who they are: sex"
        ]
    )


def test_a_place_that_only_a_part_without_a_card_names_is_not_lost() -> None:
    said = finding_of_model(
        profile(
            part("first"),
            part("second", has_card=False, countries=("BRA",), weight=None),
            places=replace(answer((group("KEN"),)), notes=()),
        )
    )
    assert "in Kenya; Brazil is named too, without a number." in said.sentence
    assert "1 part has no card here" in said.unknown


def test_what_its_documents_are_said_not_to_give_is_said() -> None:
    silent = profile(part("first"))
    assert said_by_documents(silent) == ""
    made = replace(silent, card=card(demographics_reported={**SILENT, "sex": Reported.NO}))
    assert said_by_documents(made).endswith("are said not to give their sex.")


def test_places_without_numbers_are_not_called_numbers() -> None:
    nobody = replace(answer(()), known=Known(0, 0, 0), total=Totals(0, None, 0, 0), unknown=None)
    said = finding_of_model(profile(part("first", countries=("KEN",)), places=nobody))
    said_of_people = "Its people were imaged in Kenya; how many patients in each is not said."
    assert said_of_people in said.sentence


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((), "We hold no list of the datasets that Seer learned from."),
        ((part("first", role="finetune"),), "Seer names 1 set for tuning, and none for pret"),
    ],
)
def test_what_is_not_pretraining_is_never_counted_as_such(
    parts: tuple[MixRow, ...], said: str
) -> None:
    sentence = finding_of_model(profile(*parts)).sentence
    assert sentence.startswith(said)
    assert "can be placed" not in sentence


def asked(made: Profile) -> dict[str, tuple[str, str]]:
    return {each.topic: (each.says, each.open) for each in supplier_questions(made)}


def test_questions_say_what_the_card_says_and_what_it_does_not() -> None:
    made = profile(
        part("first", weight=250, weight_basis="printed", countries=("KEN",)),
        part("second", weight=None, weight_basis="unknown"),
        complete=Reported.NO,
    )
    found = asked(made)
    assert found["What it learned from"] == (
        "2 named sets: First; Second. List: not complete.",
        "The complete list.",
    )
    assert found["How many people"] == (
        "First: 250 patients.",
        "How many patients were used of Second.",
    )
    assert found["Where its people were imaged"][0] == "First: Kenya."
    assert found["Where its people were imaged"][1].startswith("The places of Second.")


def test_a_number_that_was_assumed_is_asked_for() -> None:
    made = profile(part("first", weight_basis="assumed_whole"))
    assert "First" in asked(made)["How many people"][1]


def test_skin_tone_is_asked_of_pictures_of_skin_alone() -> None:
    made = profile(part("first"))
    assert "Who they are: skin tone" not in asked(made)
    skin = replace(made, card=card(modalities=("dermoscopy",)))
    assert "Who they are: skin tone" in asked(skin)


def test_no_test_is_not_called_a_clean_test() -> None:
    found = asked(profile(part("first")))["Whether it was tested on people it had seen"]
    assert found[0] == "We hold no test of this model."
