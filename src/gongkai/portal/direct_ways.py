"""Pages that somebody who searches may mean rather than a text: calculators, forms, contact."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.models import Agency
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.portal.addresses import address_of
from gongkai.portal.pages import Text

MOST = 4
"""How many are shown at once."""


class DirectWay(NamedTuple):
    """A page with its name and address."""

    name: str
    address: str


class _Told(NamedTuple):
    route: str
    name: Text
    words: tuple[str, ...]
    of_fund: bool = True


_TOLD = (
    _Told("calculator-quota", gettext_lazy("可贷额度计算"), ("能贷", "可贷", "贷多少", "贷款额度")),
    _Told("calculator-loan", gettext_lazy("贷款计算"), ("月供", "贷款计算", "还款计划", "每月还")),
    _Told("calculator-deposit", gettext_lazy("月缴存额计算"), ("月缴存额", "每月缴", "交多少")),
    _Told("calculator-withdrawal", gettext_lazy("可提取金额计算"), ("能取多少", "提取多少")),
    _Told("calculators", gettext_lazy("公积金计算器"), ("计算",)),
    _Told("booking", gettext_lazy("预约办理"), ("预约", "排队", "取号")),
    _Told("my-fund", gettext_lazy("我的公积金"), ("余额", "账户明细", "缴存明细", "我的公积金")),
    _Told("certificates", gettext_lazy("开具证明"), ("缴存证明", "结清证明", "开证明", "打印证明")),
    _Told("verify", gettext_lazy("证明验证"), ("验证", "真伪")),
    _Told("progress", gettext_lazy("办件进度查询"), ("办件进度", "业务进度")),
    _Told("account", gettext_lazy("登录办事"), ("登录", "注册", "网上营业厅")),
    _Told("situations", gettext_lazy("情形引导"), ("需要什么材料", "要什么材料", "带什么材料")),
    _Told("guides", gettext_lazy("办事指南"), ("办事指南", "怎么办理", "如何办理", "办理流程")),
    _Told("apply", gettext_lazy("依申请公开"), ("申请公开", "公开申请"), False),
    _Told("track", gettext_lazy("办理查询"), ("查询码", "申请进度", "办理进度"), False),
    _Told("reports", gettext_lazy("政府信息公开年报"), ("年报", "年度报告"), False),
    _Told("message-box", gettext_lazy("留言咨询"), ("投诉", "建议", "咨询", "信箱", "举报"), False),
    _Told("report-error", gettext_lazy("我为政府网站找错"), ("找错", "错别字"), False),
    _Told("contact", gettext_lazy("联系我们"),
          ("电话", "地址", "联系", "上班", "下班", "办公时间", "在哪", "怎么去"), False),
    _Told("accessibility", gettext_lazy("无障碍说明"), ("长者版", "无障碍", "老年", "大字"), False),
)  # fmt: skip


def direct_ways(query: str, organ: Agency | None) -> list[DirectWay]:
    """Return the pages of a site that what was typed speaks of, at most MOST."""
    if organ is None or not query:
        return []
    return list(_ways("".join(query.split()), is_fund_centre(organ)))[:MOST]


def _ways(text: str, is_fund: bool) -> Iterator[DirectWay]:
    for told in _TOLD:
        if told.of_fund and not is_fund or not any(word in text for word in told.words):
            continue
        address = address_of(f"portal:{told.route}")
        if address:
            yield DirectWay(_(told.name), address)
