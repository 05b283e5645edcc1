"""Tokens: one colour means one thing, can be read, and can be told apart on grey paper."""

from itertools import combinations, pairwise

import pytest

from frontend import tokens

TEXT_ON = [
    ("ink", "surface"),
    ("quiet", "surface"),
    ("quiet", "raised"),
    ("accent", "surface"),
    ("warning", "surface"),
    ("warning", "warning-soft"),
    ("on-accent", "accent"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_controls_and_focus_stand_out(theme: dict[str, str]) -> None:
    assert contrast(theme["control"], theme["surface"]) >= 3
    assert contrast(theme["accent"], theme["surface"]) >= 3


@pytest.mark.parametrize("scale", [tokens.COUNTS_LIGHT, tokens.COUNTS_DARK])
def test_counts_grow_away_from_the_surface_in_grey(scale: tuple[str, ...]) -> None:
    greys = [luminance(colour) for colour in scale]
    steps = [contrast(a, b) for a, b in pairwise(scale)]
    assert greys in (sorted(greys), sorted(greys, reverse=True))
    assert min(steps) >= 1.2


@pytest.mark.parametrize("scale", [tokens.RATIO_LIGHT, tokens.RATIO_DARK])
def test_both_arms_of_the_ratio_grow_away_from_the_middle(scale: tuple[str, ...]) -> None:
    away = [contrast(colour, scale[4]) for colour in scale]
    assert away[:5] == sorted(away[:5], reverse=True)
    assert away[4:] == sorted(away[4:])


def test_a_colour_of_absence_is_no_colour_of_a_scale() -> None:
    # Style sheets find absence by its flat colour: shared, the other would be hatched too.
    drawn = [light for light, _ in tokens.figure_pairs()]
    assert not set(tokens.PATTERNS_LIGHT.values()) & set(drawn)
    assert len(set(tokens.PATTERNS_LIGHT.values())) == len(tokens.PATTERNS_LIGHT)


def test_flat_absence_is_told_apart_in_a_saved_image() -> None:
    areas = [tokens.PATTERNS_LIGHT[look] for look in ("none", "site", "suppressed")]
    assert all(contrast(a, b) >= 1.1 for a, b in combinations(areas, 2))


def test_every_colour_of_a_figure_has_one_dark_partner() -> None:
    pairs = tokens.figure_pairs()
    assert len({light for light, _ in pairs}) == len(pairs)


def test_the_style_sheet_is_dark_on_screens_only() -> None:
    sheet = tokens.style_sheet()
    before, _, after = sheet.partition("@media screen{")
    assert tokens.DARK["surface"] not in before
    assert tokens.DARK["surface"] in after
    assert sheet.count("{") == sheet.count("}")


def test_rgb_is_written_as_browsers_print_it() -> None:
    assert tokens.rgb("#0b5a63") == "rgb(11, 90, 99)"
