"""What stands on the home page: the five things people come for, and the columns."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.portal.addresses import address_of
from gongkai.publications.models import Column, Publication, SitePart
from gongkai.publications.queries.archive import counts_by_column
from gongkai.publications.queries.listing import newest_of_columns
from gongkai.sites.queries.site_content import MenuEntry, SiteContent

_MOST_COLUMNS = 6
_NEWEST = 6
_ENOUGH = 5


class HomeColumn(NamedTuple):
    """A column on the home page with its newest items."""

    column: Column
    newest: list[Publication]


def quick_entries(content: SiteContent, agency: Agency, report_address: str) -> list[MenuEntry]:
    """Return what people come for: what the organ has set, else what is built in.

    :param report_address: of the latest annual report, "" where there is none
    """
    if content.quick:
        return list(content.quick)
    services = address_of("portal:guides") if is_fund_centre(agency) else ""
    guide = "" if services else f"{address_of('portal:disclosure', agency.code)}#guide"
    offered = [
        (_("办事服务"), services, _("办事指南、在线办理")),
        (_("依申请公开"), address_of("portal:apply"), _("在网上申请，当场得到登记号")),
        (_("办理查询"), address_of("portal:track"), _("查看进度，下载文书")),
        (_("政府信息公开指南"), guide, _("怎样查阅和申请")),
        (_("留言咨询"), address_of("portal:message-box"), _("咨询、建议、投诉")),
        (_("年度报告"), report_address, _("最新政府信息公开年报")),
        (_("主动公开信息"), address_of("portal:items"), _("按栏目和时间查阅")),
    ]
    return [MenuEntry(*each) for each in offered if each[1]][:_ENOUGH]


def home_columns(content: SiteContent, agency: Agency, on: date) -> list[HomeColumn]:
    """Return the columns of the home page with their newest items; none that is empty."""
    columns = _chosen(content.home_columns, [column for column, _ in counts_by_column(agency, on)])
    newest = newest_of_columns(agency, columns, on, _NEWEST)
    return [HomeColumn(column, newest[column.pk]) for column in columns if newest[column.pk]]


def _chosen(codes: Sequence[str], filled: Sequence[Column]) -> list[Column]:
    by_code = {column.code: column for column in filled}
    chosen = [by_code[code] for code in codes if code in by_code]
    if chosen:
        return chosen
    in_use = [column for column in filled if not column.is_closed]
    # The fixed parts have a page of their own, so other columns go first.
    return sorted(in_use, key=lambda column: column.part != SitePart.SITE)[:_MOST_COLUMNS]
