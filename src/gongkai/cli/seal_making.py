"""Making an installation's own self-signed key; nobody but itself vouches for it."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from gongkai.cli.outcome import Refused
from gongkai.documents.certificates.keys import self_signed_file

_DAYS = 730


def make_seal(
    key: Path, password_file: Path, name: str, at: datetime, *, days: int = _DAYS
) -> None:
    """Write a new key and its password into two files that only their owner reads.

    :raises Refused: if one of them is there already, or cannot be written
    """
    password = secrets.token_urlsafe(24)
    try:
        _write(password_file, f"{password}\n".encode())
        _write(key, self_signed_file(name, password, at, days=days))
    except FileExistsError as error:
        raise Refused(
            f"已有文件“{error.filename}”，没有覆盖；要换密钥的，请先把它移走。"
        ) from error
    except OSError as error:
        told = os.strerror(error.errno or 0)
        raise Refused(f"写不了文件“{error.filename}”（{told}），请检查权限。", 1) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
