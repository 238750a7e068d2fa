"""Pictures read only as far as their size, so that none unpacks out of proportion."""

import struct

from gongkai.documents.attachments.packages import broken
from gongkai.documents.attachments.refusals import AttachmentRefused

MOST_PIXELS = 100_000_000
"""The most points of a picture; a large scan of A4 has 35 million."""
# Start of frame, but for the tables that share its range (DHT, JPG, DAC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD9)}


def require_sound_png(content: bytes, name: str) -> None:
    """Insist that a PNG begins and ends as one and is of a believable size.

    :raises AttachmentRefused: otherwise
    """
    if content[12:16] != b"IHDR" or b"IEND" not in content[-64:]:
        raise AttachmentRefused(broken(name))
    width, height = struct.unpack(">II", content[16:24])
    _require_size(width, height, name)


def require_sound_jpeg(content: bytes, name: str) -> None:
    """Insist that a JPEG's segments lead to a frame of a believable size.

    :raises AttachmentRefused: otherwise
    """
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _ALONE:
            place += 2
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            _require_size(width, height, name)
            return
        if length < 2:
            break
        place += 2 + length
    raise AttachmentRefused(broken(name))


def _require_size(width: int, height: int, name: str) -> None:
    if not width or not height:
        raise AttachmentRefused(broken(name))
    if width * height > MOST_PIXELS:
        raise AttachmentRefused(
            f"图片“{name}”有{width}×{height}个像素，过大，不能收取；请缩小后重新上传。"
        )
