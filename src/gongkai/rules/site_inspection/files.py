"""Whether what is offered for download is there and opens: 国办秘函〔2019〕19号."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault


class FileState(StrEnum):
    """How a stored file was found."""

    SOUND = "SOUND"
    MISSING = "MISSING"
    ALTERED = "ALTERED"
    UNREADABLE = "UNREADABLE"


class FileFact(NamedTuple):
    """A file of a public item, and how it was found."""

    key: int
    name: str
    item: int
    title: str
    where: str
    state: FileState


_MESSAGES = {
    FileState.MISSING: "附件“{name}”的文件已不在文件夹中，读者下载不到。",
    FileState.ALTERED: "附件“{name}”的内容与审核时不一致或者不能解密，读者下载不到原件。",
    FileState.UNREADABLE: "附件“{name}”打不开，或者格式与名称不符。",
}


def file_faults(file: FileFact) -> Iterator[Fault]:
    """Yield what is wrong with a file."""
    if file.state is FileState.SOUND:
        return
    rule = "FILE_UNREADABLE" if file.state is FileState.UNREADABLE else "FILE_MISSING"
    yield Fault(
        rule,
        file.where,
        f"《{file.title}》附件“{file.name}”",
        _MESSAGES[file.state].format(name=file.name),
        f"item:{file.item}",
        file.name,
        "能够下载并打开",
        known_by=str(file.key),
    )
