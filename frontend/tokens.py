"""Colours, type and spaces: the one place that style sheets and figures take them from.

A figure is drawn in the light colours. In the dark theme the style sheet exchanges each of them
for its dark partner, so that no figure is asked for again when somebody switches, and paper is
always light.
"""

from __future__ import annotations

from collections.abc import Mapping

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'

LIGHT: Mapping[str, str] = {
    "surface": "#fcfbf8",
    "raised": "#f4f2ec",
    "ink": "#1c2428",
    "quiet": "#52595e",
    "line": "#d8d4ca",
    "control": "#7d8287",
    "accent": "#0b5a63",
    "accent-soft": "#dfecea",
    "warning": "#7f5200",
    "warning-soft": "#f6ecd6",
    "on-accent": "#ffffff",
    "sea": "#fcfbf7",
    "border": "#a9a69c",
    "hatch": "#b3afa3",
    "unclaimed": "#eeebe3",
}
DARK: Mapping[str, str] = {
    "surface": "#14191b",
    "raised": "#1d2426",
    "ink": "#e9ecea",
    "quiet": "#a9b2b3",
    "line": "#343d40",
    "control": "#858f92",
    "accent": "#74c3c2",
    "accent-soft": "#1d3a3d",
    "warning": "#e3b564",
    "warning-soft": "#38301f",
    "on-accent": "#10181a",
    "sea": "#14191c",
    "border": "#596366",
    "hatch": "#566063",
    "unclaimed": "#22292b",
}

# Counts: one hue, from few (near the surface) to many; decades.
COUNTS_LIGHT = ("#cfe5e1", "#a9d0cb", "#7fb8b4", "#559c9b", "#307f82", "#156067", "#063f47")
COUNTS_DARK = ("#1f4246", "#27585c", "#2f7074", "#3f8a8c", "#5da8a6", "#8bc8c2", "#c6e9e3")

# Share of people: under (brown) to over (teal), about the same in the middle. The two arms differ
# in lightness at their ends, and the map prints a minus or a plus, so that grey paper tells.
RATIO_LIGHT = (
    "#5c3205", "#8f5a1b", "#bf8b45", "#e0c08b", "#efece4",
    "#bfe0da", "#86c1ba", "#45958f", "#0d6a68",
)  # fmt: skip
RATIO_DARK = (
    "#e9a860", "#bd8342", "#8d6434", "#5d4830", "#3a4042",
    "#2b5553", "#34807b", "#4cb0a8", "#8fe0d6",
)  # fmt: skip

# Groups of countries: hues that people with any colour vision tell apart, and dashes for grey.
GROUPS_LIGHT = ("#0072b2", "#d55e00", "#7a4fa3", "#00805c", "#a86b00", "#b5478a")
GROUPS_DARK = ("#56b4e9", "#ff8a3d", "#b79ae0", "#2fc39a", "#e6a935", "#ea8cc0")
GROUP_DASHES = ("solid", "7px,3px", "2px,2px", "12px,3px,2px,3px", "14px,5px", "2px,5px")

# Looks that are not numbers, as flat colours that no scale uses; the style sheet draws their
# pattern over them. The flat colours alone are told apart too, for a saved image.
PATTERNS_LIGHT: Mapping[str, str] = {
    "none": "#f3f1eb",
    "site": "#dad6cc",
    "suppressed": "#c4bfb3",
    "few": "#fdfcfa",
    "zero": "#fcfcf9",
}


def figure_pairs() -> tuple[tuple[str, str], ...]:
    """Light and dark partner of every colour that a figure may be drawn in."""
    named = ((LIGHT[name], DARK[name]) for name in LIGHT)
    scales = (
        *zip(COUNTS_LIGHT, COUNTS_DARK, strict=True),
        *zip(RATIO_LIGHT, RATIO_DARK, strict=True),
        *zip(GROUPS_LIGHT, GROUPS_DARK, strict=True),
    )
    return (*named, *scales)


def rgb(colour: str) -> str:
    """Write a colour as a browser prints it in a style attribute: rgb(1, 2, 3)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def style_sheet() -> str:
    """Write the tokens as custom properties, and how figures take their dark partners."""
    light, dark = (
        _properties(LIGHT, COUNTS_LIGHT, RATIO_LIGHT, GROUPS_LIGHT),
        _properties(DARK, COUNTS_DARK, RATIO_DARK, GROUPS_DARK),
    )
    return "\n".join(
        [
            f":root{{--font:{FONT};color-scheme:light;{light}}}",
            f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}",
            *_dark_figures(),
            "}",
            *_patterns(),
            *_dashes(),
        ]
    )


def _properties(named: Mapping[str, str], *scales: tuple[str, ...]) -> str:
    written = [f"--{name}:{value}" for name, value in named.items()]
    for name, scale in zip(("count", "ratio", "group"), scales, strict=True):
        written += [f"--{name}-{i}:{value}" for i, value in enumerate(scale)]
    return ";".join(written)


def _dark_figures() -> list[str]:
    within = ":root[data-theme=dark] .figure"
    return [
        f"{within} {_drawn_in(prop, light)}{{{prop}:{dark} !important}}"
        for light, dark in figure_pairs()
        for prop in ("fill", "stroke")
    ]


def _drawn_in(prop: str, colour: str) -> str:
    """Select what plotly.js drew in a colour: it sets attributes here and styles there."""
    return f':is([{prop}="{rgb(colour)}"],[style*="{prop}: {rgb(colour)}"])'


def _patterns() -> list[str]:
    looks = {"none": "url(#hatch)", "site": "url(#bars)", "suppressed": "url(#dots)"}
    looks |= {"few": "var(--surface)", "zero": "var(--surface)"}
    return [
        f".figure .choropleth {_drawn_in('fill', PATTERNS_LIGHT[look])}{{fill:{fill} !important}}"
        for look, fill in looks.items()
    ]


def _dashes() -> list[str]:
    """Draw in legends the lines that figures draw around groups."""
    written = []
    for index, dash in enumerate(GROUP_DASHES):
        stops, at = [], 0
        for nth, length in enumerate(dash.replace("solid", "1px,0px").split(",")):
            end = at + int(length.removesuffix("px"))
            stops.append(
                f"{f'var(--group-{index})' if nth % 2 == 0 else 'transparent'} {at}px {end}px"
            )
            at = end
        written.append(
            f".dashes-{index}{{--dashes:repeating-linear-gradient(90deg,{','.join(stops)})}}"
        )
    return written


# The patterns themselves, once per document; their lines take the colour of the theme.
PATTERN_SVG = """
<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)">
<rect width="5" height="5" class="pattern-ground"/>
<rect width="1" height="5" class="pattern-fine"/>
</pattern>
<pattern id="bars" width="6" height="6" patternUnits="userSpaceOnUse">
<rect width="6" height="6" class="pattern-ground"/>
<rect width="6" height="1.4" class="pattern-bold"/>
</pattern>
<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">
<rect width="7" height="7" class="pattern-ground"/>
<circle cx="3.5" cy="3.5" r="1.7" class="pattern-bold"/>
</pattern>
</defs></svg>
"""
