"""What the site map lists: columns, 政府信息公开, services, interaction, topics, about the site."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.portal.addresses import address_of
from gongkai.portal.columns import column_address
from gongkai.publications.models import Column
from gongkai.sites.queries.public_pages import PublicPage


class Link(NamedTuple):
    """A name and an address."""

    name: str
    address: str


class Group(NamedTuple):
    """Links under one heading."""

    name: str
    links: tuple[Link, ...]


def groups_of_links(
    organ: Agency, columns: Iterable[Column], pages: Sequence[PublicPage]
) -> list[Group]:
    """Return what a site has, group by group; no group is empty, no link leads nowhere.

    :param columns: those that list anything
    :param pages: public topics and free pages
    """
    topics = [Link(page.title, page.path) for page in pages if page.is_topic]
    free = [Link(page.title, page.path) for page in pages if not page.is_topic]
    groups = [
        (_("政府信息公开"), [*_open_government(organ)]),
        (_("栏目"), [Link(column.name, column_address(organ, column)) for column in columns]),
        (_("办事服务"), _named(_FUND) if is_fund_centre(organ) else []),
        (_("依申请公开和办事"), _named(_SERVICES)),
        (_("互动交流"), _named(_INTERACTION)),
        (_("专题"), [*(_named(_TOPICS) if topics else []), *topics]),
        (_("关于本站"), [*_named(_ABOUT), *free]),
    ]
    return [Group(name, tuple(links)) for name, links in groups if links]


def fixed_addresses(organ: Agency | None = None) -> list[str]:
    """Return the addresses of the pages that a site has and robots may keep.

    :param organ: whose site it is; a fund centre's has more than those of others
    """
    own = (_FUND,) if organ is not None and is_fund_centre(organ) else ()
    names = ("portal:home", *(name for group in (*_ALL, *own) for name, _label in group))
    # What the site's own organ published is known by the organ's own address.
    names = tuple(name for name in names if name != "portal:items")
    return [address for name in dict.fromkeys(names) if (address := address_of(name))]


def _open_government(organ: Agency) -> list[Link]:
    start = address_of("portal:disclosure", organ.code)
    return [
        Link(_("政府信息公开指南"), f"{start}#guide"),
        Link(_("政府信息公开制度"), f"{start}#institutions"),
        Link(_("法定主动公开内容"), f"{start}#statutory"),
        Link(_("政府信息公开目录"), address_of("portal:directory", organ.code)),
        *_named(_OPEN),
    ]


def _named(entries: Iterable[tuple[str, str]]) -> list[Link]:
    return [Link(_(label), address) for name, label in entries if (address := address_of(name))]


_OPEN = (
    ("portal:reports", "政府信息公开年报"),
    ("portal:items", "主动公开信息"),
    ("portal:log", "依申请公开公示"),
)
_SERVICES = (
    ("portal:apply", "依申请公开"),
    ("portal:track", "办理查询"),
    ("portal:paper-form", "申请表"),
    ("portal:check", "核对年报"),
    ("portal:search", "检索"),
)
# What only the site of a provident fund centre has.
_FUND = (
    ("portal:guides", "办事指南"),
    ("portal:calculators", "公积金计算器"),
    ("portal:calculator-loan", "贷款计算"),
    ("portal:calculator-quota", "可贷额度计算"),
    ("portal:calculator-deposit", "月缴存额计算"),
    ("portal:calculator-withdrawal", "可提取金额计算"),
    ("portal:calculator-interest", "账户利息计算"),
    ("portal:verify", "证明验证"),
)
_INTERACTION = (
    ("portal:participation", "互动交流"),
    ("portal:message-box", "留言咨询"),
    ("portal:message-track", "留言查询"),
    ("portal:messages-published", "留言选登"),
    ("portal:public-replies", "热线答复选登"),
    ("portal:answers", "常见问题"),
    ("portal:consultations", "意见征集"),
    ("portal:surveys", "网上调查"),
    ("portal:interviews", "在线访谈"),
)
_TOPICS = (("portal:topics", "全部专题"),)
_ABOUT = (
    ("portal:contact", "联系我们"),
    ("portal:accessibility", "无障碍说明"),
    ("portal:view-mode", "浏览方式"),
    ("portal:website-reports", "政府网站工作年度报表"),
    ("portal:report-error", "我为政府网站找错"),
)
_KEPT_ABOUT = (_ABOUT[0], _ABOUT[1], _ABOUT[3], ("portal:site-map", "网站地图"))
_ALL = (_OPEN, _SERVICES[:1], _SERVICES[3:4], _INTERACTION, _TOPICS, _KEPT_ABOUT)
