"""What an applicant can do in his case: the form, the operation, and what he is told after it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.answering import (
    Answered,
    accept_fee,
    answer_correction,
    ask_withdrawal,
    change_delivery,
    dispute_fee,
    give_reasons,
)
from gongkai.casework.operations.applying import Attached
from gongkai.casework.queries.tracking import Followed
from gongkai.documents.attachments.taking import Inspected
from gongkai.portal.follow_forms import (
    ActForm,
    CorrectionForm,
    DeliveryForm,
    DisputeForm,
    ReasonsForm,
    WithdrawForm,
)
from gongkai.portal.pages import Text
from gongkai.rules.clock import Event


class Act(NamedTuple):
    """One act: when it is offered, how it reads, its form, and what it calls."""

    event: Event
    head: Text
    button: Text
    hint: Text
    form: type[ActForm]
    operation: Callable[..., Any]
    done: Text
    takes_files: bool = False


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "correction": Act(
            Event.CORRECTED,
            gettext_lazy("提交补正"),
            gettext_lazy("提交补正"),
            gettext_lazy("补正只有一次，请一次写全。收到补正后，答复期限自次日起重新计算。"),
            CorrectionForm,
            answer_correction,
            gettext_lazy("补正已提交，答复期限自次日起重新计算。"),
            takes_files=True,
        ),
        "reasons": Act(
            Event.REASONS_GIVEN,
            gettext_lazy("说明理由"),
            gettext_lazy("提交理由"),
            gettext_lazy("理由不合理的，机关可以不予处理（条例第三十五条）。"),
            ReasonsForm,
            give_reasons,
            gettext_lazy("理由已提交。"),
            takes_files=True,
        ),
        "fee": Act(
            Event.FEE_DISPUTED,
            gettext_lazy("同意缴费"),
            gettext_lazy("同意按通知缴费"),
            gettext_lazy("表示同意后，仍须按收费通知书载明的方式和期限缴纳。"),
            ActForm,
            accept_fee,
            gettext_lazy("已告知机关您同意缴费，请在期限内缴纳。"),
        ),
        "dispute": Act(
            Event.FEE_DISPUTED,
            gettext_lazy("对收费提出异议"),
            gettext_lazy("提交异议"),
            gettext_lazy("机关会研究您的异议，并告知您结果。"),
            DisputeForm,
            dispute_fee,
            gettext_lazy("异议已提交，机关会研究后答复您。"),
            takes_files=True,
        ),
        "delivery": Act(
            Event.DELIVERY_CHANGED,
            gettext_lazy("变更获取方式"),
            gettext_lazy("变更获取方式"),
            gettext_lazy("答复之前可以变更。"),
            DeliveryForm,
            change_delivery,
            gettext_lazy("获取方式已变更。"),
        ),
        "withdrawal": Act(
            Event.WITHDRAWAL_ASKED,
            gettext_lazy("撤回申请"),
            gettext_lazy("撤回申请"),
            gettext_lazy("撤回后机关不再办理本申请；以后可以重新申请。"),
            WithdrawForm,
            ask_withdrawal,
            gettext_lazy("撤回请求已提交，机关将办结本申请。"),
        ),
    }
)


class Offered(NamedTuple):
    """An act with its form, open where the applicant is waited for or typed something wrong."""

    name: str
    act: Act
    form: ActForm
    is_open: bool


_WAITED_FOR = {"correction", "reasons", "fee"}


def offered_forms(
    seen: Followed, deed: str, form: ActForm | None, *, renew: bool = False
) -> list[Offered]:
    """Return the acts that the case lets happen, each with its form.

    :param deed: the act whose form was sent and refused, with `form` as it was typed
    :param renew: give the refused form the version of now, since the page shows what changed
    """
    found = []
    for name, act in ACTS.items():
        typed = form if name == deed else None
        # A fee can be accepted also after it was disputed.
        may = seen.case.state == "WAITING_FEE" if name == "fee" else act.event in seen.acts
        if not may and typed is None:
            continue
        if typed is not None and renew:
            typed.data = {**typed.data.dict(), f"{name}-version": str(seen.case.version)}
        blank = act.form(initial=_first(seen.case), prefix=name, auto_id=f"{name}-%s")
        found.append(Offered(name, act, typed or blank, bool(typed) or name in _WAITED_FOR))
    return found


def performed(
    act: Act,
    case: DisclosureRequest,
    form: ActForm,
    files: Sequence[Inspected],
    *,
    on: date,
    at: datetime,
) -> str:
    """Do an act with what was typed; return what to tell the applicant.

    :raises CaseRefused, EventNotAllowed, ImpossibleHistory, FileNotKept: as the operation does
    """
    values = {name: value for name, value in form.cleaned_data.items() if name != "sure"}
    if act.takes_files:
        values["attachments"] = [Attached(*file) for file in files]
    outcome = act.operation(request=case, **values, on=on, at=at)
    if isinstance(outcome, Answered) and outcome.is_late:
        return _("补正已收到，但已超过补正期限；是否有正当理由由机关研究决定，结果会告知您。")
    return str(act.done)


def _first(case: DisclosureRequest) -> dict[str, Any]:
    return {"version": case.version, "form": case.form, "delivery": case.delivery}
