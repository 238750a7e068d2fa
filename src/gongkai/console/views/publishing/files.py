"""Files of items, for officers of the organ that has them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import saved_as
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.item_page import ItemNotFound, find_item_file

# What a browser only draws or plays; everything else is saved.
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4"})


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return a file: pictures and videos to be seen in a page, others to be saved."""
    try:
        file = find_item_file(desk.officer, pk, desk.on)
        content = content_of(file)
    except ItemNotFound as missing:
        raise NotHere(str(missing)) from missing
    except (Undecipherable, OSError) as fault:
        raise NotHere(_("文件“%(name)s”无法读取，请重新上传。") % {"name": file.name}) from fault
    answer = saved_as(HttpResponse(content, content_type=file.media_type), file.name)
    if file.media_type in _SHOWN and "save" not in request.GET:
        answer["Content-Disposition"] = "inline"
    return answer
