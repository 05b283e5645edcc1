"""The picture of the link: what can be told apart in it."""

from frontend.link.scatter import _legend


def test_no_two_groups_look_alike() -> None:
    items = _legend("sex", {f"group {at}": at for at in range(24)}).children
    looks = [item.children[0].to_plotly_json()["props"] for item in items]
    assert len({(each["className"], each.get("data-link-shape")) for each in looks}) == len(items)


def test_many_groups_are_told_apart_without_colours() -> None:
    items = _legend("sex", {f"group {at}": at for at in range(18)}).children[:18]
    shapes = {item.children[0].to_plotly_json()["props"]["data-link-shape"] for item in items}
    assert len(shapes) == len(items)
