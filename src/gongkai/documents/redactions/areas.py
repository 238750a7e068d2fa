"""What is hidden and where, and why a file cannot be severed."""

from typing import NamedTuple

LARGEST_FILE = 20 * 1024 * 1024
"""The most bytes of a file that is severed, and of what comes of it."""
MOST_PAGES = 150
"""The most pages of a PDF that is severed at once."""


class RedactionRefused(ValueError):
    """The file cannot be severed safely; the message is one Chinese line with the remedy."""


class Area(NamedTuple):
    """A box on a page (from 1); its edges are shares of width and height, from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class PageSize(NamedTuple):
    """Width and height of a page as it is shown, in points (pixels of a picture)."""

    width: float
    height: float


class Leak(NamedTuple):
    """A removed string, or something that may carry one, that is still in the output.

    `found` is masked: what was hidden must not be told by the list of leaks.
    """

    place: str
    found: str
    detail: str


def kind_of(content: bytes) -> str:
    """Return what a file is by its first bytes: "pdf", "docx", "png" or "jpeg".

    :raises RedactionRefused: if it is none of them, or empty, or larger than LARGEST_FILE
    """
    if not content:
        raise RedactionRefused("文件是空的，请核对后重新上传。")
    if len(content) > LARGEST_FILE:
        size = f"{len(content) / 1048576:.0f}MB"
        raise RedactionRefused(f"文件有{size}，超过20MB的上限，请拆分后分别处理。")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"PK"):
        return "docx"
    raise RedactionRefused(
        "只能处理PDF、DOCX、JPEG和PNG文件，请先用Office或WPS把文件另存为其中一种。"
    )


def checked(areas: list[Area], pages: int) -> list[Area]:
    """Return areas with their edges inside the page and in order.

    :raises RedactionRefused: if a page does not exist or a box has no size
    """
    found = []
    for area in areas:
        if not 1 <= area.page <= pages:
            raise RedactionRefused(f"页码{area.page}不存在，文件共{pages}页，请改正页码。")
        across = sorted(min(1.0, max(0.0, edge)) for edge in (area.left, area.right))
        down = sorted(min(1.0, max(0.0, edge)) for edge in (area.top, area.bottom))
        if not across[1] - across[0] > 0 or not down[1] - down[0] > 0:
            raise RedactionRefused(f"第{area.page}页的方框没有面积，请重新标出左上角和右下角。")
        found.append(Area(area.page, across[0], down[0], across[1], down[1]))
    return found
