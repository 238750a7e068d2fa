"""Pictures as outlets take them: JPEG or PNG, below one megabyte, and a plain cover."""

from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from gongkai.messages.outlets.speaking import TurnedDown

# 上传图文消息图片: 仅支持jpg/png格式，大小必须在1MB以下.
_MOST = (1 << 20) - 1
_TAKEN = {"image/jpeg": "jpg", "image/png": "png"}
_WIDTHS = (1600, 1200, 900, 600, 300)
_COVER = (900, 383)
_COLOUR = (27, 78, 130)


class Sendable(NamedTuple):
    """A picture as it is sent."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the hash of its bytes."""
        return sha256(self.content).hexdigest()


def sendable(content: bytes, media_type: str) -> Sendable:
    """Return a picture as it is where that is taken, else as a JPEG small enough.

    :raises TurnedDown: if it is none that can be read
    """
    if media_type in _TAKEN and len(content) <= _MOST:
        return Sendable(f"picture.{_TAKEN[media_type]}", media_type, content)
    try:
        with Image.open(BytesIO(content)) as image:
            plain = Image.new("RGB", image.size, "white")
            shown = image.convert("RGBA")
            plain.paste(shown, mask=shown.getchannel("A"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise TurnedDown("正文中有图片无法读取，请更换图片后重新发布。") from None
    for width in _WIDTHS:
        smaller = plain.copy()
        smaller.thumbnail((width, width * 4))
        packed = _jpeg(smaller)
        if len(packed) <= _MOST:
            return Sendable("picture.jpg", "image/jpeg", packed)
    raise TurnedDown("正文中有图片过大，公众号要求1MB以下，请更换图片后重新发布。")


def plain_cover() -> Sendable:
    """Return the cover of an article that has no picture: one colour, the same each time."""
    return Sendable("cover.jpg", "image/jpeg", _jpeg(Image.new("RGB", _COVER, _COLOUR)))


def _jpeg(image: Image.Image) -> bytes:
    packed = BytesIO()
    image.save(packed, "JPEG", quality=82, optimize=True)
    return packed.getvalue()
