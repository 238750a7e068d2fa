"""The entries of the console's menu."""

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

# What only the city's disclosure office does; others do not see it.
FOR_THE_CITY = frozenset({"gongkai-collections"})
