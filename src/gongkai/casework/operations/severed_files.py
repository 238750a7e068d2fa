"""A file of a case handed to the documents layer: what lies under a box, and the severed copy."""

from collections.abc import Sequence

from gongkai.casework.models import RedactedArea
from gongkai.casework.operations.acting import CaseRefused
from gongkai.documents.redactions.areas import Area, Leak, checked, kind_of
from gongkai.documents.redactions.docx import count_in_docx, redact_docx
from gongkai.documents.redactions.images import image_size, redact_image
from gongkai.documents.redactions.leaks import leaks_in
from gongkai.documents.redactions.pdf import page_sizes, redact_pdf, text_in_areas
from gongkai.documents.redactions.words import needles_of

_MOST_LETTERS = 500


def found_under(
    content: bytes,
    typed: Sequence[str],
    page: int = 0,
    box: tuple[float, float, float, float] | None = None,
) -> list[str]:
    """Return the strings that an area hides: those under its box, and those typed.

    Without box and text, only the file itself is tried.

    :raises CaseRefused: if it hides nothing
    :raises RedactionRefused: if the box is none, or the file cannot be opened
    """
    kind = kind_of(content)
    if any(len(line) > _MOST_LETTERS for line in typed):
        raise CaseRefused(f"文字：每行不超过{_MOST_LETTERS}字。")
    if kind == "docx":
        return _found_in_word(content, typed, box is not None)
    if box is None:
        if typed:
            raise CaseRefused("方框：请标出要隐去的区域；只填文字不能隐去PDF或图片上的内容。")
        if kind == "pdf":
            page_sizes(content)
        else:
            image_size(content)
        return []
    area = Area(page, *box)
    if kind == "pdf":
        return [*text_in_areas(content, [area])[0], *typed]
    checked([area], 1)
    return list(typed)


def severed(content: bytes, name: str, areas: Sequence[RedactedArea]) -> tuple[bytes, list[Leak]]:
    """Return the severed copy of a file, and every removed string that is still in it.

    :raises RedactionRefused: if the file cannot be severed safely
    """
    kind = kind_of(content)
    boxes = [Area(one.page, one.left, one.top, one.right, one.bottom) for one in areas]
    removed = [text for one in areas if not one.elsewhere for text in strings_in(one)]
    may_stand = [text for one in areas if one.elsewhere for text in strings_in(one)]
    if kind == "docx":
        # There is no place in a Word file but where the text stands: all of it goes.
        removed, may_stand = [*removed, *may_stand], []
        output = redact_docx(content, removed)
    else:
        output = redact_pdf(content, boxes) if kind == "pdf" else redact_image(content, boxes)
    return output, leaks_in(output, kind, name, removed, may_stand=may_stand)


def strings_in(area: RedactedArea) -> list[str]:
    """Return the strings that an area hides."""
    return str(area.text).splitlines()


def _found_in_word(content: bytes, typed: Sequence[str], has_box: bool) -> list[str]:
    if has_box:
        raise CaseRefused("Word文件按文字隐去，请填写要隐去的文字。")
    for line in typed:
        if not needles_of([line]):
            raise CaseRefused(f"文字：“{line}”过短，请至少填写两个字或数字。")
        if not count_in_docx(content, line):
            raise CaseRefused(f"文字：文件中没有找到“{line}”，请核对后重新填写。")
    if not typed:
        count_in_docx(content, "试开")
    return list(typed)
