"""Files taken in: each by itself, and all of them together."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gongkai.documents.attachments.kinds import KINDS
from gongkai.documents.attachments.naming import ending_of, harmless_name
from gongkai.documents.attachments.patterns import BUNDLED
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.sniffing import kind_of


class Limits(NamedTuple):
    """The most files, the most bytes of one, and of all together."""

    files: int = 5
    one: int = 10 << 20
    together: int = 30 << 20

    @property
    def told(self) -> str:
        """Return the limits as a form tells them."""
        return (
            f"最多{self.files}个，每个不超过{self.one >> 20}MB，合计不超过{self.together >> 20}MB"
        )


LIMITS = Limits()


class Inspected(NamedTuple):
    """A file that may be kept: a harmless name, its true media type, its bytes."""

    name: str
    media_type: str
    content: bytes


class Taken(NamedTuple):
    """The files that may be kept, and why each other one may not."""

    files: tuple[Inspected, ...]
    refusals: tuple[str, ...]


def inspected(
    name: str, content: bytes, limits: Limits = LIMITS, patterns: Mapping[str, bytes] = BUNDLED
) -> Inspected:
    """Return a file under a harmless name with its true type.

    :raises AttachmentRefused: too large, not what its ending says, or as sniffing.kind_of
    """
    shown = harmless_name(name)
    if len(content) > limits.one:
        raise AttachmentRefused(too_large(shown, limits))
    kind = kind_of(content, shown, patterns)
    ending = ending_of(shown)
    if ending not in kind.endings:
        known = {each for one in KINDS for each in one.endings}
        if ending in known or ending.isascii() and ending.isalnum() and 2 <= len(ending) <= 5:
            raise AttachmentRefused(
                f"文件“{shown}”的扩展名是 .{ending}，内容却是{kind.label}，两者不符；"
                "请核对是否选错文件，或改正扩展名后重新上传。"
            )
        shown = harmless_name(f"{shown}.{kind.endings[0]}")
    return Inspected(shown, kind.media_type, content)


def taken_in(
    given: Iterable[tuple[str, bytes]],
    limits: Limits = LIMITS,
    patterns: Mapping[str, bytes] = BUNDLED,
    *,
    held: Iterable[int] = (),
) -> Taken:
    """Look at several files; return those that may be kept and why others may not.

    :param held: sizes in bytes of the files that are kept already
    """
    sizes = list(held)
    files: list[Inspected] = []
    refusals: list[str] = []
    for name, content in given:
        shown = harmless_name(name)
        if len(sizes) >= limits.files:
            refusals.append(f"文件“{shown}”没有收取：附件{limits.told}。")
            continue
        if sum(sizes) + len(content) > limits.together:
            refusals.append(f"文件“{shown}”没有收取：附件{limits.told}，请压缩图片或减少附件。")
            continue
        try:
            files.append(inspected(name, content, limits, patterns))
        except AttachmentRefused as refusal:
            refusals.append(str(refusal))
            continue
        sizes.append(len(content))
    return Taken(tuple(files), tuple(refusals))


def too_large(name: str, limits: Limits = LIMITS) -> str:
    """Return the message for a file of too many bytes."""
    return f"文件“{name}”超过{limits.one >> 20}MB的上限，请压缩其中的图片后重新上传。"
