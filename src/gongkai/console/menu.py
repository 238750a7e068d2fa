"""The entries of the console's menu."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# Name, label, address, icon; in the order of a year's work.
MENU = (
    ("gongkai-home", _("本年概览"), reverse_lazy("wagtailadmin_home"), "home"),
    ("gongkai-cases", _("依申请公开"), reverse_lazy("console:cases"), "form"),
    ("gongkai-searches", _("检索任务"), reverse_lazy("console:searches"), "search"),
    ("gongkai-letters", _("文书"), reverse_lazy("console:letters"), "mail"),
    ("gongkai-uploads", _("台账导入"), reverse_lazy("console:uploads"), "upload"),
    ("gongkai-reports", _("年度报告"), reverse_lazy("console:reports"), "doc-full"),
    (
        "gongkai-collections",
        _("报送审核"),
        reverse_lazy("console:collections"),
        "folder-open-inverse",
    ),
    ("gongkai-compare", _("报告比较"), reverse_lazy("console:compare"), "list-ul"),
    ("gongkai-calendars", _("工作日历"), reverse_lazy("console:calendars"), "calendar"),
    ("gongkai-audit", _("审计记录"), reverse_lazy("console:audit"), "history"),
)

# Below one entry of their own, whose place among the others is PUBLISHING_PLACE.
PUBLISHING = (
    ("gongkai-publishing-tasks", _("待我办理"), reverse_lazy("console:publishing-tasks"), "tick"),
    ("gongkai-items", _("信息"), reverse_lazy("console:items"), "doc-full-inverse"),
    ("gongkai-documents", _("公文"), reverse_lazy("console:documents"), "doc-empty"),
    (
        "gongkai-publishing-calendar",
        _("发布日历"),
        reverse_lazy("console:publishing-calendar"),
        "calendar-alt",
    ),
    ("gongkai-deliveries", _("渠道推送"), reverse_lazy("console:deliveries"), "mail"),
    (
        "gongkai-publishing-monitor",
        _("发布监测"),
        reverse_lazy("console:publishing-monitor"),
        "view",
    ),
    ("gongkai-columns", _("发布设置"), reverse_lazy("console:columns"), "cog"),
)
PUBLISHING_LABEL = _("信息发布")
PUBLISHING_PLACE = 1

# Below one entry of their own as well, after that of publishing.
WEBSITE = (
    ("gongkai-site", _("网站设置"), reverse_lazy("console:site"), "cog"),
    ("gongkai-site-pages", _("专题和单页"), reverse_lazy("console:site-pages"), "doc-full"),
    ("gongkai-site-messages", _("网站留言"), reverse_lazy("console:site-messages"), "comment"),
    (
        "gongkai-website-reports",
        _("网站年度报表"),
        reverse_lazy("console:website-reports"),
        "list-ol",
    ),
    ("gongkai-participation", _("互动交流"), reverse_lazy("console:participation"), "comment"),
    ("gongkai-search-words", _("网站检索"), reverse_lazy("console:search-words"), "search"),
    ("gongkai-self-inspection", _("网站自查"), reverse_lazy("console:self-inspection"), "view"),
)
WEBSITE_LABEL = _("网站")

# Below one entry of their own, after that of the website.
HOTLINE: tuple[tuple[str, Any, Any, str], ...] = (
    ("gongkai-call-desk", _("接听登记"), reverse_lazy("console:call-desk"), "edit"),
    ("gongkai-waiting-calls", _("待回拨号码"), reverse_lazy("console:waiting-calls"), "redirect"),
    ("gongkai-calls", _("来电记录"), reverse_lazy("console:calls"), "list-ul"),
    ("gongkai-tickets", _("诉求工单"), reverse_lazy("console:tickets"), "clipboard-list"),
    ("gongkai-hotline-board", _("值守看板"), reverse_lazy("console:hotline-board"), "desktop"),
    (
        "gongkai-hotline-bulletins",
        _("周报月报"),
        reverse_lazy("console:hotline-bulletins"),
        "doc-full",
    ),
    ("gongkai-call-figures", _("来电统计"), reverse_lazy("console:call-figures"), "table"),
    ("gongkai-topics", _("业务类别"), reverse_lazy("console:topics"), "tag"),
    ("gongkai-call-backs", _("回访"), reverse_lazy("console:call-backs"), "redirect"),
    ("gongkai-rates", _("办理指标"), reverse_lazy("console:rates"), "list-ol"),
    ("gongkai-platform", _("12345平台"), reverse_lazy("console:platform"), "link"),
    ("gongkai-imports", _("话单和工单导入"), reverse_lazy("console:imports"), "upload"),
    ("gongkai-knowledge", _("知识库"), reverse_lazy("console:knowledge"), "help"),
    ("gongkai-sending", _("消息发送"), reverse_lazy("console:dispatches"), "mail"),
    (
        "gongkai-message-settings",
        _("我的通知设置"),
        reverse_lazy("console:message-settings"),
        "cog",
    ),
)
HOTLINE_LABEL = _("热线工单")

# Below one entry of their own, after that of the hotline; for fund centres alone.
FUND: tuple[tuple[str, Any, Any, str], ...] = (
    ("gongkai-guides", _("办事指南"), reverse_lazy("console:guides"), "doc-full"),
    ("gongkai-applications", _("网上办件"), reverse_lazy("console:applications"), "tasks"),
    ("gongkai-service-forms", _("网上业务表单"), reverse_lazy("console:service-forms"), "form"),
    ("gongkai-service-office", _("办件统计"), reverse_lazy("console:service-office"), "table"),
    ("gongkai-service-limits", _("办事期限"), reverse_lazy("console:service-limits"), "time"),
    ("gongkai-online-accounts", _("网上办事账户"), reverse_lazy("console:online-accounts"), "user"),
    ("gongkai-appointments", _("网点预约"), reverse_lazy("console:appointments"), "calendar-check"),
    ("gongkai-certificates", _("证明"), reverse_lazy("console:certificates"), "doc-full-inverse"),
    ("gongkai-fund-rules", _("本市公积金规定"), reverse_lazy("console:fund-rules"), "cog"),
    ("gongkai-calculators", _("公积金计算器"), reverse_lazy("portal:calculators"), "table"),
)
FUND_LABEL = _("公积金业务")

_OFFICE = frozenset({"CLERK", "REVIEWER", "OFFICE_HEAD"})
_DESK = frozenset({"HOTLINE_AGENT", "TICKET_DISPATCHER"})
_DESK_HEADS = frozenset({"TICKET_DISPATCHER", "OFFICE_HEAD"})
_DEPARTMENTS = frozenset({"DEPARTMENT_HEAD", "LEADER"})
_TICKETS = _DESK | {"TICKET_HANDLER", "REVIEWER", "OFFICE_HEAD"} | _DEPARTMENTS
_BUSINESS = frozenset({"SERVICE_HANDLER", "SERVICE_REVIEWER"})
_PUBLISHING = _OFFICE | _DEPARTMENTS | {"SECRECY_REVIEWER"}

# Codes of Role that open what; an entry that is not named here opens for every officer.
OPENS_FOR: dict[str, frozenset[str]] = {
    "gongkai-cases": _OFFICE,
    "gongkai-letters": _OFFICE,
    "gongkai-collections": frozenset({"CITY_OFFICE"}),
    **dict.fromkeys((name for name, *_rest in PUBLISHING), _PUBLISHING),
    "gongkai-site": _PUBLISHING,
    "gongkai-site-pages": _PUBLISHING,
    "gongkai-site-messages": _OFFICE,
    "gongkai-participation": _OFFICE | _DEPARTMENTS,
    "gongkai-self-inspection": _PUBLISHING,
    "gongkai-call-desk": _DESK,
    "gongkai-waiting-calls": _DESK | _DESK_HEADS,
    "gongkai-calls": _DESK | _DESK_HEADS,
    "gongkai-tickets": _TICKETS,
    "gongkai-hotline-board": _TICKETS,
    "gongkai-hotline-bulletins": _TICKETS,
    "gongkai-call-figures": _DESK | _DESK_HEADS,
    "gongkai-topics": _DESK | _DESK_HEADS,
    "gongkai-call-backs": _DESK | _DESK_HEADS,
    "gongkai-rates": _TICKETS,
    "gongkai-platform": _DESK_HEADS,
    "gongkai-imports": _DESK_HEADS,
    "gongkai-knowledge": _OFFICE | _DESK | {"TICKET_HANDLER", "DEPARTMENT_HEAD"},
    "gongkai-sending": _OFFICE | {"TICKET_DISPATCHER"},
    "gongkai-guides": _OFFICE | _BUSINESS,
    "gongkai-applications": _OFFICE | _BUSINESS,
    "gongkai-service-forms": _OFFICE | _BUSINESS,
    "gongkai-service-office": _OFFICE | _BUSINESS,
    "gongkai-service-limits": _OFFICE | _BUSINESS,
    "gongkai-online-accounts": _BUSINESS,
    "gongkai-appointments": _BUSINESS | {"OFFICE_HEAD"},
    "gongkai-certificates": _OFFICE | _BUSINESS,
}
