"""Whether a ZIP still is what its index says."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from gongkai.documents.bundles.bundling import INDEX_FILE, INDEX_PDF, SUMS_FILE

_AROUND = {INDEX_FILE, INDEX_PDF, SUMS_FILE}


def differences(packed: bytes, index: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return in Chinese how a ZIP differs from an index; empty if it does not."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        return [f"压缩包已损坏，无法读出（{type(error).__name__}）。"]
    found = []
    if _index_in(held) != list(index):
        found.append("压缩包中的卷内目录与归档时登记的目录不一致。")
    listed = {line["name"]: line for line in index}
    for name, line in listed.items():
        if name not in held:
            found.append(f"缺少第{line['sequence']}件“{line['title']}”。")
        elif sha256(held[name]).hexdigest() != line["sha256"]:
            found.append(f"第{line['sequence']}件“{line['title']}”的内容与目录摘要不符。")
    found += [
        f"多出目录之外的文件“{name}”。" for name in sorted(held.keys() - listed.keys() - _AROUND)
    ]
    return found + [f"缺少“{name}”。" for name in sorted(_AROUND - held.keys())]


def _index_in(held: Mapping[str, bytes]) -> Any:
    try:
        return json.loads(held.get(INDEX_FILE, b""))
    except ValueError:
        return None
