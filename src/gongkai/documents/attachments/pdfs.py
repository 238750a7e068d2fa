"""PDF files looked at for passwords and for what runs when they are opened."""

import re
import zlib
from collections.abc import Iterator

from gongkai.documents.attachments.packages import active, broken, encrypted
from gongkai.documents.attachments.refusals import AttachmentRefused

_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n(.*?)endstream", re.DOTALL)
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z])"
)
_LARGEST_INSIDE = 16 << 20
_TAIL = 2048


def require_harmless_pdf(content: bytes, name: str) -> None:
    """Insist that a PDF is whole, has no password, and neither runs nor carries anything.

    Names are read with their escapes undone, and also where objects stand in packed streams.

    :raises AttachmentRefused: otherwise
    """
    if b"startxref" not in content[-_TAIL:] or b"%%EOF" not in content[-_TAIL:]:
        raise AttachmentRefused(broken(name))
    for part in (content, *_packed(content)):
        plain = _HEX.sub(lambda found: bytes([int(found[1], 16)]), part)
        if re.search(rb"/Encrypt(?![A-Za-z])", plain):
            raise AttachmentRefused(encrypted(name))
        if _ACTIVE.search(plain):
            raise AttachmentRefused(active(name))


def _packed(content: bytes) -> Iterator[bytes]:
    room = _LARGEST_INSIDE
    for found in _STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            inside = unpacker.decompress(found[1], room + 1)
        except zlib.error:
            continue
        room -= len(inside)
        if room < 0:
            return
        yield inside
