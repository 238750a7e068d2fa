"""The files of items: each under an address that ends as its name does."""

from hashlib import sha256
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from gongkai.portal.addresses import organ_named
from gongkai.portal.byte_ranges import ranged
from gongkai.portal.item_files import file_address
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import PublicationFile
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.public_addresses import ending_in_address
from gongkai.publications.queries.public_items import public_file, public_until

# What browsers show and never run; anything else is saved.
_SHOWN = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "text/vtt"}
)


@require_safe
@kept_as_file
def item_file(request: HttpRequest, agency: str, pk: str, file: str, ending: str) -> HttpResponse:
    """Hand out a file of the approved version, or a part of it; any other is not there."""
    found = public_file(organ_named(agency), int(pk), int(file), timezone.now())
    if found is None or ending_in_address(found.name) != ending:
        raise Http404
    reads(request, f"item:{found.item_id}")
    until(request, public_until(int(pk)))
    answer = condition(etag_func=lambda *_args: f'"{found.sha256}"')(_handed_out)
    response: HttpResponse = answer(request, found)
    return ranged(request, response)


@require_safe
def former_file(request: HttpRequest, agency: str, pk: int, file: int) -> HttpResponse:
    """Lead from the address that a file had without an ending to the one it has."""
    organ = organ_named(agency)
    found = public_file(organ, pk, file, timezone.now())
    if found is None:
        raise Http404
    return HttpResponsePermanentRedirect(file_address(organ.code, pk, file, found.name))


def _handed_out(request: HttpRequest, file: PublicationFile) -> HttpResponse:
    try:
        content = content_of(file)
    except (FileNotFoundError, Undecipherable) as lost:
        raise Http404 from lost
    if sha256(content).hexdigest() != file.sha256:
        raise Http404
    shown = file.media_type in _SHOWN
    response = HttpResponse(
        content, content_type=file.media_type if shown else "application/octet-stream"
    )
    manner = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{manner}; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Asked anew each time: what is taken down is gone at once.
    response["Cache-Control"] = "public, no-cache"
    return response
