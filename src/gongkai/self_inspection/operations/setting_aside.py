"""Setting a finding aside with a reason, and taking it up again."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.self_inspection.models import FindingExemption, Inspection, SiteFinding
from gongkai.self_inspection.operations.concluding import keep_result
from gongkai.self_inspection.permissions import insist, may_set_aside
from gongkai.self_inspection.queries.results import newest_inspection

LONGEST_REASON = 300


class FindingNotOpen(ValueError):
    """The finding cannot be set aside or taken up; the message says why and what to do."""


@transaction.atomic
def set_aside(
    *, finding: SiteFinding, reason: str, officer: Officer, on: date, at: datetime
) -> FindingExemption:
    """Set a finding aside by name: it costs no points until it is taken up again or mended.

    :raises NotAllowed: if the officer does not head the disclosure office or the organ
    :raises FindingNotOpen: if no reason is given, it is mended, or was set aside already
    """
    insist(may_set_aside(officer, finding.agency, on), "搁置自查问题")
    told = " ".join(reason.split())
    if not told or len(told) > LONGEST_REASON:
        raise FindingNotOpen(f"请写明搁置的理由，不超过{LONGEST_REASON}字。")
    held = SiteFinding.objects.select_for_update().get(pk=finding.pk)
    if held.mended_on is not None:
        raise FindingNotOpen("这个问题已经整改，不必搁置。")
    if held.exemptions.filter(ended_at=None).exists():
        raise FindingNotOpen("这个问题已经搁置，请刷新页面查看。")
    exemption = FindingExemption.objects.create(
        finding=held, reason=told, officer=officer, exempted_at=at
    )
    _count_anew(held)
    _record("finding.set_aside", held, officer, at, {"reason": told})
    return exemption


@transaction.atomic
def take_up(*, finding: SiteFinding, officer: Officer, on: date, at: datetime) -> None:
    """Take a finding up again that was set aside.

    :raises NotAllowed: if the officer does not head the disclosure office or the organ
    :raises FindingNotOpen: if it does not stand set aside
    """
    insist(may_set_aside(officer, finding.agency, on), "恢复自查问题")
    held = SiteFinding.objects.select_for_update().get(pk=finding.pk)
    ended = held.exemptions.filter(ended_at=None).update(ended_by=officer, ended_at=at)
    if not ended:
        raise FindingNotOpen("这个问题没有搁置，请刷新页面查看。")
    _count_anew(held)
    _record("finding.taken_up", held, officer, at, {})


def _count_anew(finding: SiteFinding) -> None:
    newest = newest_inspection(finding.agency)
    if newest is not None and newest.pk == finding.last_seen_id:
        held = Inspection.objects.select_for_update().get(pk=newest.pk)
        keep_result(held, opened=held.result["opened"], mended=held.result["mended"])


def _record(
    action: str, finding: SiteFinding, officer: Officer, at: datetime, more: dict[str, str]
) -> None:
    record(
        action=action,
        subject=f"自查问题 {finding.place}",
        at=at,
        agency=finding.agency,
        officer=officer,
        detail={"finding": finding.pk, "rule": finding.rule, **more},
    )
