"""The picture of the link: what can be told apart in it."""

from frontend.link.scatter import _legend


def test_no_two_groups_look_alike() -> None:
    items = _legend({f"group {at}": at for at in range(24)}).children
    looks = {item.children[0].className for item in items}
    assert len(looks) == len(items)
