"""Correcting an application: asked for once with all that is missing, done once or lapsed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.fund_services.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.operations.applications.acting import began, held, held_of, optional
from gongkai.fund_services.operations.applications.filing import FormIncomplete
from gongkai.fund_services.operations.applications.history import ApplicationRefused, add_event
from gongkai.fund_services.operations.applications.keeping import put_on_record
from gongkai.fund_services.operations.applications.telling import tell_applicant
from gongkai.fund_services.queries.applications.drafts import DraftFile
from gongkai.fund_services.queries.applications.facts import known_facts
from gongkai.fund_services.queries.applications.forms import definition_of
from gongkai.fund_services.queries.applications.history import last_event
from gongkai.fund_services.queries.applications.limits import limit_of
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.service_forms import problems_of, tidy_values
from gongkai.rules.service_lifecycle import ApplicationEventKind, ApplicationState

MOST_MISSING = 60
LONGEST_MISSING = 200


@transaction.atomic
def ask_correction(
    *,
    application: Application,
    version: int | None,
    missing: Sequence[Mapping[str, str]],
    note: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Tell an applicant once what is all missing or wrong; his days run from now, ours do not.

    :param missing: each with `name` and `what`, and `material` or `field` where it is of the form
    :raises NotAllowed: if the officer handles no business, or another has this
    :raises ApplicationChanged: if `version` is not the one on record
    :raises ApplicationRefused: without anything missing, or if it was asked for before
    :raises CalendarNotPublished: if the applicant's last day falls in a year without a calendar
    """
    act = began(application, version, officer, on, at)
    act.require_own()
    listed = _listed(missing)
    told = optional(note, "说明", 500)
    row = act.row
    until = working_calendar().add_working_days(on, limit_of(row).correct_days)
    act.enter(
        ApplicationEventKind.CORRECTION_ASKED,
        note=told,
        missing=listed,
        until=until,
        handler=officer.pk,
    )
    settle_notices(subject=row.receipt_no, at=at)
    tell_applicant(row, "application.correction", at=at)
    return row


@transaction.atomic
def correct_application(
    *,
    application: Application,
    account: OnlineAccount,
    agent: EmployerAgent | None = None,
    values: Mapping[str, str] | None = None,
    files: Sequence[DraftFile] = (),
    note: str = "",
    on: date,
    at: datetime,
) -> Application:
    """Take in an applicant's correction; what it replaces is kept.

    :param values: of the form's fields that change, by the names of the form's own version
    :param files: sealed already, of the form's materials; those of the same material that stood
        before are marked as replaced
    :raises ApplicationRefused: if it is not his, no correction is waited for, the day is past, or
        something that was asked for is not there
    :raises FormIncomplete: if a value cannot be
    """
    row = held_of(application, account, agent)
    told = optional(note, "补正说明", 500)
    changed = _checked(row, dict(values or {}), account, agent, on)
    if row.state == ApplicationState.CORRECTING:
        _require_all(last_event(row, ApplicationEventKind.CORRECTION_ASKED), changed, files, told)
    typed = json.loads(row.fields or "{}")
    before = {name: typed[name] for name in changed if name in typed}
    add_event(
        row,
        ApplicationEventKind.CORRECTED,
        on=on,
        at=at,
        note=told,
        before=json.dumps(before, ensure_ascii=False) if before else "",
        fields=sorted(changed) or None,
        materials=sorted({each.material for each in files}) or None,
    )
    if changed:
        kept = json.dumps({**typed, **changed}, ensure_ascii=False)
        Application.objects.filter(pk=row.pk).update(fields=kept)
    old = ApplicationFile.objects.filter(application=row, replaced_at=None)
    old.filter(material__in={each.material for each in files}).update(replaced_at=at)
    put_on_record(row, files, at)
    _tell_office(row, f"办件{row.receipt_no}（{row.item.name}）已补正，请继续办理。", on, at)
    return row


def lapse_corrections(*, on: date, at: datetime) -> int:
    """End the applications whose applicants let the day for the correction pass; return how many.

    It lapses on the day after, whenever somebody looks: a job that stood still changes no date.
    """
    past = Application.objects.filter(
        state=ApplicationState.CORRECTING.value, closed_on=None, correct_by__lt=on
    )
    return sum(_lapse(pk, on, at) for pk in list(past.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _lapse(pk: int, on: date, at: datetime) -> int:
    row = held(pk)
    is_past = row.correct_by is not None and row.correct_by < on
    if row.state != ApplicationState.CORRECTING or not is_past or row.correct_by is None:
        return 0
    day = row.correct_by + timedelta(days=1)
    add_event(row, ApplicationEventKind.CORRECTION_LAPSED, on=day, at=at)
    _tell_office(row, f"办件{row.receipt_no}（{row.item.name}）逾期未补正，已终止。", on, at)
    tell_applicant(row, "application.lapsed", at=at)
    return 1


def _listed(missing: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return what is missing, tidy.

    :raises ApplicationRefused: if nothing is, or something is told at too great length
    """
    listed = []
    for each in missing:
        what = optional(each.get("what", ""), each.get("name", "补正内容"), LONGEST_MISSING)
        if what:
            named = {key: each[key] for key in ("material", "field") if each.get(key)}
            listed.append({"name": each.get("name", ""), "what": what, **named})
    if not listed:
        raise ApplicationRefused("补正清单：未填写，请一次性列明需要补正的全部内容。")
    if len(listed) > MOST_MISSING:
        raise ApplicationRefused(f"补正清单：共{len(listed)}项，最多{MOST_MISSING}项，请合并。")
    return listed


def _checked(
    row: Application,
    values: dict[str, str],
    account: OnlineAccount,
    agent: EmployerAgent | None,
    on: date,
) -> dict[str, str]:
    """Return the values that change as they are kept; what the business system says stays.

    :raises FormIncomplete: if one of them cannot be
    """
    if not values:
        return {}
    definition = definition_of(row.form)
    free = {field.name for field in definition.fields if not field.is_read_only}
    typed = json.loads(row.fields or "{}")
    merged = {**typed, **{name: text for name, text in values.items() if name in free}}
    kept = tidy_values(definition, merged, on)
    known = known_facts(definition, account, agent)
    rows = json.loads(row.rows or "[]")
    found = problems_of(definition, merged, on=on, facts=known.for_checking, rows=rows)
    wrong = [problem for problem in found if problem.field in values]
    if wrong:
        raise FormIncomplete(wrong)
    return {name: kept.get(name, "") for name in values if name in free}


def _require_all(
    asked: ApplicationEvent | None,
    values: Mapping[str, str],
    files: Sequence[DraftFile],
    note: str,
) -> None:
    """Insist that everything which was asked for is there.

    :raises ApplicationRefused: naming what is not
    """
    brought = {each.material for each in files}
    lacking = [
        each["name"]
        for each in (asked.missing if asked else ())
        if (each.get("material") and each["material"] not in brought)
        or (each.get("field") and each["field"] not in values)
    ]
    if lacking:
        raise ApplicationRefused(f"还没有补正：{'、'.join(lacking)}。请全部补正后一次提交。")
    if not (values or files or note):
        raise ApplicationRefused("补正内容：没有更换材料，也没有填写，请按补正清单办理。")


def _tell_office(row: Application, text: str, on: date, at: datetime) -> None:
    settle_notices(subject=row.receipt_no, at=at)
    handlers = officers_with_role(row.agency, "SERVICE_HANDLER", on)
    told = [row.handler] if row.handler is not None else handlers
    notify(officers=told, text=text, subject=row.receipt_no, at=at)
