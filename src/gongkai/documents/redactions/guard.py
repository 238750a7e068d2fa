"""PDFs and pictures opened in a process of its own: it may neither hang, fill memory, nor crash us.

The same way as finished reports are read (documents.readings.pages.guard).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from gongkai.documents.redactions.areas import MOST_PAGES, RedactionRefused, kind_of

_FOLDER = Path(__file__).resolve().parent
_SECONDS = 150
_PICTURES = {"png", "jpeg"}
_REFUSALS = {
    "locked": "文件设有密码或权限限制，请取消密码后另存再处理。",
    "crowded": "文件内容过多，超出可处理的范围，请拆分后分别处理。",
    "broken": "文件已损坏或不完整，无法打开；请用原来的软件打开并另存后重新上传。",
}


def ask(content: bytes, task: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """Have a task done with a PDF or picture; return the answer and the pictures with it.

    :raises RedactionRefused: encrypted, broken, too large, too many pages, or no such file
    """
    kind = kind_of(content)
    script = "picture_child.py" if kind in _PICTURES else "page_child.py"
    line = json.dumps({"format": kind, "most_pages": MOST_PAGES, **task}).encode()
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_FOLDER / script)],
            check=False,
            input=line + b"\n" + content,
            timeout=_SECONDS,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise RedactionRefused("文件过于复杂，处理超时；请拆分后分别处理。") from error
    head, _, rest = ended.stdout.partition(b"\n")
    try:
        answer: dict[str, Any] = (
            json.loads(head) if ended.returncode == 0 else {"refused": "broken"}
        )
    except ValueError:
        answer = {"refused": "broken"}
    if reason := answer.get("refused"):
        if reason == "long":
            raise RedactionRefused(
                f"文件有{answer['pages']}页，超过{MOST_PAGES}页的上限，请拆分后分别处理。"
            )
        raise RedactionRefused(_REFUSALS[reason])
    pictures: list[bytes] = []
    start = 0
    for length in answer["lengths"]:
        pictures.append(rest[start : start + int(length)])
        start += int(length)
    return answer, pictures
