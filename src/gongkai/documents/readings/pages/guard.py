"""A PDF read in a process of its own, which may neither hang, nor fill the memory, nor crash us.

Always, not only for a suspicious file: start and reading of 6 pages together take 0.1 s.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from gongkai.documents.readings.pages.glyphs import Glyph, Page, Rule, plain
from gongkai.documents.readings.sources import ReportFileUnreadable

LARGEST_FILE = 50 * 1024 * 1024
INSTEAD = "请提供由Word或网页直接导出的文本版PDF，或原始Word文件。"
_CHILD = Path(__file__).with_name("child.py").resolve()
_SECONDS = 8
_HEAD = 1024
_REFUSALS = {
    "locked": "设有打开密码，请取消密码后另存再上传。",
    "long": "超过300页，不像一份年度报告，请只上传报告本身。",
    "crowded": f"内容过多，超出一份年度报告的范围，不予读取；{INSTEAD}",
    "broken": f"已损坏或不完整，无法读取；{INSTEAD}",
}


def pages_of(content: bytes, name: str) -> tuple[str, list[Page]]:
    """Return the title in the metadata and what stands on each page.

    :raises ReportFileUnreadable: no PDF, truncated, damaged, encrypted, or too much to read
    """
    _insist_on_pdf(content, name)
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            check=False,
            input=content,
            timeout=_SECONDS,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise ReportFileUnreadable(f"文件“{name}”过于复杂，读取超时；{INSTEAD}") from error
    answer = json.loads(ended.stdout) if ended.returncode == 0 else {"refused": "broken"}
    if reason := answer.get("refused"):
        raise ReportFileUnreadable(f"文件“{name}”{_REFUSALS[reason]}")
    return plain(str(answer["title"])), [
        _page(number, page) for number, page in enumerate(answer["pages"], start=1)
    ]


def _insist_on_pdf(content: bytes, name: str) -> None:
    if len(content) > LARGEST_FILE:
        size = f"{len(content) / 1048576:.0f}MB"
        raise ReportFileUnreadable(f"文件“{name}”有{size}，超过50MB的上限；{INSTEAD}")
    if b"%PDF-" not in content[:_HEAD]:
        raise ReportFileUnreadable(f"文件“{name}”不是PDF文件；{INSTEAD}")
    # A reader would mend a truncated file and silently go without its last pages.
    if content.rfind(b"%%EOF") < content.rfind(b"endobj"):
        raise ReportFileUnreadable(f"文件“{name}”不完整（没有结尾），请重新下载或另存后再上传。")


def _page(number: int, read: dict[str, Any]) -> Page:
    width, height = (value / 100 for value in read["size"])
    glyphs = []
    for code, x0, top, x1, bottom, base, size in read["glyphs"]:
        inside = 0 <= (x0 + x1) / 200 <= width and 0 <= (top + bottom) / 200 <= height
        text = "" if 0xD800 <= code <= 0xDFFF else plain(chr(code))
        if inside and text:
            edges = (value / 100 for value in (x0, top, x1, bottom, base, size))
            glyphs.append(Glyph(text, *edges))
    return Page(
        number,
        width,
        height,
        tuple(glyphs),
        tuple(_rule(*(value / 100 for value in edges)) for edges in read["rules"]),
        picture=read["picture"],
        hidden=read["hidden"],
        unknown=read["unknown"],
    )


def _rule(x0: float, y0: float, x1: float, y1: float) -> Rule:
    if x1 - x0 >= y1 - y0:
        return Rule(True, (y0 + y1) / 2, x0, x1)
    return Rule(False, (x0 + x1) / 2, y0, y1)
