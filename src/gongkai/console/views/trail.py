"""The organ's audit trail, and whether the chain is whole."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.audit.models import ChainHead
from gongkai.audit.queries import broken_links, entries_of
from gongkai.console.access import Desk, staff

_PAGE = 50
ACTIONS = {
    "annual_report.open": gettext_lazy("编制年度报告"),
    "annual_report.write": gettext_lazy("修改年度报告文字"),
    "annual_report.waive": gettext_lazy("豁免检查问题"),
    "annual_report.submit": gettext_lazy("年度报告送审"),
    "annual_report.sign": gettext_lazy("年度报告签署"),
    "annual_report.take_back": gettext_lazy("撤回送审"),
    "annual_report.freeze": gettext_lazy("年度报告签发存档"),
    "annual_report.publish": gettext_lazy("公布年度报告"),
    "collection.open": gettext_lazy("建立报送任务"),
    "collection.move_due_day": gettext_lazy("修改报送截止日"),
    "collection.list_organs": gettext_lazy("添加应报单位"),
    "collection.drop_organ": gettext_lazy("移除应报单位"),
    "collection.recheck": gettext_lazy("重新检查全部报告"),
    "received_report.receive": gettext_lazy("收取报送的报告"),
    "received_report.assign": gettext_lazy("指定报告所属单位"),
    "received_report.read_again": gettext_lazy("重新检查报送的报告"),
    "received_report.waive": gettext_lazy("豁免报送报告的问题"),
    "received_report.remark": gettext_lazy("备注报送的报告"),
    "received_report.accept": gettext_lazy("通过报送的报告"),
    "received_report.return": gettext_lazy("退回报送的报告"),
    "received_report.lapse": gettext_lazy("撤销通过结论"),
    "ledger.import": gettext_lazy("导入台账"),
    "ledger.correct": gettext_lazy("台账更正记录"),
    "calendar.add": gettext_lazy("录入工作日历"),
}


@require_safe
@staff
def entries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was done in the organ, newest first; on demand, prove the chain."""
    trail = entries_of(desk.agency)
    actions = sorted(trail.order_by().values_list("action", flat=True).distinct())
    chosen = request.GET.get("action", "")
    if chosen in actions:
        trail = trail.filter(action=chosen)
    page = Paginator(trail, _PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("审计记录"),
        "agency": desk.agency,
        "actions": [(code, ACTIONS.get(code, code)) for code in actions],
        "chosen": chosen if chosen in actions else "",
        "page": page,
        "rows": [(entry, ACTIONS.get(entry.action, entry.action)) for entry in page],
        "head": ChainHead.objects.filter(pk=1).first(),
        "verified": "verify" in request.GET,
        "faults": broken_links() if "verify" in request.GET else [],
    }
    return render(request, "console/audit.html", context)
