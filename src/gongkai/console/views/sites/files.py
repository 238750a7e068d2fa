"""Files of the site, for officers of the organ that has it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import saved_as
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.permissions import insist, may_read
from gongkai.sites.queries.files import bytes_of, is_picture, site_file_of


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return a file of the site: a picture to be seen, a document to be saved."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看网站的文件")
    file = site_file_of(desk.agency, pk)
    if file is None:
        raise NotHere(_("没有这个文件，或者不属于您所在的机关。"))
    try:
        content = bytes_of(file)
    except (Undecipherable, OSError) as fault:
        raise NotHere(_("文件“%(name)s”无法读取，请重新上传。") % {"name": file.name}) from fault
    answer = saved_as(HttpResponse(content, content_type=file.media_type), file.name)
    if is_picture(file):
        answer["Content-Disposition"] = "inline"
    return answer
