"""From printed groups to the groups asked for: exact where it can be, bounds where not."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.domain.age import AgeBand
from app.domain.evidence import Evidence, read_margin
from app.domain.vocabulary import Dim, Status
from app.stats.tally import margins
from app.stats.turning import join, rebind, regroup
from tests.support.cards import card, table

REGION = {"KEN": "Africa", "UGA": "Africa", "FRA": "Europe"}.get


def evidence(
    *tables: object, total: int | None, sites: str = "", dim: Dim = Dim.COUNTRY
) -> Evidence:
    made = card(*tables, totals={"patients": total}, sites=sites)  # type: ignore[arg-type]
    (found,) = [m for m in margins(made) if m.dims == (dim,) and m.unit == "patients"]
    return read_margin(found, total)


def counts(found: Evidence) -> dict[str, tuple[int | None, int, int]]:
    return {"|".join(k): (a.n, a.low, a.high) for k, a in found.amounts.items()}


def test_a_region_holds_a_set_that_cannot_be_divided_among_its_countries() -> None:
    whole = regroup(evidence(total=100, sites="KEN UGA"), REGION, 100, ("KEN", "UGA"))
    assert counts(whole) == {"Africa": (100, 100, 100)}
    assert (whole.known, whole.unknown) == (100, 0)


def test_a_set_of_two_regions_without_a_split_is_in_neither() -> None:
    spread_out = regroup(evidence(total=100, sites="KEN FRA"), REGION, 100, ("KEN", "FRA"))
    assert spread_out.amounts == {}
    assert spread_out.places == {("Africa",), ("Europe",)}
    assert spread_out.unknown == 100


def test_counted_countries_sum_to_their_regions() -> None:
    split = table("country", {"KEN": 30, "UGA": 20, "FRA": 50})
    found = regroup(evidence(split, total=100), REGION, 100, ("KEN", "UGA", "FRA"))
    assert counts(found) == {"Africa": (50, 50, 50), "Europe": (50, 50, 50)}


def test_a_country_that_no_list_places_is_unknown_by_region() -> None:
    split = table("country", {"KEN": 30, "ATA": 70})
    found = regroup(evidence(split, total=100), REGION, 100, ("KEN", "ATA"))
    assert counts(found) == {"Africa": (30, 30, 30)}
    assert (found.known, found.unknown) == (30, 70)


def test_age_bands_merge_exactly_where_edges_agree() -> None:
    by_age = table("age", {"0-9": 5, "10-17": 7, "18-64": 80, "65+": 8})
    found = rebind(
        evidence(by_age, total=100, dim=Dim.AGE),
        [AgeBand(0, 17), AgeBand(18, 64), AgeBand(65, None)],
    )
    assert counts(found) == {"0-17": (12, 12, 12), "18-64": (80, 80, 80), "65+": (8, 8, 8)}
    assert found.exact


def test_a_band_that_is_cut_is_a_bound() -> None:
    by_age = table("age", {"0-17": 10, "18-39": 50, "40+": 40})
    found = rebind(evidence(by_age, total=100, dim=Dim.AGE), [AgeBand(0, 19), AgeBand(20, None)])
    assert counts(found) == {"0-19": (None, 10, 60), "20+": (None, 40, 90)}
    assert not found.exact


def test_an_open_band_fits_only_an_open_target() -> None:
    by_age = table("age", {"0-79": 90, "80+": 10})
    found = rebind(evidence(by_age, total=100, dim=Dim.AGE), [AgeBand(0, 79), AgeBand(80, 89)])
    assert counts(found)["80-89"] == (None, 0, 10)


people = st.lists(
    st.tuples(st.sampled_from("fm?"), st.sampled_from("yo?")), min_size=1, max_size=30
)


@given(people)
def test_the_true_joint_lies_inside_the_bounds_of_two_marginals(
    crowd: list[tuple[str, str]],
) -> None:
    """The bounds hold for whatever people stand behind the two printed tables."""

    def told(place: int, dim: str, names: dict[str, str]) -> Evidence:
        printed = {name: sum(p[place] == code for p in crowd) for code, name in names.items()}
        return evidence(table(dim, printed), total=len(crowd), dim=Dim(dim))

    sex = told(0, "sex", {"f": "female", "m": "male", "?": "unknown"})
    age = told(1, "age", {"y": "0-39", "o": "40+", "?": "unknown"})
    joint = join(sex, age, len(crowd))
    for (s_code, s), (a_code, a) in product(
        [("f", "female"), ("m", "male")], [("y", "0-39"), ("o", "40+")]
    ):
        # Those of unknown sex or age may truly be in the group: the truth is any number between.
        certain = sum(p == (s_code, a_code) for p in crowd)
        possible = sum(p[0] in (s_code, "?") and p[1] in (a_code, "?") for p in crowd)
        amount = joint.amounts[(s, a)]
        assert amount.low <= certain <= possible <= amount.high


def test_frechet_bounds_by_hand() -> None:
    sex = evidence(table("sex", {"female": 70, "male": 30}), total=100, dim=Dim.SEX)
    age = evidence(table("age", {"0-39": 60, "40+": 30}, "subset"), total=100, dim=Dim.AGE)
    joint = join(sex, age, 100)
    assert counts(joint)["female|0-39"] == (None, 30, 70)
    assert counts(joint)["male|40+"] == (None, 0, 30)
    assert joint.amounts[("female", "0-39")].status is Status.COUNTED
