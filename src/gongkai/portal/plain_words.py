"""Where a case stands, what happens next and what can be done about it, in plain words."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal.pages import Text
from gongkai.rules.lifecycle import State
from gongkai.rules.outcomes import outcome, remedy_for, remedy_paragraph

_MEANS: Mapping[State, Text] = {
    State.AWAITING_CONFIRMATION: gettext_lazy(
        "申请已经送达。机关会在到达当日（非工作日的顺延）与您联系确认；双方确认之日为收到申请之日，"
        "答复期限自次日起计算。"
    ),
    State.DROPPED: gettext_lazy("本申请未能确认或者已在确认前撤回，没有进入办理，登记已终止。"),
    State.RECEIVED: gettext_lazy("机关已经收到申请，正在登记审核。"),
    State.IN_PROGRESS: gettext_lazy("机关正在检索、审核所申请的信息。"),
    State.WAITING_CORRECTION: gettext_lazy(
        "申请内容需要补正，请在期限内补正；无正当理由逾期不补正的，视为放弃申请。"
    ),
    State.WAITING_REASONS: gettext_lazy(
        "您申请的数量、频次较多，机关请您说明理由；答复期限照常计算。"
    ),
    State.CONSULTING: gettext_lazy(
        "所申请的信息涉及第三方或者其他机关，机关正在征求意见；征求意见所需时间不计算在答复期限内。"
    ),
    State.WAITING_FEE: gettext_lazy(
        "机关已发出收费通知，请在期限内缴费，或者提出异议；逾期未缴费的，不再处理本申请。"
    ),
    State.CLOSED: gettext_lazy("机关已经答复，请下载答复书；如有异议，可以依法寻求救济。"),
    State.ARCHIVED: gettext_lazy("机关已经答复，案件已经归档。"),
}


class Remedies(NamedTuple):
    """What can be done against a reply, or while there is none."""

    head: str
    text: str


def meaning_of(state: str) -> str:
    """Return what a state means for the applicant."""
    return str(_MEANS[State(state)])


def remedies_of(code: str, replied_on: date | None) -> list[Remedies]:
    """Return the remedies: against the reply given, and against the work as such.

    :param code: the outcome, "" while there is none
    """
    found = []
    if code and replied_on:
        text = remedy_paragraph(
            remedy_for(outcome(code), replied_on),
            replied_on,
            reconsideration_organ=_("有管辖权的行政复议机关"),
            court=_("有管辖权的人民法院"),
        )
        if text:
            head = _("对答复不服的（机关名称和期限以答复书载明的为准）")
            found.append(Remedies(head, text))
    found.append(
        Remedies(
            _("认为机关没有依法办理的"),
            _(
                "可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者"
                "提起行政诉讼（条例第五十一条）。"
            ),
        )
    )
    return found
