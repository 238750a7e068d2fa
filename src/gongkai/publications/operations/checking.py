"""Letting a finding of the pre-check pass, by name and with a reason."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import AcceptedFinding, Item
from gongkai.publications.operations.acting import ItemRefused, touch
from gongkai.publications.operations.drafting import hold_draft
from gongkai.publications.queries.prechecking import precheck

_SHORTEST, _LONGEST = 2, 300


@transaction.atomic
def accept_finding(
    *,
    item: Item,
    version: int,
    rule: str,
    digest: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> AcceptedFinding:
    """Confirm that a finding is no fault; whoever signs the item sees who said so, and why.

    :param digest: of the finding, as the check told it
    :raises ItemRefused: without a reason, or if the check does not find it any more
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    said = reason.strip()
    if not _SHORTEST <= len(said) <= _LONGEST:
        raise ItemRefused(
            f"确认理由：须填写{_SHORTEST}至{_LONGEST}字，说明为什么不是差错，现为{len(said)}字。"
        )
    found = next(
        (
            each
            for each in precheck(held, on).findings
            if each.rule == rule and each.digest == digest
        ),
        None,
    )
    if found is None:
        raise ItemRefused("该检查结果已不存在，可能内容已经改正，请保存后重新检查。")
    accepted, _made = AcceptedFinding.objects.get_or_create(
        item=held,
        rule=rule,
        digest=digest,
        defaults={
            "matched": found.matched[:100],
            "reason": said,
            "officer": officer,
            "accepted_at": at,
        },
    )
    touch(
        held, action="finding_accepted", officer=officer, at=at,
        detail={"rule": rule, "reason": said},
    )  # fmt: skip
    row: AcceptedFinding = accepted
    return row
