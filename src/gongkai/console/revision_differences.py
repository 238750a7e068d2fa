"""What differs between two contents of an item: words of the text, metadata, files, links."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.publications.models import FileUse, LinkKind, Validity
from gongkai.rules.prechecks import pieces_of_html

SAME, GONE, NEW = "same", "gone", "new"

# Words of letters and digits stay whole; Chinese is compared by the character.
_TOKENS = re.compile(r"[A-Za-z0-9.\-/]+|.", re.DOTALL)
_FIELDS = (
    ("title", _("标题")),
    ("summary", _("内容概述")),
    ("column", _("主栏目")),
    ("also_in", _("同时列入")),
    ("formed_on", _("成文日期")),
    ("document_no", _("发文字号")),
    ("issuer", _("发文机关")),
    ("topic", _("主题分类")),
    ("validity", _("有效性")),
    ("effective_on", _("实施日期")),
    ("invalid_on", _("废止或失效日期")),
    ("audience", _("公开范围")),
    ("source", _("信息来源")),
    ("keywords", _("关键词")),
    ("publish_at", _("定时发布")),
    ("expire_at", _("到期撤下")),
)
_CLOSE = 0.3
_MOST_TOKENS = 4_000


class Bit(NamedTuple):
    """Characters that both have, or only one."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """One paragraph, cell or field: as it was, as it is, and both in one."""

    kind: str
    label: Any
    before: tuple[Bit, ...]
    after: tuple[Bit, ...]
    both: tuple[Bit, ...]


@dataclass(frozen=True)
class Differences:
    """All that differs; `text` has every paragraph, the same ones among them."""

    fields: list[Line]
    text: list[Line]
    files: list[Line]

    @property
    def is_empty(self) -> bool:
        """Tell whether both are the same."""
        changed = [line for line in self.text if line.kind != SAME]
        return not (self.fields or self.files or changed)

    @property
    def changed_text(self) -> list[Line]:
        """Return the paragraphs that differ."""
        return [line for line in self.text if line.kind != SAME]


def differences(before: dict[str, Any], after: dict[str, Any]) -> Differences:
    """Return what changed from one content of an item to another."""
    fields = [
        _line(label, _shown(name, before.get(name)), _shown(name, after.get(name)))
        for name, label in _FIELDS
        if before.get(name) != after.get(name)
    ]
    return Differences(
        fields,
        _paragraphs(_pieces(before["body"]), _pieces(after["body"])),
        [*_listed(before, after, "files", _file), *_listed(before, after, "links", _link)],
    )


def line_differences(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Return every line of two texts as it was and as it is, the same ones among them."""
    return _paragraphs(before, after)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            lines += [_line("", text, text) for text in before[a:b]]
        else:
            lines += _replaced(before[a:b], after[c:d])
    return lines


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterable[Line]:
    for old, new in zip_longest(before, after, fillvalue=""):
        if old and new and SequenceMatcher(None, old, new).quick_ratio() < _CLOSE:
            yield _line("", old, "")
            yield _line("", "", new)
        else:
            yield _line("", old, new)


def _line(label: Any, old: str, new: str) -> Line:
    if old == new:
        same = (Bit(SAME, old),)
        return Line(SAME, label, same, same, same)
    kind = "changed" if old and new else (GONE if old else NEW)
    both = tuple(_bits(old, new))
    return Line(
        kind,
        label,
        tuple(bit for bit in both if bit.kind != NEW),
        tuple(bit for bit in both if bit.kind != GONE),
        both,
    )


def _bits(old: str, new: str) -> Iterable[Bit]:
    first, second = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(first) + len(second) > _MOST_TOKENS:
        # Comparing takes time with the square of the length.
        yield Bit(GONE, old)
        yield Bit(NEW, new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Bit(SAME, "".join(first[a:b]))
            continue
        if a != b:
            yield Bit(GONE, "".join(first[a:b]))
        if c != d:
            yield Bit(NEW, "".join(second[c:d]))


def _pieces(body: str) -> list[str]:
    return [piece.text for piece in pieces_of_html(body, "body") if piece.text]


def _listed(before: dict[str, Any], after: dict[str, Any], name: str, told: Any) -> Iterable[Line]:
    old, new = [told(each) for each in before[name]], [told(each) for each in after[name]]
    label = _("附件") if name == "files" else _("关联信息")
    for text in old:
        if text not in new:
            yield _line(label, text, "")
    for text in new:
        if text not in old:
            yield _line(label, "", text)


def _file(file: dict[str, Any]) -> str:
    described = f"，说明“{file['alt_text']}”" if file["alt_text"] else ""
    return (
        f"{FileUse(file['use']).label}“{file['name']}”"
        f"（{file['size']}字节，摘要{file['sha256'][:12]}{described}）"
    )


def _link(link: dict[str, Any]) -> str:
    return f"{LinkKind(link['kind']).label} 信息{link['target']}"


def _shown(name: str, value: Any) -> str:
    if not value:
        return ""
    if name in ("publish_at", "expire_at"):
        moment = datetime.fromtimestamp(float(value), tz=timezone.get_current_timezone())
        return f"{moment:%Y-%m-%d %H:%M}"
    if name == "validity":
        return str(Validity(value).label)
    return "、".join(value) if isinstance(value, list) else str(value)
