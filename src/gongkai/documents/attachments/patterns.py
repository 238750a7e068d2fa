"""Byte patterns of known bad files; an office adds its own, one a line."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

# Put together here, so that no scanner takes this module for the test virus itself.
_EICAR = b"".join(
    (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*")
)
BUNDLED: Mapping[str, bytes] = MappingProxyType({"EICAR": _EICAR})
"""What comes with the product: the test file by which virus scanners are tried."""
_SHORTEST = 8
_LINE = re.compile(r"(?P<name>[^=#\s][^=]*)=\s*(?P<hex>(?:[0-9A-Fa-f]{2}\s*)+)")


class PatternUnreadable(ValueError):
    """A line of the file of patterns says nothing; the message names it and the form."""


def patterns_in(path: Path) -> Mapping[str, bytes]:
    """Return the bundled patterns with those of a file, which need not be there.

    A line is a name, `=`, and at least eight bytes in hexadecimal; `#` begins a remark.

    :raises PatternUnreadable: naming the line
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return BUNDLED
    return {**BUNDLED, **dict(_read(lines, path.name))}


def _read(lines: Iterable[str], name: str) -> Iterable[tuple[str, bytes]]:
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        found = _LINE.fullmatch(text)
        pattern = bytes.fromhex(found["hex"]) if found else b""
        if found is None or len(pattern) < _SHORTEST:
            raise PatternUnreadable(
                f"{name} 第{number}行应写作“名称 = 十六进制字节”，不少于{_SHORTEST}个字节，请改正。"
            )
        yield found["name"].strip(), pattern


def pattern_found(content: bytes, patterns: Mapping[str, bytes]) -> str:
    """Return the name of the first pattern in some bytes, "" if none is there."""
    return next((name for name, pattern in patterns.items() if pattern in content), "")
