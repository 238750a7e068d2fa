"""Real pages of a PDF with characters and rules moved, lost and doubled, as the input says.

The library that opens a PDF runs in a process of its own; what it gives is what our code must bear.
"""

import struct
from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.readings.pages.glyphs import Glyph, Page, Rule

_CHANGE = struct.Struct("<BBHh")
_MOST_CHANGES = 200
_CHARACTERS = "0123456789,，.．-－/—、（）一二三四五六其他总计 \n年月日"


def changed_pages(data: bytes, pages: Sequence[Page]) -> list[Page]:
    """Return pages with the changes that an input stands for, six bytes each."""
    changed = list(pages)
    whole = len(data) // _CHANGE.size * _CHANGE.size
    for number, change in enumerate(_CHANGE.iter_unpack(data[:whole])):
        if number >= _MOST_CHANGES or not changed:
            break
        what, page, place, by = change
        at = page % len(changed)
        if what % 10 == 9:
            changed.append(replace(changed.pop(at), number=len(changed) + 1))
        elif what % 10 == 8:
            del changed[at]
        elif what % 2:
            changed[at] = _with_rule(changed[at], what, place, by)
        else:
            changed[at] = _with_glyph(changed[at], what, place, by)
    return changed


def _with_glyph(page: Page, what: int, place: int, by: int) -> Page:
    glyphs: list[Glyph] = list(page.glyphs)
    if not glyphs:
        return page
    at, way = place % len(glyphs), by / 10
    one = glyphs[at]
    if what % 10 == 0:
        glyphs[at] = one._replace(text=_CHARACTERS[by % len(_CHARACTERS)])
    elif what % 10 == 2:
        glyphs[at] = one._replace(x0=one.x0 + way, x1=one.x1 + way)
    elif what % 10 == 4:
        glyphs[at] = one._replace(
            top=one.top + way, bottom=one.bottom + way, base=one.base + way, run=by
        )
    else:
        del glyphs[at : at + 1 + abs(by) % 40]
    return replace(page, glyphs=tuple(glyphs))


def _with_rule(page: Page, what: int, place: int, by: int) -> Page:
    rules: list[Rule] = list(page.rules)
    if not rules:
        return page
    at, way = place % len(rules), by / 10
    one = rules[at]
    if what % 10 == 1:
        rules[at] = one._replace(at=one.at + way)
    elif what % 10 == 3:
        rules[at] = one._replace(end=one.end + way)
    elif what % 10 == 5:
        rules.insert(at, one._replace(at=one.at + way, is_level=by % 2 == 0))
    else:
        del rules[at]
    return replace(page, rules=tuple(rules))
