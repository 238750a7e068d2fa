"""A severed file as its page shows it: one page at a time, with the boxes over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.agencies.models import Officer, Role
from gongkai.agencies.queries import roles_of
from gongkai.casework.models import RedactedArea, Redaction, RedactionState
from gongkai.casework.operations.redacting import look_at, removed_strings
from gongkai.casework.queries.redactions import areas_of, hands_in, is_sent
from gongkai.documents.redactions.areas import kind_of
from gongkai.documents.redactions.docx import docx_lines
from gongkai.documents.redactions.images import image_size, screen_image
from gongkai.documents.redactions.pdf import page_images, page_sizes
from gongkai.documents.redactions.words import too_short

# Clicks on a picture come in pixels of the picture as it is shown, which is why it has one width.
_WIDTH = 640


@dataclass(frozen=True)
class RedactionPage:
    """What is shown of a severed file: a page, its size on screen, boxes, and what may be done.

    `corners` are the edges that clicks on the picture have told, in per cent.
    """

    areas: list[RedactedArea]
    number: int
    pages: int
    width: int
    height: int
    is_word: bool
    lines: list[str]
    output_lines: list[str]
    corners: dict[str, float]
    short: list[str]
    may_mark: bool
    may_confirm: bool
    is_sent: bool

    @property
    def here(self) -> list[tuple[RedactedArea, dict[str, str]]]:
        """Return the areas of this page with their boxes in per cent."""
        return [
            (area, _percent(area.left, area.top, area.right, area.bottom))
            for area in self.areas
            if area.page == self.number
        ]

    @property
    def new_box(self) -> dict[str, str] | None:
        """Return the box that both corners make, None before."""
        if len(self.corners) < 4:
            return None
        edges = (self.corners[name] / 100 for name in ("left", "top", "right", "bottom"))
        return _percent(*edges)

    @property
    def is_half_marked(self) -> bool:
        """Tell whether the first corner is told and the second is not."""
        return len(self.corners) == 2


def redaction_page(
    redaction: Redaction, officer: Officer, asked: Mapping[str, str], *, on: date, at: datetime
) -> RedactionPage:
    """Return what is to be shown, by the page and the clicks asked for in the address.

    :raises RedactionRefused: if the file cannot be opened
    """
    look = {"redaction": redaction, "officer": officer, "on": on, "at": at}
    content = look_at(after=False, page=0, **look)
    kind = kind_of(content)
    areas = areas_of(redaction)
    sizes = page_sizes(content) if kind == "pdf" else []
    if kind in ("png", "jpeg"):
        sizes = [image_size(content)]
    number = min(max(1, _whole(asked.get("page", ""))), max(1, len(sizes)))
    wide, high = sizes[number - 1] if sizes else (1, 1)
    height = max(1, round(_WIDTH * high / wide))
    is_word = kind == "docx"
    sent = is_sent(redaction)
    has_output = is_word and redaction.output is not None
    roles = roles_of(officer, on)
    return RedactionPage(
        areas=areas,
        number=number,
        pages=len(sizes),
        width=_WIDTH,
        height=height,
        is_word=is_word,
        lines=docx_lines(content) if is_word else [],
        output_lines=docx_lines(look_at(after=True, page=0, **look)) if has_output else [],
        corners=_corners(asked, height),
        short=too_short(removed_strings(areas)),
        may_mark=Role.CLERK in roles and not sent,
        may_confirm=redaction.state == RedactionState.CHECKED
        and officer.pk not in hands_in(redaction, areas),
        is_sent=sent,
    )


def picture_of(content: bytes, number: int) -> bytes:
    """Return a page of a PDF, or a picture, as PNG for a screen.

    :raises RedactionRefused: if there is no such page
    """
    return page_images(content, [number])[0] if kind_of(content) == "pdf" else screen_image(content)


def _corners(asked: Mapping[str, str], height: int) -> dict[str, float]:
    """Return the edges in per cent: of the first click as told again, of the second as it comes."""
    x, y = _whole(asked.get("corner.x", ""), -1), _whole(asked.get("corner.y", ""), -1)
    if not (0 <= x <= _WIDTH and 0 <= y <= height):
        return {}
    here = round(100 * x / _WIDTH, 2), round(100 * y / height, 2)
    first = _share(asked.get("left", "")), _share(asked.get("top", ""))
    if first[0] is None or first[1] is None:
        return {"left": here[0], "top": here[1]}
    return {
        "left": min(first[0], here[0]),
        "top": min(first[1], here[1]),
        "right": max(first[0], here[0]),
        "bottom": max(first[1], here[1]),
    }


def _whole(text: str, otherwise: int = 1) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _share(text: str) -> float | None:
    plain = text.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit() and len(text) < 8):
        return None
    value = float(text)
    return value if value <= 100 else None


def _percent(left: float, top: float, right: float, bottom: float) -> dict[str, str]:
    """Return a box for a drawing of 100 by 100, in digits that no language changes."""
    edges = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return {name: f"{100 * edge:.3f}" for name, edge in edges.items()}
