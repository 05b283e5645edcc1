"""Shared source: which test sets may hold the people a model learned from, on a small lineage."""

from app.domain.model import MixPart
from app.domain.vocabulary import Reported
from app.services.shared_source import NO_CARD, SharedSource, shared_source
from app.stats.lineage import Lineage, Node

# archive -> first, second -> merged (of second and other); grand is made from first.
LINEAGE = Lineage(
    {
        "archive": Node(),
        "first": Node(parents=("archive",)),
        "second": Node(parents=("archive",)),
        "other": Node(),
        "merged": Node(parents=("second", "other"), aggregate=True),
        "grand": Node(parents=("first",)),
        "alone": Node(),
    }
)


def part(dataset: str, role: str = "pretrain") -> MixPart:
    known = dataset in LINEAGE.nodes
    return MixPart(dataset, dataset.title(), known, role, None, None, None)


def asked(tested: str, *learned: str, complete: Reported = Reported.YES) -> SharedSource:
    return shared_source(LINEAGE, [tested], [part(each) for each in learned], complete)


def kin(found: SharedSource) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(link.learned, link.kinship, link.via) for link in found.links]


def test_the_same_set_is_shared() -> None:
    found = asked("first", "first", "alone")
    assert found.state == "shared"
    assert kin(found) == [("first", "same", ())]


def test_a_test_set_made_from_a_training_set_is_shared_however_far_down() -> None:
    assert kin(asked("grand", "archive")) == [("archive", "test_from_training", ())]


def test_a_training_set_made_from_the_test_set_is_shared() -> None:
    assert kin(asked("other", "merged")) == [("merged", "training_from_test", ())]


def test_two_sets_of_one_archive_are_shared_by_the_nearest_set_above_both() -> None:
    assert kin(asked("first", "second")) == [("second", "same_archive", ("archive",))]
    assert kin(asked("grand", "merged")) == [("merged", "same_archive", ("archive",))]


def test_a_part_that_the_model_was_tuned_on_counts_too_and_says_so() -> None:
    found = shared_source(LINEAGE, ["first"], [part("first", "finetune")], Reported.YES)
    assert [link.role for link in found.links] == ["finetune"]


def test_none_found_is_said_only_where_everything_is_known() -> None:
    assert asked("alone", "first", "merged") == SharedSource("none_found", (), ())


def test_an_incomplete_list_is_no_proof() -> None:
    for complete in (Reported.NO, Reported.PARTIAL, Reported.UNKNOWN):
        found = asked("alone", "first", complete=complete)
        assert found.state == "not_known"
        assert "complete list" in found.reasons[0]


def test_a_part_or_a_test_set_without_a_card_is_no_proof() -> None:
    part_unknown = asked("alone", "first", "corpus")
    assert part_unknown.state == "not_known"
    assert "Corpus" in part_unknown.reasons[0]
    test_unknown = asked("hospital", "first")
    assert test_unknown.state == "not_known"
    assert "hospital" in test_unknown.reasons[0]


def test_a_set_without_a_card_is_still_the_same_set() -> None:
    assert kin(asked("corpus", "corpus")) == [("corpus", "same", ())]


def test_a_link_is_told_together_with_what_is_not_known() -> None:
    found = asked("first", "first", complete=Reported.NO)
    assert found.state == "shared"
    assert found.reasons


def test_a_model_without_a_card_is_not_known() -> None:
    found = shared_source(LINEAGE, ["first"], None, Reported.YES)
    assert found == SharedSource("not_known", (), (NO_CARD,))
