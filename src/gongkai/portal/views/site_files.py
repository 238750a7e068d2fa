"""Pictures and files of the site and of its pages."""

from hashlib import sha256
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from gongkai.portal.kept_pages import kept_as_file, reads
from gongkai.portal.site import preview_of, site_of
from gongkai.privacy.encryption import Undecipherable
from gongkai.sites.models import SiteFile
from gongkai.sites.queries.files import bytes_of, extension_of, is_picture, site_file_of

# A file never changes under its number; it only ceases to be there.
_LASTS = 30 * 24 * 3600


@require_safe
@kept_as_file
def site_file(request: HttpRequest, pk: str, ending: str) -> HttpResponse:
    """Hand out a file that the public sees somewhere on the site, or a preview shows."""
    site = site_of(request)
    found = site_file_of(site.agency, int(pk)) if site.agency else None
    if found is None or extension_of(found.media_type, found.name) != ending:
        raise Http404
    if not found.is_public and preview_of(request) is None:
        raise Http404
    reads(request, f"pages:{found.site.agency_id}")
    answer = condition(etag_func=lambda *_args: f'"{found.sha256}"')(_handed_out)
    response: HttpResponse = answer(request, found)
    return response


def _handed_out(request: HttpRequest, file: SiteFile) -> HttpResponse:
    try:
        content = bytes_of(file)
    except (FileNotFoundError, Undecipherable) as lost:
        raise Http404 from lost
    if sha256(content).hexdigest() != file.sha256:
        raise Http404
    shown = is_picture(file)
    response = HttpResponse(
        content, content_type=file.media_type if shown else "application/octet-stream"
    )
    manner = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{manner}; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={_LASTS}"
    return response
