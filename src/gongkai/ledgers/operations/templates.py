"""Writing the template to a file."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from gongkai.agencies.models import Agency
from gongkai.ledgers.queries.templates import ledger_template


class TemplateNotWritten(Exception):
    """The file could not be written; nothing was left or changed. The message has the remedy."""


def write_template(*, path: Path | str, agency: Agency | None) -> Path:
    """Write the ledger template for an organ; the file appears whole or not at all.

    :raises TemplateNotWritten: if the folder or the disk refuses
    """
    path = Path(path)
    content = ledger_template(agency)
    passing = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.new")
    try:
        try:
            with passing.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(passing, path)
        finally:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
    except OSError as error:
        raise TemplateNotWritten(
            f"无法写入“{path}”："
            "请检查文件夹是否存在、有无写入权限、磁盘空间是否足够，或关闭已打开的同名文件。"
        ) from error
    return path
