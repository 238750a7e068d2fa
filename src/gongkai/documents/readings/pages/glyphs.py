"""What stands on a page: characters and rules with their places, in points from the upper left."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

# Presentation forms, radicals and ligatures that stand for an ordinary character; full-width
# letters and punctuation (U+FF00 …) are none of them.
_FORMS = re.compile(
    "[\u2e9f\u2ef3\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe4f]"
)
# Radicals without a decomposition that stand for a whole character, and three whose decomposition
# is not the form of the mainland (戶, 靑, 黃).
_RADICALS = str.maketrans(
    "⺝⺠⺩⺬⺶⺷⺼⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾⾭⿈",
    "月民王示羊羊肉虎西见角贝车长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟户青黄",
)


class Glyph(NamedTuple):
    """One character and its place; `size` is that of its type."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point that decides in which cell it stands."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A drawn line, level (`at` counts downwards) or upright (`at` counts to the right)."""

    is_level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """
    One page, turned so that its text stands upright.

    `picture` is the share of the page that its largest picture covers, `hidden` counts characters
    drawn invisibly, as scanners lay them over the picture, `unknown` those without a meaning.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    picture: float = 0.0
    hidden: int = 0
    unknown: int = 0


def plain(text: str) -> str:
    """Return `text` with radicals, ligatures and presentation forms as ordinary characters."""
    replaced = text.translate(_RADICALS).replace("\u00a0", " ").replace("\u200b", "")
    return _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), replaced)
