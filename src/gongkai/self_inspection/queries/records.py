"""Facts from the records: columns, messages, reported faults, the account elsewhere."""

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.guides.completeness import inspected_guides
from gongkai.hotline.queries.site_messages import last_published_on, unanswered
from gongkai.participation.queries.faults import unhandled
from gongkai.publications.queries.inspectable import interpretations_of
from gongkai.publications.queries.kept_up import SiteState, site_state
from gongkai.publications.queries.new_media import wechat_feed
from gongkai.rules.site_inspection.answering import (
    FaultReportFact,
    MessageFact,
    answer_faults,
    fault_report_faults,
    message_faults,
)
from gongkai.rules.site_inspection.faults import Fault, NotChecked
from gongkai.rules.site_inspection.guides import GuideFact, guide_faults
from gongkai.rules.site_inspection.hosts import domain_faults, encryption_faults
from gongkai.rules.site_inspection.items import InterpretationFact, interpretation_faults
from gongkai.rules.site_inspection.kept_up import (
    ColumnFact,
    column_faults,
    home_faults,
    veto_faults,
)
from gongkai.rules.site_inspection.limits import Limits
from gongkai.rules.site_inspection.media import FeedFact, feed_faults
from gongkai.rules.update_intervals import update_rules
from gongkai.self_inspection.outlets.hosts import is_local
from gongkai.self_inspection.queries.site_address import SiteAddress

_MESSAGES = "/liuyan/xuandeng/"
_GUIDES = "/banshi/"
_UNNAMED = "网站的正式网址没有配置，只知道本机地址（请系统管理员设置 GONGKAI_BASE_URL）"
_NO_GUIDES = "没有编写任何办事指南，无从核对要素"
_NO_SERVICES = "本机关不是住房公积金管理中心，系统中没有它的办事指南"
_NO_FEED = "没有登记政务新媒体账号"


def record_faults(
    agency: Agency, address: SiteAddress, on: date, limits: Limits
) -> tuple[list[Fault], list[NotChecked]]:
    """Return what the records say is wrong, and what they say nothing about."""
    guides = list(_guides(agency, address, on))
    faults = [
        *_kept_up(agency, address, on, limits),
        *interpretation_faults(_interpretations(agency, address, on)),
        *guide_faults(guides, limits),
        *message_faults(_waiting(agency, on), on, limits),
        *answer_faults(last_published_on(agency, on), on, limits, _MESSAGES),
        *fault_report_faults(_reported(agency, on), on),
    ]
    gaps = []
    if not guides:
        reason = _NO_GUIDES if is_fund_centre(agency) else _NO_SERVICES
        gaps += [NotChecked(rule, reason) for rule in ("GUIDES_USELESS", "GUIDE_INCOMPLETE")]
    feed = wechat_feed(agency, on)
    if feed is None:
        gaps.append(NotChecked("MEDIA_STALE", _NO_FEED))
    else:
        faults += feed_faults(FeedFact(*feed), on, limits)
    if is_local(address.host_name):
        gaps += [NotChecked("DOMAIN", _UNNAMED), NotChecked("NOT_ENCRYPTED", _UNNAMED)]
    else:
        faults += domain_faults([address.host_name])
        faults += encryption_faults(address.host_name, address.scheme)
    return faults, gaps


def _kept_up(agency: Agency, address: SiteAddress, on: date, limits: Limits) -> Iterator[Fault]:
    state = site_state(agency, on)
    columns = tuple(_columns(state, address))
    last = max((column.last_on for column in columns if column.last_on), default=None)
    yield from home_faults(last, on, limits)
    yield from column_faults(columns, on, limits)
    yield from veto_faults(columns, on, limits)


def _columns(state: SiteState, address: SiteAddress) -> Iterator[ColumnFact]:
    for each in state.columns:
        column = each.column
        yield ColumnFact(
            column.pk,
            column.name,
            column.part,
            address.column_path(column.code),
            each.listed.items,
            each.listed.last_on,
            column.update_days,
        )


def _guides(agency: Agency, address: SiteAddress, on: date) -> Iterator[GuideFact]:
    offered = list(inspected_guides(agency, on))
    # Who writes no guides here at all has them elsewhere, or none: that nobody can tell from here.
    if any(each.has_guide for each in offered):
        for each in offered:
            where = address.guide_path(each.item) if each.has_guide else _GUIDES
            yield GuideFact(each.item, each.name, where, each.elements)


def _interpretations(
    agency: Agency, address: SiteAddress, on: date
) -> Iterator[InterpretationFact]:
    names = next((rule.names for rule in update_rules(on) if rule.key == "INTERPRETATION"), ())
    for key, title, leads_to in interpretations_of(agency, on, names):
        yield InterpretationFact(key, title, address.item_path(key), leads_to)


def _waiting(agency: Agency, on: date) -> Iterator[MessageFact]:
    for each in unanswered(agency, on):
        yield MessageFact(each.pk, each.register_no, each.received_on)


def _reported(agency: Agency, on: date) -> Iterator[FaultReportFact]:
    for line in unhandled(agency, on, calendar=working_calendar()):
        fault = line.fault
        yield FaultReportFact(fault.pk, fault.register_no, fault.received_on, line.due.handle_by)
