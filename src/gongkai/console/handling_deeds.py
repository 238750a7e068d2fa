"""The acts on an application as its page offers them: form, words, operation, what is said."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.console.handling_forms import (
    ApplicationActForm,
    AssignForm,
    CorrectionForm,
    DeliverForm,
    NotAcceptForm,
    PaymentForm,
    ProposeForm,
    ReopenForm,
    ReturnForm,
)
from gongkai.fund_services.operations.applications.accepting import (
    accept_application,
    assign_application,
    not_accept_application,
)
from gongkai.fund_services.operations.applications.correcting import ask_correction
from gongkai.fund_services.operations.applications.deciding import (
    approve_application,
    propose_decision,
    refuse_application,
    return_proposal,
)
from gongkai.fund_services.operations.applications.delivering import (
    deliver_result,
    notice_payment,
)
from gongkai.fund_services.operations.applications.reopening import reopen_application


class HandlingDeed(NamedTuple):
    """One act: what it is called, and how it is done."""

    label: Any
    button: Any
    form: type[ApplicationActForm]
    operation: Callable[..., Any]
    done: Any
    hint: Any = ""


HANDLING_DEEDS: dict[str, HandlingDeed] = {
    "accept": HandlingDeed(
        _("受理"), _("受理"), ApplicationActForm, accept_application,
        _("已受理，办理期限开始计算。"),
    ),
    "approve": HandlingDeed(
        _("同意办理"), _("同意办理，提交业务系统"), ApplicationActForm, approve_application,
        _("已同意，正在提交业务系统。"),
    ),
    "refuse": HandlingDeed(
        _("决定不予办理"), _("决定不予办理"), ApplicationActForm, refuse_application,
        _("已决定不予办理，理由和救济途径已告知申请人。"),
    ),
    "return": HandlingDeed(
        _("退回经办人"), _("退回"), ReturnForm, return_proposal, _("已退回经办人。")
    ),
    "propose": HandlingDeed(
        _("提出办理意见"), _("提交复核"), ProposeForm, propose_decision,
        _("已提交，请复核人复核。"),
        _("经办人提出、复核人决定，不能是同一人。"),
    ),
    "deliver": HandlingDeed(
        _("送达结果"), _("登记送达"), DeliverForm, deliver_result, _("已登记送达，并通知申请人。")
    ),
    "ask-correction": HandlingDeed(
        _("告知补正"), _("一次性告知补正"), CorrectionForm, ask_correction,
        _("已告知申请人补正。"),
        _("只能告知一次，请列明全部需要补正的内容；哪项有问题就在哪项填写。"),
    ),
    "not-accept": HandlingDeed(
        _("不予受理"), _("不予受理"), NotAcceptForm, not_accept_application,
        _("已登记不予受理，并通知申请人。"),
    ),
    "payment": HandlingDeed(
        _("缴款（划款）通知"), _("发出通知"), PaymentForm, notice_payment, _("已发出通知。")
    ),
    "assign": HandlingDeed(
        _("确定经办人"), _("确定"), AssignForm, assign_application, _("已确定经办人。")
    ),
    "reopen": HandlingDeed(
        _("更正重办"), _("更正重办"), ReopenForm, reopen_application, _("已更正，请继续办理。"),
        _("原决定有差错的，登记更正；原记录保留，期限照原来计算。"),
    ),
}  # fmt: skip
"""Each act by what stands in the address, in the order of the page."""
