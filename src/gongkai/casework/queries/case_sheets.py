"""The records of a case as data sheets for its bundle: what was registered and handled."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import Consultation, DisclosureRequest, Dispute, ProcessingFee
from gongkai.casework.queries.explaining import due_of, entries_of
from gongkai.documents.bundles.parts import Rows, Sheet, Table
from gongkai.rules.clock import Event

# Under which article of the 条例 each thing is done.
_ARTICLES = {
    Event.ARRIVED: "第三十一条",
    Event.RECEIVED: "第三十一条",
    Event.DROPPED: "第三十一条",
    Event.CORRECTION_ASKED: "第三十条",
    Event.CORRECTED: "第三十条",
    Event.REASONS_ASKED: "第三十五条",
    Event.REASONS_GIVEN: "第三十五条",
    Event.DELAYED: "第三十五条",
    Event.SEARCH_ORDERED: "第三十六条",
    Event.SEARCH_ANSWERED: "第三十六条",
    Event.THIRD_PARTY_CONSULTED: "第三十二条",
    Event.THIRD_PARTY_ANSWERED: "第三十二条",
    Event.THIRD_PARTY_INFORMED: "第三十二条",
    Event.ORGAN_CONSULTED: "第三十四条",
    Event.ORGAN_ANSWERED: "第三十四条",
    Event.EXTENDED: "第三十三条",
    Event.FEE_NOTICED: "第四十二条、国办函〔2020〕109号",
    Event.FEE_DISPUTED: "国办函〔2020〕109号",
    Event.FEE_PAID: "国办函〔2020〕109号",
    Event.DELIVERY_CHANGED: "第四十条",
    Event.REPLIED: "第三十三条",
    Event.ARCHIVED: "第四十五条",
}


def registration_sheet(case: DisclosureRequest) -> Sheet:
    """Return what was registered of the application: 条例第二十九条、第三十一条."""
    facts = (
        ("登记号", case.register_no),
        ("受理机关", case.agency.name),
        ("提交渠道", case.get_channel_display()),
        ("到达日期", told(case.arrived_on)),
        ("收到申请之日", told(case.received_on)),
        ("申请人类型", case.get_applicant_kind_display()),
        ("申请人", case.applicant_name),
        ("证件", f"{case.get_identity_kind_display()} {case.identity_number}".strip()),
        ("经办人", case.contact_name),
        ("联系电话", case.phone),
        ("电子邮箱", case.email),
        ("通信地址", f"{case.address} {case.postcode}".strip()),
        ("信息名称", case.document_title),
        ("文号", case.document_no),
        ("所需信息", case.wanted),
        ("获取方式和途径", f"{case.get_form_display()} {case.get_delivery_display()}".strip()),
        ("口头申请代填", "是" if case.is_oral else ""),
        ("提供的协助", case.assistance),
    )
    return Sheet("申请登记表", facts=tuple((label, text) for label, text in facts if text))


def history_sheet(case: DisclosureRequest) -> Sheet:
    """Return everything entered before the case was archived, corrections with their reasons."""
    rows = case.history.exclude(event=Event.ARCHIVED).select_related(
        "officer", "counter_entry__officer"
    )
    lines = []
    for row in rows.order_by("on", "pk"):
        event = Event(row.event)
        days = [f"送达 {row.reached_on}"] * bool(row.reached_on)
        days += [f"至 {row.until_on}"] * bool(row.until_on)
        note = row.note
        if row.withdrawn_at:
            counter = getattr(row, "counter_entry", None)
            why = f"{counter.reason}（{name_of(counter.officer)}）" if counter else ""
            note = f"{note} 【已更正：{why}】".strip()
        lines.append(
            (
                told(row.on),
                event.label,
                " ".join([row.subject, *days]).strip(),
                _ARTICLES.get(event, ""),
                note,
                f"{name_of(row.officer)} {moment(row.recorded_at)}".strip(),
            )
        )
    headers = ("日期", "事项", "对象和期限", "条款", "说明", "登记")
    table = Table("", headers, tuple(lines), (1.5, 1.9, 2.2, 1.5, 3, 2.2))
    facts = (
        ("答复期限", told(case.due_on)),
        ("办结日期", told(case.closed_on)),
        ("答复类型", case.get_outcome_display()),
    )
    return Sheet("办理经过", facts=tuple(fact for fact in facts if fact[1]), tables=(table,))


def steps_sheet(case: DisclosureRequest, on: date) -> Sheet:
    """Return how the limit to reply was worked out, step by step with its articles."""
    history = list(case.history.exclude(event=Event.ARCHIVED))
    due = due_of(case, entries_of(history), working_calendar(), on)
    rows = tuple(
        (told(step.from_on), told(step.to_on), step.text, step.article) for step in due.steps
    )
    table = Table("", ("自", "至", "推算步骤", "条款"), rows, (1.5, 1.5, 6, 2))
    return Sheet("期限推算", tables=(table,), text=due.reason)


def handling_sheets(case: DisclosureRequest) -> list[tuple[str, Sheet]]:
    """Return the sheets of searches, opinions, fees and disputes, each only if there are any."""
    sheets = (
        ("searches", "检索记录", _searches(case)),
        ("consultations", "征求意见记录", _consultations(case)),
        ("fees", "信息处理费记录", _fees(case)),
        ("links", "关联申请", _links(case)),
        ("disputes", "复议诉讼记录", _disputes(case)),
    )
    return [(key, Sheet(title, tables=(table,))) for key, title, table in sheets if table.rows]


def told(day: date | None) -> str:
    """Return a day as sheets write it."""
    return day.isoformat() if day else ""


def moment(at: datetime | None) -> str:
    """Return a moment as sheets write it, in the office's own time."""
    return f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%Y-%m-%d %H:%M}" if at else ""


