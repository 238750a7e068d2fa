"""The public log of answered requests: prepared without the applicant, seen by a second person."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds, require_role
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureLogEntry, DisclosureRequest, LogState
from gongkai.casework.operations.acting import CaseRefused, lock, touch
from gongkai.casework.operations.announcing import announce_entry
from gongkai.casework.queries.disclosure_log import cases_without_entry, personal_data_of
from gongkai.privacy.finding import personal_data_in
from gongkai.rules.calendars import CalendarNotPublished

_SECOND = ("REVIEWER", "OFFICE_HEAD")
_LONGEST_SUMMARY = 5000


@transaction.atomic
def begin_log_entry(
    *, case: DisclosureRequest, on: date, at: datetime
) -> DisclosureLogEntry | None:
    """Let a closed case wait for the public log, from its own transaction; once for each case.

    It may be shown some working days after the reply (GONGKAI_LOG_DELAY_DAYS). Where no calendar
    tells that day there is no entry yet: `begin_missing_entries` makes it up. A case closed anew,
    after its reply was given up, waits anew: what was written is of the old reply.
    """
    if case.closed_on is None:
        return None
    delay: int = settings.GONGKAI_LOG_DELAY_DAYS
    visible_from = case.closed_on
    if delay:
        try:
            visible_from = working_calendar().add_working_days(case.closed_on, delay)
        except CalendarNotPublished:
            return None
    entry, is_new = DisclosureLogEntry.objects.get_or_create(
        request=case, defaults={"visible_from": visible_from}
    )
    if not is_new:
        _begin_again(case, entry, visible_from, at)
    return entry


@transaction.atomic
def begin_missing_entries(*, agency: Agency, officer: Officer, on: date, at: datetime) -> int:
    """Make up the entries that closed cases lack; return how many.

    :raises NotAllowed: if the officer is no clerk of the organ
    """
    require_role(officer, agency, "CLERK", on)
    cases = cases_without_entry(agency)
    return sum(begin_log_entry(case=case, on=on, at=at) is not None for case in cases)


@transaction.atomic
def prepare_entry(
    *,
    entry: DisclosureLogEntry,
    version: int,
    title: str,
    summary: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureLogEntry:
    """Write what the public will read; it waits for another person to look at it.

    :raises CaseRefused: if something is missing, too long, or names a person, told what it is;
        or if the entry is shown already
    :raises CaseChanged, NotAllowed: as acting does
    """
    case, row = _held(entry, version)
    require_role(officer, case.agency, "CLERK", on)
    _require_closed(case)
    if row.state == LogState.PUBLISHED:
        raise CaseRefused("该条已公示，请先撤回公示再修改。")
    title, summary = " ".join(title.split()), summary.strip()
    _require_text(title, summary)
    _require_no_person(case, title, summary)
    row.title, row.summary, row.exempt_reason = title, summary, ""
    row.state, row.prepared_by, row.checked_by = LogState.PREPARED, officer, None
    row.save()
    touch(case, action="prepare_log_entry", officer=officer, at=at)
    return row


@transaction.atomic
def confirm_entry(
    *, entry: DisclosureLogEntry, version: int, officer: Officer, on: date, at: datetime
) -> DisclosureLogEntry:
    """Let an entry be shown, after a second look by somebody who did not write it.

    :raises CaseRefused: if it is not prepared, or names a person by what is known now
    :raises CaseChanged, NotAllowed: as acting does
    """
    case, row = _held(entry, version)
    _require_second(row, officer, on)
    _require_closed(case)
    if row.state != LogState.PREPARED:
        raise CaseRefused(f"该条当前为“{row.get_state_display()}”，整理后才能复核公示。")
    _require_no_person(case, row.title, row.summary)
    row.state, row.checked_by, row.published_at = LogState.PUBLISHED, officer, at
    row.save()
    touch(case, action="publish_log_entry", officer=officer, at=at)
    announce_entry("disclosure_log.published", case, row, at)
    return row


@transaction.atomic
def exempt_entry(
    *,
    entry: DisclosureLogEntry,
    version: int,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureLogEntry:
    """Decide that a case is not shown, with the reason.

    :raises CaseRefused: without a reason, or if it is shown already
    :raises CaseChanged, NotAllowed: as acting does
    """
    case, row = _held(entry, version)
    _require_second(row, officer, on)
    if row.state == LogState.PUBLISHED:
        raise CaseRefused("该条已公示，请使用“撤回公示”。")
    _exempt(row, _reason(reason), officer)
    touch(case, action="exempt_log_entry", officer=officer, at=at, reason=row.exempt_reason)
    return row


@transaction.atomic
def withdraw_entry(
    *,
    entry: DisclosureLogEntry,
    version: int,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> DisclosureLogEntry:
    """Take an entry back from the public; what was shown stays on record.

    :raises CaseRefused: without a reason, or if it is not shown
    :raises CaseChanged, NotAllowed: as acting does
    """
    case, row = _held(entry, version)
    _require_second(row, officer, on, also_own=True)
    if row.state != LogState.PUBLISHED:
        raise CaseRefused(f"该条当前为“{row.get_state_display()}”，没有公示，无需撤回。")
    was = {"title": row.title, "summary": row.summary}
    _exempt(row, f"撤回公示：{_reason(reason)}"[:300], officer)
    touch(
        case,
        action="withdraw_log_entry",
        officer=officer,
        at=at,
        reason=row.exempt_reason,
        was=was,
    )
    announce_entry("disclosure_log.withdrawn", case, row, at)
    return row


def _begin_again(
    case: DisclosureRequest, row: DisclosureLogEntry, visible_from: date, at: datetime
) -> None:
    was_shown = row.state == LogState.PUBLISHED
    row.state, row.visible_from, row.exempt_reason = LogState.WAITING, visible_from, ""
    row.checked_by = row.published_at = None
    row.save()
    if was_shown:
        announce_entry("disclosure_log.withdrawn", case, row, at)


def _require_closed(case: DisclosureRequest) -> None:
    if case.closed_on is None:
        raise CaseRefused(
            f"申请当前为“{case.get_state_display()}”，答复已作废或者更正，重新答复后再整理公示。"
        )


def _held(entry: DisclosureLogEntry, version: int) -> tuple[DisclosureRequest, DisclosureLogEntry]:
    case = lock(entry.request, version=version)
    return case, DisclosureLogEntry.objects.select_for_update().get(pk=entry.pk)


def _require_second(
    row: DisclosureLogEntry, officer: Officer, on: date, *, also_own: bool = False
) -> None:
    agency = row.request.agency
    if not any(holds(officer, agency, role, on) for role in _SECOND):
        raise NotAllowed(
            f"此操作须由{agency.short_name}的“审核人”或“公开工作机构负责人”办理，您没有该角色。"
        )
    if row.prepared_by_id == officer.pk and not also_own:
        raise NotAllowed("不能复核本人整理的内容，请由其他人员复核。")


def _require_text(title: str, summary: str) -> None:
    if not title:
        raise CaseRefused("申请事项：未填写，请概括申请的内容。")
    if len(title) > 300:
        raise CaseRefused(f"申请事项：共{len(title)}字，超过300字，请缩短。")
    if not summary:
        raise CaseRefused("答复摘要：未填写，请概括答复的结果和依据。")
    if len(summary) > _LONGEST_SUMMARY:
        raise CaseRefused(f"答复摘要：共{len(summary)}字，超过{_LONGEST_SUMMARY}字，请缩短。")


def _require_no_person(case: DisclosureRequest, title: str, summary: str) -> None:
    known, allowed = personal_data_of(case)
    for field, text in (("申请事项", title), ("答复摘要", summary)):
        found = personal_data_in(text, known, allowed)
        if found:
            told = "、".join(f"{each.what}“{each.shown}”" for each in found)
            raise CaseRefused(f"{field}：含有{told}，公示内容不得出现，请删除后重新保存。")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise CaseRefused("理由：未填写，请写明不予公示或者撤回的理由。")
    return reason.strip()[:300]


def _exempt(row: DisclosureLogEntry, reason: str, officer: Officer) -> None:
    row.state, row.exempt_reason = LogState.EXEMPT, reason
    row.checked_by = officer if row.prepared_by_id != officer.pk else row.checked_by
    row.save()
