"""Lists made of items, and of the numbered paragraphs that Word writes instead of lists."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.documents.drafts.blocks import (
    DEEPEST_LIST,
    Block,
    Inline,
    ItemList,
    Paragraph,
    Run,
    tidied,
)

_COUNTED = re.compile(r"(\d{1,4})[.．)]")
# Word draws bullets with letters of symbol fonts: l, n, u, Ø, § and the private range.
_BULLET = re.compile("[·•●○■□◆◇▪▫►➢✓❖o§lnuvqØü\uf000-\uf0ff–-]")


class ListParagraph(NamedTuple):
    """A paragraph that Word numbers: its level from 1, and the number or bullet it shows."""

    inlines: tuple[Inline, ...]
    level: int
    label: str


def made_list(
    items: Sequence[tuple[Block, ...]], is_ordered: bool, start: int, depth: int
) -> list[Block]:
    """Return a list of the items that hold something; one too deep is given as paragraphs."""
    kept = tuple(item for item in items if item)
    if depth >= DEEPEST_LIST:
        return [block for item in kept for block in item]
    return [ItemList(kept, is_ordered, start if is_ordered else 1)] if kept else []


def with_lists(blocks: Iterable[Block | ListParagraph]) -> tuple[Block, ...]:
    """Return blocks with runs of bulleted or counted paragraphs made lists.

    The numbers of official documents (一、 （一） （1）) are text and stay it.
    """
    found: list[Block] = []
    waiting: list[ListParagraph] = []
    for block in blocks:
        if isinstance(block, ListParagraph) and _is_item(block):
            waiting.append(block)
            continue
        found += _gathered(waiting)
        waiting = []
        found.append(_numbered(block) if isinstance(block, ListParagraph) else block)
    return (*found, *_gathered(waiting))


def _is_item(block: ListParagraph) -> bool:
    label = block.label.strip()
    return not label or bool(_BULLET.fullmatch(label) or _COUNTED.fullmatch(label))


def _numbered(block: ListParagraph) -> Paragraph:
    return Paragraph(tidied([Run(block.label.strip()), *block.inlines]))


def _gathered(waiting: list[ListParagraph]) -> list[Block]:
    """Return paragraphs as lists, a deeper run inside the item before it."""
    found: list[Block] = []
    place = 0
    while place < len(waiting):
        level = waiting[place].level
        counted = _COUNTED.fullmatch(waiting[place].label.strip())
        items: list[tuple[Block, ...]] = []
        while place < len(waiting) and waiting[place].level >= level:
            one = waiting[place]
            if one.level > level:
                deeper = place
                while deeper < len(waiting) and waiting[deeper].level > level:
                    deeper += 1
                items[-1] = (*items[-1], *_gathered(waiting[place:deeper]))
                place = deeper
                continue
            if bool(_COUNTED.fullmatch(one.label.strip())) != bool(counted):
                break
            items.append((Paragraph(one.inlines),))
            place += 1
        start = int(counted[1]) if counted else 1
        found += made_list(items, bool(counted), start, 0)
    return found
