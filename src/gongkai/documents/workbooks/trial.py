"""Trial reading in a process of its own, for formats whose damage can exhaust the memory.

The reader believes the sizes that an old .xls file states: a damaged one made it ask for 23 GB,
which ends the process that asks.
"""

import subprocess
import sys
from pathlib import Path

_MEMORY = 2 << 30
_SECONDS = 120
_PASSWORD = 3
# The child sees nothing of the system but this; it cannot import the package it guards.
_CHILD = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
import python_calamine
try:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(open(sys.argv[1], "rb"))
    except python_calamine.CalamineError:
        # Only the reader chosen by the name tells that a password is missing.
        book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
    for name in book.sheet_names:
        book.get_sheet_by_name(name)
except python_calamine.PasswordError:
    sys.exit({_PASSWORD})
"""


class PasswordNeeded(Exception):
    """The workbook is encrypted."""


def survives_reading(path: Path) -> bool:
    """Test if a workbook can be read without harm.

    :raises PasswordNeeded: if it is encrypted
    """
    command = [sys.executable, "-I", "-c", _CHILD, str(path.resolve())]
    try:
        ended = subprocess.run(
            command,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return False
    if ended.returncode == _PASSWORD:
        raise PasswordNeeded
    return ended.returncode == 0
