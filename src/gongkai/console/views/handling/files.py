"""A material of an application, deciphered on its way; that it was opened is on record."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import saved_as
from gongkai.console.views.handling.one_application import application_at
from gongkai.fund_services.operations.applications.keeping import content_of_file
from gongkai.fund_services.operations.applications.reading import read_application_file
from gongkai.fund_services.queries.applications.one_application import find_file
from gongkai.privacy.encryption import Undecipherable

# What a browser may show: no picture of these kinds can hold a script.
_SHOWN = frozenset({"image/jpeg", "image/png"})
_CHUNK = 1 << 16


@require_POST
@staff
def one_file(request: HttpRequest, desk: Desk, pk: int, file: int) -> HttpResponseBase:
    """Return a material's bytes: pictures to be looked at, everything else to be saved."""
    found = find_file(application_at(desk, pk), file)
    if found is None:
        raise NotHere(_("没有这份材料，或者不属于这件办件。"))
    row = read_application_file(file=found, officer=desk.officer, on=desk.on, at=desk.at)
    try:
        content = content_of_file(row)
    except (FileNotFoundError, Undecipherable) as gone:
        raise NotHere(_("这份材料的文件已损坏或者缺失，请联系系统管理员。")) from gone
    is_shown = row.media_type in _SHOWN
    kind = row.media_type if is_shown else "application/octet-stream"
    answer = saved_as(StreamingHttpResponse(_chunks(content), content_type=kind), row.name)
    if is_shown:
        answer["Content-Disposition"] = "inline"
    answer["Content-Length"] = str(len(content))
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]
