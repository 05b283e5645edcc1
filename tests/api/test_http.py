"""HTTP as a caller meets it: formats, freshness, and a clear answer to every kind of bad input."""

import csv
import gzip
import io
import json
import logging

import httpx
import pyarrow.parquet as pq
import pytest
from fastapi import FastAPI

from app.api.problems import MEDIA_TYPE, MOST_PROBLEMS

HUGE = "a" * 5000


def problem_of(answer: httpx.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    found: dict[str, object] = answer.json()
    assert found["status"] == status
    assert "Traceback" not in answer.text
    return found


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("/datasets?limt=3", "limt", "limit"),
        ("/datasets?limit=1e30", "limit", "from 1 to 200"),
        ("/datasets?limit=-1", "limit", "from 1 to 200"),
        ("/datasets?limit=201", "limit", "from 1 to 200"),
        ("/datasets?limit=NaN", "limit", "whole number"),
        ("/datasets?limit=%D9%A3", "limit", "whole number"),
        ("/datasets?offset=99999999999999999999", "offset", "whole number"),
        ("/datasets?limit=1&limit=2", "limit", "given once"),
        ("/datasets?q=%00", "q", "printable"),
        ("/datasets?q=" + "x" * 300, "q", "200"),
        ("/datasets?q=" + HUGE, "q", "4000"),
        ("/datasets?kind=data", "kind", "dataset"),
        ("/datasets?country=Kenya", "country", "KEN"),
        ("/datasets?country=ken", "country", "KEN"),
        ("/datasets?documented=sex", "documented", "skin_tone:yes"),
        ("/datasets?documented=hair:yes", "documented", "skin_tone"),
        ("/datasets?sort=size", "sort", "patients"),
        ("/datasets?released_from=2022&released_to=2020", "released_from", "2020"),
        ("/datasets/chexpert?revision=0", "revision", "whole number"),
        ("/datasets/chexpert/lineage?x=1", "x", "none"),
        ("/models?modality=x-ray", "modality", "xray"),
        ("/evaluations?publication_status=both", "publication_status", "paper"),
        ("/countries?unit=people", "unit", "patients"),
        ("/regions?grouping=continent", "grouping", "region"),
        ("/references/un-wpp-2024-2025?limit=0", "limit", "whole number"),
        ("/stats?x=1", "x", "none"),
        ("/assess?subjct=all", "subjct", "subject"),
        ("/assess?subject=all&subject=all", "subject", "given once"),
        ("/assess?dimension=sex,sex", "dimension", "two different"),
        ("/assess?released_from=2022&released_to=2020", "released_from", "2020"),
        ("/assess?include_recalled=yes", "include_recalled", "true"),
    ],
)
def test_bad_parameters_are_named_with_a_right_example(
    api: httpx.Client, address: str, field: str, words: str
) -> None:
    found = problem_of(api.get(address), 422)
    problems = found["problems"]
    assert isinstance(problems, list)
    (named,) = problems
    assert named["field"] == field
    assert words in f"{named['rule']} {named['example']}"
    assert len(named["value"]) <= 200


@pytest.mark.parametrize(
    "address",
    [
        "/nope",
        "/datasets/",
        "/datasets/no-such-set",
        "/datasets/no-such-set.csv",
        "/datasets/" + HUGE,
        "/datasets/%00",
        "/datasets/a%0Ab",
        "/datasets/%ED%A0%80",
        "/datasets/..%2f..%2fetc%2fpasswd",
        "/datasets/chexpert'--",
        "/datasets/chexpert?revision=99",
        "/models/chexpert",
        "/evaluations/none",
        "/countries/XYZ",
        "/countries/usa",
        "/references/none",
        "/assess?subject=dataset:none",
        "/assess?release=99999",
        "/datasets?release=99999",
        "/datasets/chexpert?release=99999",
        "/models/retfound/mix?release=99999",
    ],
)
def test_what_is_not_there_is_a_404(api: httpx.Client, address: str) -> None:
    found = problem_of(api.get(address), 404)
    assert found["detail"]
    assert isinstance(found["instance"], str)


def test_the_instance_is_the_address_as_it_was_written(api: httpx.Client) -> None:
    assert problem_of(api.get("/datasets/none.csv"), 404)["instance"] == "/api/v1/datasets/none.csv"


