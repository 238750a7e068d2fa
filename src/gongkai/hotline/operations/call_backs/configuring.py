"""Setting how an organ calls back."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import CallBackSetting
from gongkai.hotline.permissions import require_desk_head
from gongkai.rules.call_backs import CallBackPlan, plan_of


@transaction.atomic
def set_plan(
    *,
    agency: Agency,
    share: int,
    attempts: int,
    link_days: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> CallBackPlan:
    """Set how an organ calls back from now on; tickets chosen before stay as they are.

    :raises NotAllowed: if the officer does not run the desk
    :raises CallBackPlanRefused: if a figure is out of its range
    """
    require_desk_head(officer, agency, on)
    plan = plan_of(share, attempts, link_days)
    CallBackSetting.objects.update_or_create(
        agency=agency,
        defaults={
            "share": share,
            "attempts": attempts,
            "link_days": link_days,
            "set_by": officer,
            "set_at": at,
        },
    )
    record(
        action="call_back.set_plan",
        subject="call-backs",
        at=at,
        agency=agency,
        officer=officer,
        detail={"share": share, "attempts": attempts, "link_days": link_days},
    )
    return plan
