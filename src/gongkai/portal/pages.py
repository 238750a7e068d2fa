"""What a page says about itself: title, place on the site, and the tags of 网页标签."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency

Text: TypeAlias = str | Promise


@dataclass(frozen=True)
class Column:
    """A column of the site; its four tags stand on each of its pages (RULES §5.2)."""

    name: Text
    description: Text
    keywords: Text
    kind: Text
    route: str
    args: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return the address of the column's first page."""
        return reverse(self.route, args=self.args)


@dataclass(frozen=True)
class Article:
    """The tags of a content page; of those after `source`, empty ones are left out."""

    title: str
    published_at: datetime
    source: str
    author: str = ""
    keywords: str = ""
    description: str = ""
    image: str = ""
    address: str = ""


class Crumb(NamedTuple):
    """One step of the breadcrumb; the last one has no address."""

    name: Text
    address: str = ""


class FeedColumn(NamedTuple):
    """An organ's column that has a feed: the codes of both."""

    agency: str
    column: str


@dataclass(frozen=True)
class Page:
    """One page; `agency` is the organ it is about when that is not the site's own.

    `column` is where it stands in the main navigation; `shelf` is the organ's own column of it,
    whose tags it then carries. `canonical` is the address that search engines are to keep, a path,
    where the page can also be had at another. `feed` is a column whose own feed the page offers.
    """

    title: Text
    column: Column | None = None
    crumbs: tuple[Crumb, ...] = ()
    article: Article | None = None
    agency: Agency | None = None
    is_indexed: bool = True
    shelf: Column | None = None
    canonical: str = ""
    feed: FeedColumn | None = None

    @property
    def told_column(self) -> Column | None:
        """Return the column that the page's tags name."""
        return self.shelf or self.column


REPORTS = Column(
    name=_("政府信息公开年报"),
    description=_(
        "依照《中华人民共和国政府信息公开条例》公布的政府信息公开工作年度报告，历年保留。"
    ),
    keywords=_("政府信息公开,工作年度报告,年报"),
    kind=_("政府信息公开"),
    route="portal:reports",
)
ITEMS = Column(
    name=_("主动公开信息"),
    description=_("本机关主动公开的政府信息，按栏目和年份排列。"),
    keywords=_("政府信息公开,主动公开,通知公告"),
    kind=_("政府信息公开"),
    route="portal:items",
)
DISCLOSURE = Column(
    name=_("政府信息公开"),
    description=_("政府信息公开指南、制度、法定主动公开内容、年报和依申请公开。"),
    keywords=_("政府信息公开,公开指南,公开制度,法定主动公开内容"),
    kind=_("政府信息公开"),
    route="portal:items",
)
DIRECTORY = Column(
    name=_("政府信息公开目录"),
    description=_("本机关主动公开的政府信息的索引号、名称、内容概述和生成日期。"),
    keywords=_("政府信息公开,政府信息公开目录,索引号"),
    kind=_("政府信息公开"),
    route="portal:items",
)
SEARCH = Column(
    name=_("检索"),
    description=_("检索本站公开的信息和政府信息公开工作年度报告。"),
    keywords=_("政府信息公开,检索,查询"),
    kind=_("政府信息公开"),
    route="portal:search",
)
REQUESTS = Column(
    name=_("依申请公开"),
    description=_("向本机关申请公开政府信息，要求更正本人信息，建议主动公开，投诉举报。"),
    keywords=_("政府信息公开,依申请公开,申请表"),
    kind=_("政府信息公开"),
    route="portal:apply",
)
TRACKING = Column(
    name=_("办理查询"),
    description=_("凭登记号和查询码查询办理进度，下载文书，补正、撤回申请。"),
    keywords=_("政府信息公开,依申请公开,办理进度"),
    kind=_("政府信息公开"),
    route="portal:track",
)
LOG = Column(
    name=_("依申请公开公示"),
    description=_("本机关已经答复的政府信息公开申请的事项和答复摘要，不含申请人信息。"),
    keywords=_("政府信息公开,依申请公开,答复公示"),
    kind=_("政府信息公开"),
    route="portal:log",
)
ACCESSIBILITY = Column(
    name=_("无障碍说明"),
    description=_("本站的长者版、高对比、字号、朗读等浏览方式，键盘操作方法和意见反馈渠道。"),
    keywords=_("无障碍,长者版,适老化,高对比,朗读"),
    kind=_("概况信息"),
    route="portal:accessibility",
)
TOPICS = Column(
    name=_("专题"),
    description=_("本机关围绕重点工作和办事需要编辑的专题。"),
    keywords=_("专题,专栏"),
    kind=_("政务动态"),
    route="portal:topics",
)