def test_other_methods_are_refused_by_name(api: httpx.Client) -> None:
    answer = api.post("/countries", json={"slug": float("1e300")})
    problem_of(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_an_unknown_format_is_refused(api: httpx.Client) -> None:
    found = problem_of(api.get("/datasets", headers={"Accept": "application/pdf"}), 406)
    assert "text/csv" in json.dumps(found)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("*/*, application/json;q=0", "text/csv"),
        ("application/*", "application/json"),
        ("", "application/json"),
    ],
)
def test_accept_chooses_the_format(api: httpx.Client, accept: str, media: str) -> None:
    answer = api.get("/metrics", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


def test_the_suffix_wins_over_accept(api: httpx.Client) -> None:
    answer = api.get("/metrics.csv", headers={"Accept": "application/pdf"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]


def test_what_the_caller_holds_is_not_sent_again(api: httpx.Client) -> None:
    first = api.get("/countries")
    again = api.get("/countries", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    weak = f'"other", W/{first.headers["etag"]}'
    assert api.get("/countries", headers={"If-None-Match": weak}).status_code == 304
    assert api.get("/countries", headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_encoding_and_format_has_its_own_etag(api: httpx.Client) -> None:
    plain = api.get("/countries", headers={"Accept-Encoding": "identity"})
    packed = api.get("/countries", headers={"Accept-Encoding": "gzip"})
    table = api.get("/countries.csv", headers={"Accept-Encoding": "identity"})
    tags = {each.headers["etag"] for each in (plain, packed, table)}
    assert len(tags) == 3
    assert all(tag.startswith(f'"{plain.json()["release"]}-') for tag in tags)
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 6, mtime=0))


def test_the_order_of_parameters_does_not_matter(api: httpx.Client) -> None:
    one = api.get("/datasets?kind=dataset&limit=3")
    other = api.get("/datasets?limit=3&kind=dataset")
    assert one.headers["etag"] == other.headers["etag"]


def test_head_is_get_without_the_body(api: httpx.Client) -> None:
    head, get = api.head("/countries"), api.get("/countries")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-length", "content-type"):
        assert head.headers[name] == get.headers[name]


def test_every_page_of_a_list_is_reached_by_next(api: httpx.Client) -> None:
    found: list[str] = []
    address: str | None = "/datasets?kind=aggregate&limit=15"
    while address:
        page = api.get(address)
        found += [row["slug"] for row in page.json()["items"]]
        following = page.json()["next"]
        address = str(page.url.join(following)) if following else None
    assert len(found) == len(set(found)) == page.json()["total"]
    assert found == sorted(found)


def test_a_file_holds_every_row(api: httpx.Client) -> None:
    total = api.get("/datasets?kind=dataset").json()["total"]
    rows = list(csv.DictReader(io.StringIO(api.get("/datasets.csv?kind=dataset").text)))
    table = pq.read_table(io.BytesIO(api.get("/datasets.parquet?kind=dataset").content))
    assert len(rows) == table.num_rows == total
    assert api.get("/datasets.metadata.json?kind=dataset").json()["rows"] == total


def test_unknown_is_never_zero(api: httpx.Client) -> None:
    """A total that nobody printed is null with its status, and comes last in either order."""
    for order in ("patients", "-patients"):
        page = api.get(f"/datasets?sort={order}&kind=dataset&limit=200&offset=300").json()
        last = page["items"][-1]["totals"]["patients"]
        assert (last["n"], last["status"]) == (None, "not_found")
        first = api.get(f"/datasets?sort={order}&kind=dataset&limit=1").json()["items"][0]
        assert first["totals"]["patients"]["n"] is not None


def test_repository_evaluations_are_off_unless_asked_for(api: httpx.Client) -> None:
    papers = api.get("/evaluations?limit=200").json()
    everything = api.get("/evaluations?publication_status=all&limit=200").json()
    assert {row["publication_status"] for row in papers["items"]} == {"paper"}
    assert everything["total"] > papers["total"]


def test_headline_figures_are_those_of_the_lists(api: httpx.Client) -> None:
    figures = {each["id"]: each for each in api.get("/stats").json()["items"]}
    for kind in ("dataset", "aggregate", "cohort"):
        assert figures[f"{kind}s"]["value"] == api.get(f"/datasets?kind={kind}").json()["total"]
    assert figures["models"]["value"] == api.get("/models").json()["total"]
    assert figures["evaluations_paper"]["value"] == api.get("/evaluations").json()["total"]
    for item in ("sex", "skin_tone"):
        said = f"/datasets?kind=dataset&documented={item}:no"
        counted = figures[f"datasets_said_not_to_report_{item}"]["value"]
        assert counted == api.get(said).json()["total"]
    pooled = api.get("/assess?dimension=country").json()["total"]
    assert [figures["patients"][end] for end in ("low", "high")] == [pooled["low"], pooled["high"]]


def test_health_is_never_kept(api: httpx.Client) -> None:
    answer = api.get("/health")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["status"] == "ok"


def test_a_crash_is_a_reference_and_nothing_else(
    application: FastAPI,
    api: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("app.services.catalogue.metrics.metrics", broken)
    with caplog.at_level(logging.ERROR, logger="fairatlas.api"):
        answer = api.get("/metrics?x=crash")
    found = problem_of(answer, 500)
    assert "secret" not in answer.text
    assert str(found["reference"]) in caplog.text


def test_the_list_of_problems_is_capped(api: httpx.Client) -> None:
    many = "&".join(f"p{number}=1" for number in range(MOST_PROBLEMS + 30))
    found = problem_of(api.get(f"/datasets?{many}"), 422)
    problems = found["problems"]
    assert isinstance(problems, list)
    assert (len(problems), found["more_problems"]) == (MOST_PROBLEMS, 30)
