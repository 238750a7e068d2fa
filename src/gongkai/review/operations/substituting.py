"""Letting one officer stand in for another, between two days and no longer."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed, holds
from gongkai.audit.operations import record
from gongkai.review.models import Substitution

_LONGEST_REASON = 200
_LONGEST = timedelta(days=366)


class SubstitutionRefused(ValueError):
    """Nobody may stand in for another like this; the message says why, in Chinese."""


@transaction.atomic
def appoint_substitute(
    *,
    principal: Officer,
    substitute: Officer,
    from_on: date,
    until_on: date,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Substitution:
    """Let one officer sign in another's place between two days, both included.

    :raises NotAllowed: if the officer is neither head of the office nor leader of the organ
    :raises SubstitutionRefused: if it cannot be, naming field and remedy
    """
    _require_appointer(officer, principal, on)
    _require_sound(principal, substitute, from_on, until_on, officer, on)
    said = reason.strip()
    if not said or len(said) > _LONGEST_REASON:
        raise SubstitutionRefused(f"事由：应为1至{_LONGEST_REASON}个字，现为{len(said)}个字。")
    # Held, so that two at once are not both the first.
    Officer.objects.select_for_update(no_key=True).get(pk=principal.pk)
    overlapping = _lasting(principal, substitute).filter(
        from_on__lte=until_on, until_on__gte=from_on
    )
    held = overlapping.first()
    if held is not None:
        raise SubstitutionRefused(
            f"{principal.name}已授权{substitute.name}在{held.from_on}至{held.until_on}代签，"
            "与所填日期重叠，请改填其他日期，或者先提前结束原授权。"
        )
    made: Substitution = Substitution.objects.create(
        agency_id=principal.agency_id,
        principal=principal,
        substitute=substitute,
        from_on=from_on,
        until_on=until_on,
        reason=said,
        made_by=officer,
        made_at=at,
    )
    _record("substitution.appointed", made, officer, at)
    return made


@transaction.atomic
def end_substitution(
    *, substitution: Substitution, officer: Officer, on: date, at: datetime
) -> Substitution:
    """End a substitution before its last day; from now on nothing is signed under it.

    :raises NotAllowed: if the officer is neither head of the office nor leader of the organ
    :raises SubstitutionRefused: if it is over already
    """
    row = (
        Substitution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("principal__agency", "substitute")
        .get(pk=substitution.pk)
    )
    _require_appointer(officer, row.principal, on)
    if row.ended_on is not None or row.until_on < on:
        raise SubstitutionRefused("该代签授权已经结束，无须再次结束。")
    row.ended_on = on - timedelta(days=1)
    row.save(update_fields=["ended_on"])
    _record("substitution.ended", row, officer, at)
    return row


def _require_appointer(officer: Officer, principal: Officer, on: date) -> None:
    agency = principal.agency
    if not any(holds(officer, agency, role, on) for role in ("OFFICE_HEAD", "LEADER")):
        raise NotAllowed(
            f"代签授权由{agency.short_name}的“公开工作机构负责人”或“机关负责人”登记，您没有该角色。"
        )


def _require_sound(
    principal: Officer,
    substitute: Officer,
    from_on: date,
    until_on: date,
    officer: Officer,
    on: date,
) -> None:
    if substitute.agency_id != principal.agency_id:
        raise SubstitutionRefused("代签人：须为本机关的工作人员，请重新选择。")
    if substitute.pk == principal.pk:
        raise SubstitutionRefused("代签人：不能是被代签人本人，请选择其他人员。")
    if substitute.pk == officer.pk:
        raise SubstitutionRefused("代签人：不能由代签人自己登记，请由被代签人或者其他负责人登记。")
    if from_on < on:
        raise SubstitutionRefused(
            f"开始日期：{from_on}早于今日，代签授权不能补登，请填写今日或者以后的日期。"
        )
    if until_on < from_on:
        raise SubstitutionRefused(f"结束日期：{until_on}早于开始日期{from_on}，请修改。")
    if until_on - from_on > _LONGEST:
        raise SubstitutionRefused("结束日期：一次授权最长一年，请缩短，届满后重新登记。")


def _lasting(principal: Officer, substitute: Officer) -> QuerySet[Substitution]:
    return Substitution.objects.filter(
        principal=principal, substitute=substitute, ended_on=None
    ).order_by("from_on")


def _record(action: str, row: Substitution, officer: Officer, at: datetime) -> None:
    record(
        action=action,
        subject=f"代签授权 {row.pk}",
        at=at,
        agency=row.principal.agency,
        officer=officer,
        detail={
            "principal": row.principal.name,
            "substitute": row.substitute.name,
            "from_on": row.from_on.isoformat(),
            "until_on": row.until_on.isoformat(),
            "reason": row.reason,
        },
    )
