"""The pictures of the site's own: its logo and the mark of government sites (党政机关网站标识)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from gongkai.portal.site import preview_of, site_of
from gongkai.sites.queries.previews import PARAMETER

_REMEMBERED = "_portal_marks"


@dataclass(frozen=True)
class Mark:
    """A picture of the site, with its size in pixels where that is known."""

    address: str
    alt_text: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class Marks:
    """The pictures that stand on every page; None for each that is not set."""

    logo: Mark | None = None
    party_mark: Mark | None = None


def marks_of(request: HttpRequest) -> Marks:
    """Return the site's pictures, which the version of its settings tells of."""
    marks: Marks | None = getattr(request, _REMEMBERED, None)
    if marks is None:
        content = site_of(request).content
        marks = Marks(picture_of(request, content.logo), picture_of(request, content.party_mark))
        setattr(request, _REMEMBERED, marks)
    return marks


def picture_of(request: HttpRequest, key: int | None) -> Mark | None:
    """Return one of the pictures of the site's settings, None where there is none of that key."""
    picture = site_of(request).content.picture(key)
    if picture is None:
        return None
    # A preview may show pictures that are not public yet.
    token = request.GET.get(PARAMETER, "") if preview_of(request) else ""
    told = f"?{PARAMETER}={token}" if token else ""
    address = reverse("portal:site-file", args=[picture.key, picture.extension]) + told
    return Mark(address, picture.alt_text, picture.width or None, picture.height or None)
