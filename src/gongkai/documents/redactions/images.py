"""A photograph or scan severed: boxes burned in, nothing but pixels taken over."""

from collections.abc import Sequence

from gongkai.documents.redactions.areas import (
    LARGEST_FILE,
    Area,
    PageSize,
    RedactionRefused,
    checked,
)
from gongkai.documents.redactions.guard import ask


def redact_image(content: bytes, areas: Sequence[Area]) -> bytes:
    """Return a JPEG or PNG upright, with black boxes, without EXIF, XMP, thumbnail or profile.

    :raises RedactionRefused: broken, too large, or an area on another page than 1
    """
    inside = checked(list(areas), 1)
    output = ask(content, {"do": "burn", "areas": inside})[1][0]
    if len(output) > LARGEST_FILE:
        raise RedactionRefused("处理后的图片超过20MB，请缩小图片后再处理。")
    return output


def image_size(content: bytes) -> PageSize:
    """Return the size of a picture in pixels, as it stands upright.

    :raises RedactionRefused: if it is broken or too large
    """
    return PageSize(*ask(content, {"do": "size", "areas": []})[0]["size"])


def screen_image(content: bytes) -> bytes:
    """Return a picture as PNG for a screen, at most 1000 pixels wide.

    :raises RedactionRefused: if it is broken or too large
    """
    return ask(content, {"do": "screen", "areas": []})[1][0]
