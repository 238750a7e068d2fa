"""Files that come with a form: kept in memory, looked at, and then sealed or refused."""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongkai.documents.attachments.naming import harmless_name
from gongkai.documents.attachments.patterns import patterns_in
from gongkai.documents.attachments.taking import LIMITS, Taken, taken_in, too_large
from gongkai.portal.pages import Page
from gongkai.portal.uploads import LARGEST_BODY

View = Callable[..., HttpResponse]


class SeveralInMemory(MemoryFileUploadHandler):
    """Keeps files in memory, so many and so large as are allowed; never on disk in the clear."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refusals: list[str] = []
        self._count = self._size = self._together = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take files of any size; Django's own handler leaves large ones to a temporary file."""
        self.activated = True

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or pass over it once there are too many."""
        self._count += 1
        self._size = 0
        if self._count > LIMITS.files:
            # Django closes the file at hand, which may be one that was kept.
            self.file = BytesIO()
            self._pass_over(file_name, _("附件%(limits)s") % {"limits": LIMITS.told})
        super().new_file(field_name, file_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of the file, or give the file up once it is too large."""
        self._size += len(raw_data)
        self._together += len(raw_data)
        if self._size > LIMITS.one:
            self.refusals.append(too_large(harmless_name(self.file_name)))
            raise SkipFile
        if self._together > LIMITS.together:
            self._pass_over(self.file_name, _("附件%(limits)s") % {"limits": LIMITS.told})
        self.file.write(raw_data)

    def _pass_over(self, name: str, why: str) -> None:
        told = {"name": harmless_name(name), "why": why}
        self.refusals.append(_("文件“%(name)s”没有收取：%(why)s。") % told)
        raise SkipFile


def receiving_files(view: View) -> View:
    """Let a view take files into memory; the guard against forgery is asked after that is settled.

    A post beyond all bounds is answered unread.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            if _length(request) > LARGEST_BODY:
                return _unread(request)
            request.upload_handlers = [SeveralInMemory(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return guarded


def files_given(request: HttpRequest, held: tuple[int, ...] = (), name: str = "files") -> Taken:
    """Return the files of a post's field that may be kept, and why each other one may not.

    :param held: sizes in bytes of those that are kept already
    """
    given = [(file.name or "", file.read()) for file in request.FILES.getlist(name)]
    taken = taken_in(given, patterns=_patterns(), held=held)
    if name != "files":
        return taken
    keepers = [each for each in request.upload_handlers if isinstance(each, SeveralInMemory)]
    passed_over = [refusal for keeper in keepers for refusal in keeper.refusals]
    return Taken(taken.files, (*taken.refusals, *passed_over))


@cache
def _patterns() -> Mapping[str, bytes]:
    return patterns_in(Path(settings.GONGKAI_ATTACHMENT_PATTERNS))


def _unread(request: HttpRequest) -> HttpResponse:
    page = Page(title=_("文件过大"), is_indexed=False)
    context = {"page": page, "limits": LIMITS.told}
    return render(request, "portal/too_large.html", context, status=413)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0
