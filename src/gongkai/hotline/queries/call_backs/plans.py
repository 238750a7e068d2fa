"""How an organ calls back."""

from gongkai.agencies.models import Agency
from gongkai.hotline.models import CallBackSetting
from gongkai.rules.call_backs import CallBackPlan, default_plan, plan_of


def call_back_plan(agency: Agency) -> CallBackPlan:
    """Return an organ's own plan, or the default."""
    row = CallBackSetting.objects.filter(agency=agency).first()
    return plan_of(row.share, row.attempts, row.link_days) if row else default_plan()
