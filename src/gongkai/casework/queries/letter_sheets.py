"""Letters, their sign-off and service, the public log and the audit trail, as data sheets."""

from gongkai.audit.queries import entries_of
from gongkai.casework.models import DisclosureLogEntry, DisclosureRequest, Letter, Service
from gongkai.casework.queries.case_sheets import moment, name_of, told
from gongkai.documents.bundles.parts import Rows, Sheet, Table
from gongkai.review.queries import rounds_on


def review_sheet(case: DisclosureRequest) -> Sheet:
    """Return every round of sign-off of every letter with its opinions, and who severed files."""
    tables: list[Table] = []
    for letter in letters_of(case):
        rows = _signatures(letter)
        if rows:
            headers = ("环节", "人员", "结论", "意见", "时间", "内容摘要")
            tables.append(Table(_named(letter), headers, rows, (1.2, 1.4, 1, 3, 1.9, 3)))
    severed = tuple(
        (
            row.source.name,
            row.get_state_display(),
            f"{row.prepared_by.name} {moment(row.prepared_at)}",
            f"{row.confirmed_by.name} {moment(row.confirmed_at)}" if row.confirmed_by else "",
        )
        for row in case.redactions.select_related("source", "prepared_by", "confirmed_by").order_by(
            "pk"
        )
    )
    if severed:
        named = ("文件", "状态", "标注", "复核")
        tables.append(Table("区分处理", named, severed, (4, 1.4, 3, 3)))
    return Sheet("审签记录", tables=tuple(tables))


def service_sheet(case: DisclosureRequest) -> Sheet:
    """Return the letters that were sent, and every attempt to serve them."""
    letters = letters_of(case)
    sent = tuple(
        (_named(letter), letter.number, told(letter.dated_on), letter.get_state_display())
        for letter in letters
    )
    attempts = tuple(
        (
            service.letter.number,
            service.get_method_display(),
            f"{told(service.sent_on)} {service.tracking_no}".strip(),
            f"{told(service.served_on)} {service.recipient}".strip(),
            f"{told(service.failed_on)} {service.failure}".strip(),
            name_of(service.officer),
        )
        for service in Service.objects.filter(letter__request=case)
        .select_related("letter", "officer")
        .order_by("pk")
    )
    return Sheet(
        "文书和送达记录",
        tables=(
            Table("文书", ("文书", "文号", "日期", "状态"), sent, (4, 3.4, 1.6, 1.4)),
            Table(
                "送达",
                ("文号", "方式", "寄发", "送达", "未成", "登记人"),
                attempts,
                (3, 1.8, 2, 2, 2, 1.2),
            ),
        ),
    )


def log_sheet(case: DisclosureRequest) -> Sheet | None:
    """Return how the case stands in the public log, if it has an entry there."""
    entry = (
        DisclosureLogEntry.objects.filter(request=case)
        .select_related("prepared_by", "checked_by")
        .first()
    )
    if entry is None:
        return None
    facts = (
        ("状态", entry.get_state_display()),
        ("公示起始日", told(entry.visible_from)),
        ("申请事项", entry.title),
        ("答复摘要", entry.summary),
        ("不予公示理由", entry.exempt_reason),
        ("整理", entry.prepared_by.name if entry.prepared_by else ""),
        ("复核", entry.checked_by.name if entry.checked_by else ""),
        ("公示时间", moment(entry.published_at)),
    )
    return Sheet("公示记录", facts=tuple(fact for fact in facts if fact[1]))


def audit_sheet(case: DisclosureRequest) -> Sheet:
    """Return what the audit trail says of the case, each entry with its digest in the chain."""
    trail = entries_of(case.agency).filter(subject=case.register_no).order_by("sequence")
    rows = tuple(
        (
            str(entry.sequence),
            moment(entry.at),
            entry.officer.name if entry.officer else "",
            entry.action,
            entry.digest,
        )
        for entry in trail
    )
    headers = ("序号", "时间", "人员", "动作", "链式摘要（SHA-256）")
    return Sheet("审计记录摘录", tables=(Table("", headers, rows, (1, 2, 1.4, 2.8, 4.4)),))


def letters_of(case: DisclosureRequest) -> list[Letter]:
    """Return a case's letters in the order they were drafted."""
    rows = case.letters.select_related("review_round", "consultation", "pdf", "docx")
    return list(rows.order_by("drafted_at", "pk"))


def _named(letter: Letter) -> str:
    whom = f"（{letter.consultation.label}）" if letter.consultation else ""
    return f"{letter.title}{whom}"


def _signatures(letter: Letter) -> Rows:
    if letter.review_round is None:
        return ()
    rows: list[tuple[str, ...]] = []
    for round in rounds_on(letter.review_round.agency, letter.review_round.subject):
        state = round.get_state_display()
        opened = moment(round.opened_at)
        rows.append(("起草", round.drafter.name, state, "", opened, round.content_hash))
        rows += [
            (
                each.stage,
                each.officer.name,
                each.get_verdict_display(),
                each.opinion,
                moment(each.signed_at),
                each.content_hash,
            )
            for each in sorted(round.signatures.all(), key=lambda one: one.pk)
        ]
    return tuple(rows)
