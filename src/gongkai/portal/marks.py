"""The pictures of the site's own: its logo and the mark of government sites (党政机关网站标识)."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.http import HttpRequest
from django.urls import reverse

from gongkai.portal.site import preview_of, site_of
from gongkai.sites.models import SiteFile
from gongkai.sites.queries.previews import PARAMETER

_REMEMBERED = "_portal_marks"


@dataclass(frozen=True)
class Mark:
    """A picture that stands on every page, with its size in pixels where that is known."""

    address: str
    alt_text: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class Marks:
    """The pictures that are set; None for each that is not."""

    logo: Mark | None = None
    party_mark: Mark | None = None


def marks_of(request: HttpRequest) -> Marks:
    """Return the site's pictures, in one query for each request and none where nothing is set."""
    marks: Marks | None = getattr(request, _REMEMBERED, None)
    if marks is None:
        content = site_of(request).content
        wanted = [key for key in (content.logo, content.party_mark) if key]
        files = SiteFile.objects.in_bulk(wanted) if wanted else {}
        # A preview may show pictures that are not public yet.
        token = request.GET.get(PARAMETER, "") if preview_of(request) else ""
        told = f"?{PARAMETER}={token}" if token else ""
        marks = Marks(
            _mark(files.get(content.logo), told), _mark(files.get(content.party_mark), told)
        )
        setattr(request, _REMEMBERED, marks)
    return marks


def _mark(file: SiteFile | None, told: str) -> Mark | None:
    if file is None:
        return None
    extension = PurePosixPath(file.name).suffix.lstrip(".").lower()
    address = reverse("portal:site-file", args=[file.pk, extension]) + told
    return Mark(address, file.alt_text, file.width, file.height)
