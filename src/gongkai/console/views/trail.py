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
from gongkai.rules.clock import Event

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
    "request.add_files": gettext_lazy("加入文件"),
    "request.send_letter": gettext_lazy("寄发文书"),
    "request.served": gettext_lazy("登记送达"),
    "request.service_failed": gettext_lazy("登记送达未成"),
    "request.mail_failed": gettext_lazy("邮件未能发出"),
    "request.archived": gettext_lazy("归档"),
    "request.read_archive": gettext_lazy("下载案卷"),
    "request.prepare_log_entry": gettext_lazy("整理公示内容"),
    "request.publish_log_entry": gettext_lazy("复核公示"),
    "request.exempt_log_entry": gettext_lazy("登记不予公示"),
    "request.withdraw_log_entry": gettext_lazy("撤回公示"),
    "proposal.detect": gettext_lazy("发现多人申请同一信息"),
    "proposal.decide": gettext_lazy("决定主动公开建议"),
    "calendar.add": gettext_lazy("录入工作日历"),
    **{f"request.{event.value.lower()}": event.label for event in Event},
    "request.counter_entry": gettext_lazy("更正办理记录"),
    "request.assign": gettext_lazy("分派办理"),
    "request.split_off": gettext_lazy("由分案立案"),
    "request.link": gettext_lazy("关联申请"),
    "request.plan_consultation": gettext_lazy("登记征求意见对象"),
    "request.opinion_silent": gettext_lazy("登记逾期未答复"),
    "request.judge_opinion": gettext_lazy("认定第三方意见"),
    "request.dispute": gettext_lazy("登记复议诉讼"),
    "request.close_dispute": gettext_lazy("登记复议诉讼结果"),
    "request.amend_dispute": gettext_lazy("更正复议诉讼登记"),
    "request.read_file": gettext_lazy("下载案件文件"),
    "request.read_identity": gettext_lazy("查看申请人完整信息"),
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
