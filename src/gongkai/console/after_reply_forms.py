"""What officers type once a letter has left: service, the public log, proposals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import ProposalState, ServiceMethod
from gongkai.casework.operations.serving import Proof
from gongkai.console.case_forms import ActForm, choice_field, day_field, line_field, text_field
from gongkai.documents.attachments.kinds import READABLE

# At the counter a letter is handed over in one step, on a form of its own.
_SENT = [choice for choice in ServiceMethod.choices if choice[0] != ServiceMethod.COUNTER]


class _ProofForm(ActForm):
    """A form that may bring a file as proof."""

    def clean_proof(self) -> Proof | None:
        """Return the file's name and bytes."""
        file: Any = self.cleaned_data.get("proof")
        return Proof(file.name, file.read()) if file else None


def _proof_field() -> forms.FileField:
    return forms.FileField(
        label=_("送达凭证"),
        required=False,
        max_length=200,
        help_text=_("送达回证、邮件回执或收件人的答复；PDF、图片或文本，不超过10MB。"),
        widget=forms.FileInput(attrs={"accept": READABLE}),
        error_messages={
            "empty": _("文件是空的，请重新选择。"),
            "max_length": _("文件名过长，请改短后再上传。"),
        },
    )


class SendForm(ActForm):
    """How and when a letter is sent."""

    method = choice_field(_("送达方式"), _SENT)
    sent_on = day_field(_("寄发日期"))
    tracking_no = line_field(
        _("邮件号"), 60, 24, required=False, help_text=_("挂号信或邮政特快专递必填。")
    )


class CounterForm(_ProofForm):
    """A letter handed over at the counter."""

    served_on = day_field(_("送达日期"))
    recipient = line_field(_("签收人"), 50, 20)
    proof = _proof_field()


class ServedForm(_ProofForm):
    """That a letter arrived."""

    served_on = day_field(_("送达日期"))
    recipient = line_field(_("签收人"), 50, 20, required=False)
    proof = _proof_field()


class FailedForm(ActForm):
    """That a letter did not arrive, and why."""

    failed_on = day_field(_("未成日期"))
    failure = line_field(_("未成原因"), 300, 50)


class LogTextForm(ActForm):
    """What the public reads of a case."""

    title = line_field(_("申请事项"), 300, 60)
    summary = text_field(_("答复摘要"), 5000, 8)


class ReasonForm(ActForm):
    """Why a case is not shown, or no longer."""

    reason = text_field(_("理由"), 300, 2)


class ProposalForm(forms.Form):
    """What is decided on a proposal, and why."""

    state = choice_field(
        _("决定"), [choice for choice in ProposalState.choices if choice[0] != ProposalState.OPEN]
    )
    reason = text_field(_("决定说明"), 500, 2)
