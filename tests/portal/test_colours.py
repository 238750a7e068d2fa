"""The shades of a site's colour: legible whatever colour an organ chooses."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal import colours
from gongkai.portal.colours import (
    DARK_PAPER,
    DARK_RAISED,
    DARK_TINT,
    LIGHT_PAPER,
    NotAColour,
    contrast,
    scheme_of,
    style_sheet,
)
from gongkai.sites.queries.site_content import DEFAULT_COLOUR

SHEETS = Path(colours.__file__).parent / "static" / "portal"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") >= 4.5
    assert contrast("#123456", "#123456") == 1


@given(COLOURS)
def test_every_shade_of_every_colour_is_legible(colour):
    light, dark = scheme_of(colour)
    for ground in (LIGHT_PAPER, light.tint):
        assert contrast(light.main, ground) >= 4.5
        assert contrast(light.main_deep, ground) >= 7
    for ground in (DARK_PAPER, DARK_RAISED, DARK_TINT):
        assert contrast(dark.main, ground) >= 4.5
        assert contrast(dark.main_deep, ground) >= 7
    for shades in (light, dark):
        for surface in (shades.fill, shades.fill_hover):
            assert contrast(shades.on_fill, surface) >= 4.5
        assert contrast(shades.on_foot, shades.foot) >= 7
    # Lesser text and text in its own colour stand on the tint as well.
    assert contrast("#52606d", light.tint) >= 4.5
    assert contrast("#1f2933", light.tint) >= 7


def test_a_colour_that_is_dark_enough_stays_as_it_is():
    assert scheme_of("#b3261e").light.main == "#b3261e"
    assert scheme_of("#ffff00").light.main != "#ffff00"


@pytest.mark.parametrize("wrong", ["", "#", "red", "#12345", "#1234567", "1234567", "#12345g"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(NotAColour):
        style_sheet(wrong)


def _written(sheet, selector):
    rules = (SHEETS / sheet).read_text(encoding="utf-8")
    block = re.search(re.escape(selector) + r"\s*\{(.*?)\}", rules, re.DOTALL)[1]
    long = {"#fff": "#ffffff", "#000": "#000000"}
    return {n: long.get(v, v) for n, v in re.findall(r"(--[\w-]+):\s*([^;]+);", block)}


def test_the_style_sheets_hold_the_shades_of_the_default_colour():
    light, dark = scheme_of(DEFAULT_COLOUR)
    own = _written("portal.css", ":root")
    assert own["--paper"] == LIGHT_PAPER
    assert {name: own[name] for name, _ in light.properties()} == dict(light.properties())
    for selector in (":root:not([data-colours])", ':root[data-colours="dark"]'):
        own = _written("views.css", selector)
        assert (own["--paper"], own["--raised"], own["--tint"]) == (
            DARK_PAPER, DARK_RAISED, DARK_TINT,
        )  # fmt: skip
        known = dict(dark.properties()) | {"--on-foot": "#ffffff"}
        assert {name: own.get(name, "#ffffff") for name, _ in dark.properties()} == known


@pytest.mark.parametrize(
    ("sheet", "selector"),
    [("portal.css", ":root"), ("views.css", ':root[data-colours="dark"]'),
     ("views.css", ':root[data-colours="contrast"]')],
)  # fmt: skip
def test_every_token_for_text_is_legible_on_every_surface(sheet, selector):
    own = {**_written("portal.css", ":root"), **_written(sheet, selector)}
    long = {"#ff0": "#ffff00", "#fff": "#ffffff", "#000": "#000000"}
    own = {name: long.get(value, value) for name, value in own.items()}
    for text in ("--ink", "--quiet", "--main", "--main-deep", "--amber", "--red"):
        for surface in ("--paper", "--raised", "--tint"):
            assert contrast(own[text], own[surface]) >= 4.5, (selector, text, surface)
    for text, surface in (
        ("--amber", "--amber-tint"), ("--red", "--red-tint"), ("--ink", "--mark"),
        ("--on-fill", "--fill"), ("--on-fill", "--fill-hover"), ("--on-foot", "--foot"),
    ):  # fmt: skip
        assert contrast(own[text], own[surface]) >= 4.5, (selector, text, surface)
    # 1.4.11: the border of a field is seen.
    assert contrast(own["--edge"], own["--raised"]) >= 3
