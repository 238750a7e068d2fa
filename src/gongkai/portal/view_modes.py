"""How a visitor wants to read: 长者版, colours and text size, kept in a cookie or by the browser.

With a script the browser keeps it (static/portal/views.js) and every page stays the same for all;
without one the cookie does, and the page is drawn with it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

COOKIE = "gongkai_view"
# Longer than a year no browser keeps it.
COOKIE_SECONDS = 365 * 24 * 3600
ELDER = "elder"
COLOURS = ("light", "dark", "contrast")
SIZES = ("125", "150", "200")
_REMEMBERED = "_portal_view_mode"


@dataclass(frozen=True)
class ViewMode:
    """What was chosen; `colours` one of COLOURS, `size` one of SIZES (per cent), "" for neither."""

    is_elder: bool = False
    colours: str = ""
    size: str = ""

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing was chosen."""
        return self == ViewMode()

    @property
    def written(self) -> str:
        """Return it as the cookie and the browser's own store hold it: "elder.contrast.150"."""
        parts = (ELDER if self.is_elder else "", self.colours, self.size)
        return ".".join(part for part in parts if part)

    @property
    def attributes(self) -> Mapping[str, str]:
        """Return the attributes of the page's root element."""
        given = {
            "data-view": ELDER if self.is_elder else "",
            "data-colours": self.colours,
            "data-size": self.size,
        }
        return {name: value for name, value in given.items() if value}

    def changed(self, wishes: Mapping[str, str]) -> "ViewMode":
        """Return the mode with what a form asks for; what it does not know stays as it is."""
        if wishes.get("plain"):
            return ViewMode()
        mode = self
        if wishes.get("view") in (ELDER, ""):
            mode = replace(mode, is_elder=wishes["view"] == ELDER)
        if wishes.get("colours") in (*COLOURS, ""):
            mode = replace(mode, colours=wishes["colours"])
        if wishes.get("size") in (*SIZES, ""):
            mode = replace(mode, size=wishes["size"])
        return mode


def read_mode(written: str) -> ViewMode:
    """Return what a cookie says; words that are none are passed over."""
    words = written[:100].split(".")
    return ViewMode(
        is_elder=ELDER in words,
        colours=next((word for word in words if word in COLOURS), ""),
        size=next((word for word in words if word in SIZES), ""),
    )


def view_mode(request: HttpRequest) -> ViewMode:
    """Return how the visitor wants to read, and remember that the page depends on it."""
    setattr(request, _REMEMBERED, True)
    return read_mode(request.COOKIES.get(COOKIE, ""))


def depends_on_mode(request: HttpRequest) -> bool:
    """Tell whether a page was drawn after the visitor's cookie."""
    return bool(getattr(request, _REMEMBERED, False))
