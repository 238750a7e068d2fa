"""Where a guide leads on: online business, appointments, calculators, situations, downloads."""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.fund_services.queries.form_files import form_files_of
from gongkai.fund_services.queries.guides.in_force import OfferedItem
from gongkai.portal.addresses import address_of
from gongkai.portal.downloads import FORMATS
from gongkai.portal.pages import Text

# By group, the calculators that help with it.
_CALCULATORS: Mapping[str, tuple[tuple[Text, str], ...]] = {
    "LOAN": (
        (gettext_lazy("贷款计算器"), "portal:calculator-loan"),
        (gettext_lazy("额度计算器"), "portal:calculator-quota"),
    ),
    "REPAYMENT": ((gettext_lazy("贷款计算器"), "portal:calculator-loan"),),
    "DEPOSITS": ((gettext_lazy("缴存计算器"), "portal:calculator-deposit"),),
    "WITHDRAWAL": ((gettext_lazy("提取计算器"), "portal:calculator-withdrawal"),),
}
# By item, pages on which one helps oneself at once.
_AT_ONCE: Mapping[str, tuple[Text, str]] = {
    "ACCOUNT_ENQUIRY": (gettext_lazy("我的公积金"), "portal:my-fund"),
    "DEPOSIT_CERTIFICATE": (gettext_lazy("自助打印证明"), "portal:certificates"),
    "CROSS_CITY_LOAN_CERTIFICATE": (gettext_lazy("自助打印证明"), "portal:certificates"),
    "LOAN_SETTLEMENT_CERTIFICATE": (gettext_lazy("自助打印证明"), "portal:certificates"),
}
_FORM_NAMES = {"BLANK": "kongbiao", "SAMPLE": "yangbiao"}


class Way(NamedTuple):
    """A link with a few words about it."""

    name: Text
    address: str
    hint: Text = ""


class FormLink(NamedTuple):
    """A file of the item's form to take away."""

    name: str
    kind: str
    size: int
    address: str


def online_address(shown: OfferedItem) -> str:
    """Return where an item is applied for online, "" where no form of it is in force."""
    if not shown.has_form or not shown.item.code:
        return ""
    return address_of("portal:filing-item", shown.item.code)


def ways_from(shown: OfferedItem) -> list[Way]:
    """Return where else a guide leads: one's own pages, counters, calculators, progress."""
    at_once = _AT_ONCE.get(shown.item.code)
    ways = [Way(at_once[0], address_of(at_once[1]))] if at_once else []
    ways.append(Way(_("预约到窗口办理"), address_of("portal:booking")))
    ways += [Way(name, address_of(route)) for name, route in _CALCULATORS.get(shown.group, ())]
    ways.append(Way(_("办件进度查询"), address_of("portal:progress")))
    return [way for way in ways if way.address]


def ways_of_services() -> list[Way]:
    """Return what stands over the list of all guides; nothing that leads nowhere."""
    ways = (
        Way(_("在线办理"), address_of("portal:filing"), _("登录后在网上提交")),
        Way(_("按情形查找"), address_of("portal:situations"), _("答几个问题，列出您要的材料")),
        Way(_("我的公积金"), address_of("portal:my-fund"), _("余额、明细、贷款和办件")),
        Way(_("计算器"), address_of("portal:calculators"), _("贷款、额度、缴存、利息试算")),
        Way(_("预约办理"), address_of("portal:booking"), _("选网点和时间，到了少等")),
        Way(_("表格下载"), address_of("portal:form-downloads"), _("空白表格和填写样表")),
        Way(_("进度查询"), address_of("portal:progress"), _("凭受理号和查询码")),
        Way(_("证明验证"), address_of("portal:verify"), _("核对证明真伪")),
    )
    return [way for way in ways if way.address]


def downloads_of(shown: OfferedItem) -> list[FormLink]:
    """Return the blank forms and samples of an item that were made."""
    return [
        FormLink(
            str(file.get_kind_display()),
            FORMATS[file.fmt][1],
            file.size,
            reverse("portal:form-file", args=[shown.item.pk, _FORM_NAMES[file.kind], file.fmt]),
        )
        for file in form_files_of(shown.item)
        if address_of("portal:form-downloads")
    ]
