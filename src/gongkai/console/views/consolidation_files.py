"""The sum as files, always marked as a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import licensed_fonts
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.views.consolidating import address_of, summed_at
from gongkai.documents.consolidations.contributors import render_with_contributors
from gongkai.documents.reports.writing import FORMATS, render
from gongkai.documents.typesetting.fonts import FontsFolderUnusable

CONTRIBUTORS = "contributors"


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, year: int, fmt: str) -> HttpResponse:
    """Return the sum as a draft in one format, or its workbook with who contributed what."""
    state, wanted = summed_at(request, desk, year)
    if fmt not in (*FORMATS, CONTRIBUTORS) or state.consolidation is None:
        raise NotHere(state.refusal or _("没有这种文件，请从“汇总”页选择。"))
    document = state.document(with_known=wanted.with_known)
    kind = "xlsx" if fmt == CONTRIBUTORS else fmt
    try:
        content = (
            render_with_contributors(document, state.consolidation)
            if fmt == CONTRIBUTORS
            else render(document, fmt, fonts_folder=licensed_fonts())
        )
    except FontsFolderUnusable as refused:
        messages.error(request, str(refused))
        return redirect(address_of(state, wanted))
    what = _("汇总及数据来源") if fmt == CONTRIBUTORS else _("汇总")
    mark = document.mark_line.replace("　", "，")
    return attachment(content, kind, f"{document.title}{what}（{mark}）")
