"""A title broken into lines that keep words whole and stand as trapezoid or diamond."""

import re
from collections.abc import Iterable
from itertools import combinations

CHARACTERS_PER_LINE = 20
"""Characters of 2号 (22 pt) in the 156 mm of the type area."""

_MOST_LINES = 5
# What is never torn apart: a quoted name, a number with its unit, a word of letters, a year.
_WHOLE = re.compile(
    r"《[^》]{1,16}》|〔\d{4}〕\d+号|\d+(?:[.,]\d+)*(?:年度|年|月|日|号|个|项|%|％)?|[A-Za-z][\w.-]*|"
    r"“[^”]{1,10}”|（[^）]{1,10}）|住房公积金|公积金|委员会|人民政府|办公室|办公厅|管理部|"
    "信息公开|政务公开|政府信息|不动产|负责人|领导小组|第[一二三四五六七八九十]+[次届季]|机关事业单位|"
    "全体会议|常务会议|实施意见|实施方案|实施细则|管理办法|暂行规定|工作要点"
)
# Words before which a line gladly begins, and after which it gladly ends.
_BEGINS = re.compile(
    "关于|印发|转发|批转|加强|进一步|做好|开展|推进|落实|全面|调整|建立|健全|实施|规范|深化|"
    "使用|提取|缴存|承办|支持|提供|同意|设立|公布|发布|(?<!\\d)\\d{4}年|工作|管理|有关|若干|暂行|实施|专项|情况|问题|事项|方案|办法|规定|细则|通知|意见|批复|的函|复函|纪要"
)
_ENDS = re.compile(
    "关于|的|和|与|及|以及|在|对|等|、|，|·|〕|》|”|）|局|委|厅|部|办|中心|政府|公司|委员会"
)
_NEVER_FIRST = set("的了和与及、，。；：）》”〉〕！？·—等")
_NEVER_LAST = set("（《“〈〔第")


def break_title(title: str, width: int = CHARACTERS_PER_LINE) -> tuple[str, ...]:
    """Return a title in lines: GB/T 9704-2012 第7.3.1条.

    Every way to break it in the least number of lines, or one more, is weighed: numbers, quoted
    names and 《》 stay whole; lines begin and end at words that introduce or close a phrase; their
    lengths make a trapezoid or a diamond, and no line is left with a few characters.

    :param width: characters in a full line; a line break in `title` is kept as it stands
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    total = _width(title)
    if total <= width:
        return (title,)
    places = _places(title)
    least = int(-(-total // width))
    best: tuple[float, tuple[str, ...]] | None = None
    for count in range(least, min(least + 1, _MOST_LINES) + 1):
        near = _near(title, places, count)
        for chosen in combinations(near, count - 1):
            lines = _cut(title, chosen)
            if max(map(_width, lines)) > width:
                continue
            cost = _cost(lines, places, chosen) + 3 * (count - least)
            if best is None or cost < best[0]:
                best = (cost, lines)
        if best is not None and best[0] < 6:
            break
    return best[1] if best else _by_length(title, width, places)


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _cut(title: str, places: tuple[int, ...]) -> tuple[str, ...]:
    bounds = (0, *places, len(title))
    return tuple(title[start:end] for start, end in zip(bounds, bounds[1:], strict=False))


def _places(title: str) -> dict[int, float]:
    """Return the places at which a line may end, with how little each is liked."""
    whole = {
        inside
        for match in _WHOLE.finditer(title)
        for inside in range(match.start() + 1, match.end())
    }
    begins = {match.start() for match in _BEGINS.finditer(title)}
    ends = {match.end() for match in _ENDS.finditer(title)}
    inside_words = {
        place
        for match in _BEGINS.finditer(title)
        for place in range(match.start() + 1, match.end())
    }
    found = {}
    for place in range(2, len(title) - 1):
        if place in whole or title[place] in _NEVER_FIRST or title[place - 1] in _NEVER_LAST:
            continue
        found[place] = 4.0 - 3 * (place in ends) - 2 * (place in begins)
        found[place] -= 1.5 * title.startswith("关于", place)
        found[place] += 6 * (place in inside_words)
    return found


def _near(title: str, places: dict[int, float], count: int) -> list[int]:
    """Return the best-liked places, few enough to try every choice of them."""
    most = {1: 60, 2: 40, 3: 24, 4: 18}.get(count - 1, 14)
    liked = sorted(places, key=lambda place: (places[place], abs(place - len(title) / 2)))
    return sorted(liked[:most])


def _cost(lines: tuple[str, ...], liked: dict[int, float], chosen: tuple[int, ...]) -> float:
    widths = [_width(line) for line in lines]
    mean = sum(widths) / len(widths)
    uneven = sum(abs(width - mean) for width in widths) / mean
    shape = 0.0 if _is_shapely(widths) else 4.0
    short = 3.0 if min(widths) < max(4, 0.4 * max(widths)) else 0.0
    return sum(liked[place] for place in chosen) + 3 * uneven + shape + short


def _is_shapely(widths: list[float]) -> bool:
    """Test if lines grow, shrink, or grow and then shrink: trapezoid or diamond, no hourglass."""
    top = widths.index(max(widths))
    rising, falling = widths[: top + 1], widths[top:]
    return rising == sorted(rising) and falling == sorted(falling, reverse=True)


def _by_length(title: str, width: int, allowed: Iterable[int]) -> tuple[str, ...]:
    """Return lines as full as can be, broken where it is allowed; anywhere if nowhere is."""
    places = sorted(allowed)
    chosen: list[int] = []
    start = 0
    while _width(title[start:]) > width:
        fitting = [at for at in places if at > start and _width(title[start:at]) <= width]
        start = fitting[-1] if fitting else start + width
        chosen.append(start)
    return _cut(title, tuple(chosen))
