"""How long an opinion asked of others holds up the reply: 条例第三十二条至第三十四条."""

from datetime import date
from typing import NamedTuple

from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock.events import Event
from gongkai.rules.clock.histories import Consultation
from gongkai.rules.clock.pauses import Pause
from gongkai.rules.clock.steps import Step, chinese_day, step_of
from gongkai.rules.statutes import Statute


class Waited(NamedTuple):
    """The time one consultation takes out of the reply's limit.

    `open`: no answer yet and none overdue, so the time may still prove shorter.
    """

    pause: Pause
    open: bool
    step: Step


def waited_for(
    consultation: Consultation, calendar: WorkingCalendar, statute: Statute, as_of: date | None
) -> Waited:
    """Return how long a consultation pauses the reply: to its answer, never past its own limit.

    A third party that stays silent leaves the decision to the organ (第三十二条); an organ that
    stays silent consents (第三十四条). Either way the organ need wait no longer.
    """
    third_party = consultation.asked is Event.THIRD_PARTY_CONSULTED
    figure = statute.third_party_opinion if third_party else statute.co_maker_opinion
    sent_on, answered_on = consultation.sent_on, consultation.answered_on
    in_time = (
        answered_on is not None
        and calendar.working_days_between(consultation.reached_on, answered_on) <= figure.value
    )
    if answered_on is not None and in_time:
        until = answered_on
    else:
        until = calendar.add_working_days(consultation.reached_on, figure.value)
    whom = consultation.subject or ("第三方" if third_party else "其他机关")
    text = f"{chinese_day(sent_on)}征求{whom}意见，"
    waiting = answered_on is None and (as_of is None or as_of <= until)
    silence = "由本机关依法决定是否公开" if third_party else "视为同意公开"
    if answered_on is not None and in_time:
        text += f"{chinese_day(answered_on)}收到答复，所需时间不计入答复期限"
    elif answered_on is not None:
        text += (
            f"{chinese_day(answered_on)}收到答复，已超过{figure.value}个{figure.unit}的期限，"
            f"不计入答复期限的时间至{chinese_day(until)}为止"
        )
    elif waiting:
        text += f"尚未答复，暂按最长期限至{chinese_day(until)}不计入答复期限，逾期未答复的{silence}"
    else:
        text += f"至{chinese_day(until)}期满未答复，{silence}，该日之后继续计算答复期限"
    return Waited(Pause(sent_on, until), waiting, step_of(figure, sent_on, until, text))
