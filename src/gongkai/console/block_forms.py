"""The blocks of a page as an editor types them: read from a form, moved, shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from gongkai.sites.models import PageBlockKind
from gongkai.sites.operations.table_checks import table_lines

# The fields of a block by its kind that hold one line or text each.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "HEADING": ("text",),
    "TEXT": ("html",),
    "PICTURE": ("file", "alt", "caption"),
    "NEWEST": ("title", "column", "count"),
    "LINKS": ("title",),
    "FILE": ("file", "label"),
    "QUESTIONS": (),
    "TABLE": ("caption", "cells"),
    "NOTE": ("title", "text"),
}
# Rows of two fields, by the name under which they are kept.
PAIRS: Mapping[str, tuple[str, tuple[str, str]]] = {
    "LINKS": ("links", ("label", "target")),
    "QUESTIONS": ("questions", ("question", "answer")),
}
MOST = 80
_EMPTY_ROWS = 2


@dataclass
class BlockShown:
    """One block of the editor; `given` is what is typed, `pairs` its rows with empty ones."""

    number: int
    kind: str
    label: Any
    given: Mapping[str, Any]
    pairs: Sequence[Mapping[str, str]]
    errors: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """Return what the names of its fields begin with."""
        return f"b{self.number}-"

    @property
    def template(self) -> str:
        """Return the template of its fields."""
        return f"console/sites/block_{self.kind.lower()}.html"


def blocks_in(data: QueryDict) -> list[dict[str, Any]]:
    """Return the blocks of a form as they were typed, in their order."""
    count = data.get("count", "0")
    most = min(int(count), MOST) if count.isascii() and count.isdigit() else 0
    found = []
    for number in range(1, most + 1):
        kind = data.get(f"b{number}-kind", "")
        if kind not in FIELDS:
            continue
        block: dict[str, Any] = {"kind": kind}
        block |= {name: data.get(f"b{number}-{name}", "") for name in FIELDS[kind]}
        if kind in PAIRS:
            name, parts = PAIRS[kind]
            columns = (data.getlist(f"b{number}-{part}")[:MOST] for part in parts)
            block[name] = [
                dict(zip(parts, row, strict=True))
                for row in zip(*columns, strict=False)
                if any(map(str.strip, row))
            ]
        found.append(block)
    return found


def typed(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return blocks that are kept as they are typed."""
    return [
        {"kind": "TABLE", "caption": block["caption"], "cells": table_lines(block)}
        if block["kind"] == "TABLE"
        else dict(block)
        for block in blocks
    ]


def moved(blocks: list[dict[str, Any]], step: str) -> bool:
    """Do what a button says to the blocks; tell whether it was such a button.

    :param step: "up:2", "down:2", "remove:2" with the block's number, "add:TEXT", "rows:2"
    """
    act, _colon, what = step.partition(":")
    if act == "add" and what in FIELDS:
        blocks.append({"kind": what, **_NEW.get(what, {})})
        return True
    if act not in ("up", "down", "remove", "rows"):
        return False
    place = int(what) - 1 if what.isascii() and what.isdigit() else -1
    if 0 <= place < len(blocks):
        if act == "remove":
            del blocks[place]
        elif act != "rows":
            other = place - 1 if act == "up" else place + 1
            if 0 <= other < len(blocks):
                blocks[place], blocks[other] = blocks[other], blocks[place]
    return True


def shown(blocks: Sequence[Mapping[str, Any]], errors: Mapping[int, list[str]]) -> list[BlockShown]:
    """Return the blocks as the editor shows them, each with what is wrong with it."""
    return [
        BlockShown(
            number=number,
            kind=block["kind"],
            label=PageBlockKind(block["kind"]).label,
            given=block,
            pairs=_pairs(block),
            errors=errors.get(number, []),
        )
        for number, block in enumerate(blocks, start=1)
    ]


def _pairs(block: Mapping[str, Any]) -> list[Mapping[str, str]]:
    if block["kind"] not in PAIRS:
        return []
    name, parts = PAIRS[block["kind"]]
    empty = [dict.fromkeys(parts, "") for _ in range(_EMPTY_ROWS)]
    return [*block.get(name, []), *empty]


_NEW: Mapping[str, dict[str, Any]] = {"NEWEST": {"count": "5"}}

HINTS: Mapping[str, Any] = {
    "HEADING": gettext_lazy("分段的小标题"),
    "TEXT": gettext_lazy("段落、列表、表格"),
    "PICTURE": gettext_lazy("图片和图注"),
    "NEWEST": gettext_lazy("某栏目最新的几条，自动更新"),
    "LINKS": gettext_lazy("一组链接"),
    "FILE": gettext_lazy("PDF、Word、Excel 下载"),
    "QUESTIONS": gettext_lazy("问题点开看答案"),
    "TABLE": gettext_lazy("有表头的表格"),
    "NOTE": gettext_lazy("醒目的提示"),
}


def kinds() -> list[tuple[str, Any, Any]]:
    """Return code, label and hint of every kind of block."""
    return [(kind, PageBlockKind(kind).label, hint) for kind, hint in HINTS.items()]