def name_of(officer: Officer | None) -> str:
    """Return an officer's name, the applicant where there is none."""
    return officer.name if officer else "申请人"


def _searches(case: DisclosureRequest) -> Table:
    rows = case.searches.select_related("department", "ordered_by", "answered_by").order_by("pk")
    return Table(
        "",
        ("科室", "交办", "检索要求", "反馈", "范围和方法", "结果和意见"),
        _rows(
            (
                row.department.name,
                f"{told(row.ordered_on)} {row.ordered_by.name}，{told(row.due_on)}前反馈",
                row.instructions,
                f"{told(row.answered_on)} {row.answered_by.name if row.answered_by else ''}",
                row.scope,
                f"{row.get_result_display()} {row.answer}",
            )
            for row in rows
        ),
        (1.4, 2, 2, 1.6, 2.2, 2.8),
    )


def _consultations(case: DisclosureRequest) -> Table:
    rows = case.consultations.select_related("judged_by").order_by("pk")
    return Table(
        "",
        ("对象", "征求内容", "发出、送达、期限", "意见", "认定"),
        _rows(
            (
                f"{row.label}（{row.get_kind_display()}）{row.name}",
                row.asked_about,
                f"{told(row.sent_on)}、{told(row.reached_on)}、{told(row.due_on)}",
                f"{told(row.answered_on)} {row.get_opinion_display()} {row.opinion_text}",
                _judgement(row),
            )
            for row in rows
        ),
        (2, 2.4, 2, 2.6, 2.6),
    )


def _judgement(row: Consultation) -> str:
    reasons = {True: "理由成立", False: "理由不成立"}
    parts = [
        reasons.get(row.is_reasonable, ""),
        row.judgement,
        f"决定公开：{row.override_reason}" if row.overrides else "",
        f"{told(row.informed_on)}书面告知" if row.informed_on else "",
        row.judged_by.name if row.judged_by else "",
    ]
    return " ".join(part for part in parts if part)


def _fees(case: DisclosureRequest) -> Table:
    rows = ProcessingFee.objects.filter(request=case).order_by("pk")
    return Table(
        "",
        ("登记号", "计收方式", "数量", "金额（元）", "通知", "缴费", "撤回"),
        _rows(
            (
                row.register_no,
                row.get_method_display(),
                str(row.quantity),
                str(row.amount),
                told(row.noticed_on),
                told(row.paid_on),
                told(row.withdrawn_on),
            )
            for row in rows
        ),
        (2, 1.2, 1, 1.6, 1.6, 1.6, 1.6),
    )


def _links(case: DisclosureRequest) -> Table:
    links = list(case.links.select_related("other", "officer").order_by("pk"))
    linked = list(case.linked_from.select_related("request", "officer").order_by("pk"))
    rows = [(each.get_kind_display(), each.other.register_no, each) for each in links]
    rows += [(f"被{each.get_kind_display()}", each.request.register_no, each) for each in linked]
    return Table(
        "",
        ("关系", "登记号", "说明", "登记"),
        tuple(
            (kind, number, link.note, f"{name_of(link.officer)} {moment(link.at)}")
            for kind, number, link in rows
        ),
        (1.4, 2, 4, 2.4),
    )


def _disputes(case: DisclosureRequest) -> Table:
    rows = Dispute.objects.filter(request=case).order_by("filed_on", "pk")
    return Table(
        "",
        ("登记号", "途径", "受理机关", "案号", "受理", "审结", "结果"),
        _rows(
            (
                row.register_no,
                row.get_route_display(),
                row.organ,
                row.case_no,
                told(row.filed_on),
                told(row.closed_on),
                row.get_result_display(),
            )
            for row in rows
        ),
        (2, 1.6, 2, 2, 1.5, 1.5, 1.2),
    )


def _rows(rows: Iterable[tuple[str, ...]]) -> Rows:
    return tuple(tuple(text.strip() for text in row) for row in rows)
