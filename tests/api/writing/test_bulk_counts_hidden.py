"""What of a file of counts would be hidden is told before it is added to a card."""

from tests.support.counts import drafted, sent
from tests.support.writers import House


def test_a_dry_run_tells_what_would_be_hidden_and_why(home: House) -> None:
    ana = drafted(home.writer("ana"))
    rows = b"country,n\nKEN,7\nUGA,30\nRWA,40\n"
    told = sent(ana, rows, dry_run="true").json()["protection"]
    assert told["threshold"] == 11
    found = {each["key"]["country"]: each["why"] for each in told["hidden"]}
    assert found["KEN"] == "small"
    added = sent(ana, rows)
    assert added.status_code == 201
    assert added.json()["protection"] == told
