"""A script for a process of its own: a picture comes in, the same with black boxes goes out.

It imports nothing of the package it guards. Nothing but pixels is taken over.
"""

import contextlib
import importlib
import io
import json
import sys
from typing import Any

from PIL import Image, ImageDraw, ImageOps

_MEMORY = 2 << 30
_CPU_SECONDS = 30
_MOST_PIXELS = 60_000_000
_SCREEN_WIDTH = 1000
_JPEG_QUALITY = 90
_PLAIN_MODES = {"1", "L", "RGB"}


def _limit_resources() -> None:
    # Windows has no such module, macOS not every limit.
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _pixels(content: bytes) -> Any:
    """Return the picture turned upright, on white, without anything that came with it."""
    opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    if opened.width * opened.height > _MOST_PIXELS:
        raise OverflowError
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("P", "PA", "LA", "RGBA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        upright = Image.alpha_composite(white, layered).convert("RGB")
    if upright.mode == "I;16":
        upright = upright.point(lambda value: value / 256).convert("L")
    upright = upright if upright.mode in _PLAIN_MODES else upright.convert("RGB")
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    return plain


def _done(task: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    picture = _pixels(content)
    wide, high = picture.size
    answer = {"size": [wide, high]}
    if task["do"] == "size":
        return answer, b""
    brush = ImageDraw.Draw(picture)
    for _page, left, top, right, bottom in task["areas"]:
        box = (int(left * wide), int(top * high), int(right * wide) + 1, int(bottom * high) + 1)
        brush.rectangle(box, fill=0)
    out = io.BytesIO()
    if task["do"] == "screen":
        picture.thumbnail((_SCREEN_WIDTH, 2 * _SCREEN_WIDTH))
        picture.save(out, "PNG")
    elif task["format"] == "png":
        picture.save(out, "PNG", optimize=True)
    else:
        picture.convert("L" if picture.mode == "1" else picture.mode).save(
            out, "JPEG", quality=_JPEG_QUALITY
        )
    return answer, out.getvalue()


def main() -> None:
    """Do the task that comes in by standard input, or say why not."""
    _limit_resources()
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    picture = b""
    try:
        answer, picture = _done(json.loads(line), content)
    except (OverflowError, Image.DecompressionBombError):
        answer = {"refused": "crowded"}
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        answer = {"refused": "broken"}
    answer["lengths"] = [len(picture)]
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
