"""The shades derived from a site's one main colour, each legible where it is used (WCAG 1.4.3)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import NamedTuple

# What the style sheet has behind the shades; tests hold the two together.
LIGHT_PAPER = "#ffffff"
DARK_PAPER, DARK_RAISED, DARK_TINT = "#11161c", "#1a2129", "#1c2733"
WHITE, BLACK = "#ffffff", "#000000"
# WCAG 2.2: 1.4.3 for text, 1.4.6 for headings.
TEXT, HEADING = 4.5, 7.0
_STEPS = 64


class NotAColour(ValueError):
    """What was given is no colour written as # and six hexadecimal digits."""


@dataclass(frozen=True)
class Shades:
    """The custom properties of one scheme, each as #rrggbb."""

    tint: str
    main: str
    main_deep: str
    fill: str
    on_fill: str
    fill_hover: str
    foot: str
    on_foot: str

    def properties(self) -> Iterator[tuple[str, str]]:
        """Return the names as the style sheet writes them, and their values."""
        values = asdict(self)
        for field in fields(self):
            yield "--" + field.name.replace("_", "-"), values[field.name]


class Scheme(NamedTuple):
    """The shades on white and those on the dark page."""

    light: Shades
    dark: Shades


def scheme_of(colour: str) -> Scheme:
    """Return the shades of a main colour such as "#1f4e8c".

    A colour too pale for text on white is darkened, one too dark for text on black lightened, each
    no more than legibility asks.

    :raises NotAColour: if it is none
    """
    _channels(colour)
    tint = _mixed(colour, WHITE, 0.93)
    main = _legible(colour, BLACK, TEXT, LIGHT_PAPER, tint)
    deep = _legible(_mixed(main, BLACK, 0.25), BLACK, HEADING, LIGHT_PAPER, tint)
    light = Shades(
        tint, main, deep, fill=main, on_fill=WHITE, fill_hover=deep, foot=deep, on_foot=WHITE
    )
    dark_grounds = (DARK_PAPER, DARK_RAISED, DARK_TINT)
    bright = _legible(_mixed(main, WHITE, 0.55), WHITE, TEXT, *dark_grounds)
    dark = Shades(
        tint=DARK_TINT,
        main=bright,
        main_deep=_legible(_mixed(bright, WHITE, 0.35), WHITE, HEADING, *dark_grounds),
        fill=main,
        on_fill=WHITE,
        fill_hover=deep,
        foot=_mixed(deep, BLACK, 0.6),
        on_foot=WHITE,
    )
    return Scheme(light, dark)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def style_sheet(colour: str) -> str:
    """Return the style sheet that sets a site's colours.

    :raises NotAColour: if it is none
    """
    scheme = scheme_of(colour)
    light, dark = (
        "".join(f"{name}:{value};" for name, value in shades.properties()) for shades in scheme
    )
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-colours]){{{dark}}}}}\n"
        f'@media screen{{:root[data-colours="dark"]{{{dark}}}}}\n'
    )


def _legible(colour: str, towards: str, least: float, *grounds: str) -> str:
    for step in range(_STEPS + 1):
        shade = _mixed(colour, towards, step / _STEPS)
        if all(contrast(shade, ground) >= least for ground in grounds):
            return shade
    return towards


def _mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share (0 to 1) of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [
        channel / 255 / 12.92 if channel <= 10 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour[1:]
    if len(colour) != 7 or colour[0] != "#" or set(digits.lower()) - set("0123456789abcdef"):
        raise NotAColour(colour)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
