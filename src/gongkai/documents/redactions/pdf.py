"""A PDF severed: every page anew as a picture, with the text that stays laid over it.

Nothing of the old file is taken over but pixels and the characters that could be seen and are not
hidden: no layer, note, attachment, field, bookmark, script, metadata, thumbnail or old version.
"""

import json
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from gongkai.documents.redactions.areas import (
    LARGEST_FILE,
    Area,
    PageSize,
    RedactionRefused,
    checked,
)
from gongkai.documents.redactions.glyphs import Run, glyphs_of, runs_of, strings_of
from gongkai.documents.redactions.guard import ask
from gongkai.documents.typesetting.fonts import Typefaces, typefaces

_TEMPLATE = Path(__file__).with_name("pages.typ")
_FAMILIES = ["Noto Serif SC"]
_NO_GLYPH = "〓"
_JPEG = b"\xff\xd8"


def redact_pdf(content: bytes, areas: Sequence[Area]) -> bytes:
    """Return a PDF with black boxes burned in; the same bytes for the same file and areas.

    A box grows to the whole of each character that it covers by a quarter.

    :raises RedactionRefused: encrypted, broken, too large or long, or an area outside the pages
    """
    inside = checked(list(areas), len(page_sizes(content)))
    answer, pictures = ask(content, {"do": "burn", "areas": inside})
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        pages = []
        for number, (page, picture) in enumerate(zip(answer["pages"], pictures, strict=True)):
            ending = "jpg" if picture.startswith(_JPEG) else "png"
            name = f"{number}.{ending}"
            (Path(folder) / name).write_bytes(picture)
            pages.append(_page(page, name))
        output = _typeset(pages, folder)
    if len(output) > LARGEST_FILE:
        raise RedactionRefused("处理后的文件超过20MB，请把原文件拆分后分别处理。")
    return output


def page_sizes(content: bytes) -> list[PageSize]:
    """Return the size of each page in points.

    :raises RedactionRefused: encrypted, broken, too large or too long
    """
    answer, _pictures = ask(content, {"do": "sizes"})
    return [PageSize(*size) for size in answer["sizes"]]


def page_images(content: bytes, pages: Sequence[int]) -> list[bytes]:
    """Return pages (from 1) as PNG for a screen, at most 1000 pixels wide.

    :raises RedactionRefused: encrypted, broken, too large or too long
    """
    return ask(content, {"do": "screens", "pages": list(pages)})[1]


def text_in_areas(content: bytes, areas: Sequence[Area]) -> list[list[str]]:
    """Return, for each area, the strings that lie under it, seen or not.

    :raises RedactionRefused: encrypted, broken, too large or long, or an area outside the pages
    """
    inside = checked(list(areas), len(page_sizes(content)))
    answer, _pictures = ask(content, {"do": "under", "areas": inside})
    return [strings_of(glyphs_of(told)) for told in answer["areas"]]


def _page(page: dict[str, Any], picture: str) -> dict[str, Any]:
    faces = _faces()
    width, height = page["size"]
    return {
        "width": width,
        "height": height,
        "picture": picture,
        "runs": [_placed(run, faces) for run in runs_of(glyphs_of(page["glyphs"]))],
    }


def _placed(run: Run, faces: Typefaces) -> dict[str, Any]:
    text = "".join(one if one.isascii() or faces.draws(one) else _NO_GLYPH for one in run.text)
    return {
        "text": text,
        "left": run.left,
        "base": run.base,
        "width": max(run.right - run.left, 0.1),
        "size": run.size,
    }


def _typeset(pages: list[dict[str, Any]], folder: str) -> bytes:
    compiler = typst.Compiler(
        _TEMPLATE.read_bytes(),
        root=folder,
        font_paths=_faces().collection,
        ignore_system_fonts=True,
    )
    told = json.dumps({"families": _FAMILIES, "pages": pages}, ensure_ascii=False)
    output = compiler.compile(
        format="pdf",
        sys_inputs={"content": told},
        pdf_standards=["a-2b"],
        timestamp=0,
        pdf_tags=False,
    )
    if not isinstance(output, bytes):
        raise TypeError(f"Typst gave {type(output).__name__} where one PDF was expected")
    return output


@cache
def _faces() -> Typefaces:
    return typefaces(None)
