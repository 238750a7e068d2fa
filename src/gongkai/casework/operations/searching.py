"""Searching in the organ's own departments: ordered from several, answered by each (第三十六条)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Department, Officer
from gongkai.casework.models import DisclosureRequest, FileKind, SearchResult, SearchTask
from gongkai.casework.operations.acting import CaseRefused, enter, lock
from gongkai.casework.operations.adding import keep_given
from gongkai.messages.operations import mark_read, notify
from gongkai.rules.clock import Entry, Event

SUBJECT = "检索任务 {}"
"""What notices about a search are about, with the task's key."""


@transaction.atomic
def order_search(
    *,
    request: DisclosureRequest,
    version: int,
    department: Department,
    instructions: str,
    due_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> SearchTask:
    """Have a department search until a day of its own; its officers are told.

    :raises CaseRefused: if the department is another organ's or still searching, the day is past
        or after the day to reply, or nothing says what to search for
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case = lock(request, version=version)
    if department.agency_id != case.agency_id:
        raise CaseRefused("检索科室：不是本机关的内设机构，请重新选择。")
    if not instructions.strip():
        raise CaseRefused("检索要求：未填写，请写明要检索的信息、时间范围和检索方法。")
    if due_on < on:
        raise CaseRefused(f"反馈期限：{due_on} 早于今天，请填写今天或以后的日期。")
    if case.due_on and due_on > case.due_on:
        raise CaseRefused(f"反馈期限：{due_on} 晚于本案答复期限 {case.due_on}，请提前。")
    if case.searches.filter(department=department, answered_on=None).exists():
        raise CaseRefused(f"检索科室：{department}已有未反馈的检索任务，请待其反馈后再交办。")
    enter(
        case,
        Entry(on, Event.SEARCH_ORDERED, subject=department.name),
        officer=officer,
        on=on,
        at=at,
        note=instructions.strip(),
    )
    task = SearchTask.objects.create(
        request=case,
        department=department,
        instructions=instructions.strip()[:500],
        ordered_by=officer,
        ordered_on=on,
        due_on=due_on,
    )
    notify(
        officers=Officer.objects.filter(department=department).order_by("pk"),
        text=f"请检索申请 {case.register_no} 所需信息，{due_on} 前反馈。",
        subject=SUBJECT.format(task.pk),
        at=at,
    )
    return task


@transaction.atomic
def answer_search(
    *,
    task: SearchTask,
    version: int,
    result: str,
    scope: str,
    answer: str,
    found: Sequence[tuple[str, bytes]] = (),
    officer: Officer,
    on: date,
    at: datetime,
) -> SearchTask:
    """Answer a search, by an officer of the department asked or by the clerk.

    :param scope: where and how was searched; kept as the record that a search took place
    :param found: the name and the bytes of each file found, to be severed or given from the case
    :raises CaseRefused: if it was answered before, or scope or findings are missing
    :raises AttachmentRefused: naming each file that is not taken in, and why
    :raises CaseChanged, NotAllowed, EventNotAllowed: as acting.enter does
    """
    case = lock(task.request, version=version)
    task = SearchTask.objects.select_related("department").get(pk=task.pk)
    if task.answered_on:
        raise CaseRefused(f"{task.department}已于{task.answered_on}反馈，不能重复反馈。")
    if result not in SearchResult.values:
        known = "、".join(label for _value, label in SearchResult.choices)
        raise CaseRefused(f"检索结果：未选择，请从{known}中选择。")
    if not scope.strip():
        raise CaseRefused("检索范围和方法：未填写，请写明检索了哪些系统、档案和时间段。")
    if result != SearchResult.NOT_FOUND and not answer.strip():
        raise CaseRefused("反馈意见：未填写，请写明检索到的信息，或者应由哪个科室负责。")
    if found and result != SearchResult.FOUND:
        raise CaseRefused("检索到的文件：检索结果不是“检索到”，请核对结果，或者不附文件。")
    enter(
        case,
        Entry(on, Event.SEARCH_ANSWERED, subject=task.department.name),
        officer=officer,
        on=on,
        at=at,
        note=f"{SearchResult(result).label}。{answer.strip()}",
        in_department=officer.department_id == task.department_id,
    )
    keep_given(case, FileKind("SOURCE"), found, officer=officer, at=at)
    task.result, task.scope, task.answer = result, scope.strip()[:500], answer.strip()
    task.answered_by, task.answered_on = officer, on
    task.save()
    for each in Officer.objects.filter(department=task.department).order_by("pk"):
        mark_read(officer=each, subject=SUBJECT.format(task.pk), at=at)
    told = {task.ordered_by_id, case.handler_id} - {None, officer.pk}
    notify(
        officers=Officer.objects.filter(pk__in=told).order_by("pk"),
        text=f"{task.department}已反馈申请 {case.register_no} 的检索结果："
        f"{SearchResult(result).label}。",
        subject=f"申请 {case.register_no}",
        at=at,
    )
    return task
