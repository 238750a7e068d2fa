"""What officers type to act on a case; each form carries the version of the case they saw."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Department, Officer
from gongkai.casework.models import (
    ConsultationKind,
    Delivery,
    Form,
    LinkKind,
    Opinion,
)
from gongkai.casework.operations.splitting import MOST_PARTS

_FAR = _("年份须在1900年至2999年之间，请核对。")
# Days beyond cannot be reckoned with: the first and last of all have no day beside them.
IN_REACH = (
    MinValueValidator(date(1900, 1, 1), _FAR),
    MaxValueValidator(date(2999, 12, 31), _FAR),
)


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day that somebody may have meant."""
    return forms.DateField(
        label=label,
        validators=IN_REACH,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("请填写日期，如 2026-01-31。"),
            "invalid": _("须为日期，如 2026-01-31。"),
        },
        **kwargs,
    )


def text_field(label: Any, most: int, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Return a field for some lines of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请填写这一项。")},
        **kwargs,
    )


def line_field(label: Any, most: int, size: int = 40, **kwargs: Any) -> forms.CharField:
    """Return a field for one line of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.TextInput(attrs={"size": size}),
        error_messages={"required": _("请填写这一项。")},
        **kwargs,
    )


def choice_field(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """Return a field for one of a few choices, none of them chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。"), "invalid_choice": _("请从列出的项中选择。")},
        **kwargs,
    )


class ActForm(forms.Form):
    """The version of the case that was on screen."""

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": _("页面不完整，请从案件页面重新打开。")},
    )

    def __init__(self, *args: Any, agency: Agency | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                rows = field.queryset.model.objects.filter(agency=agency)
                field.queryset = rows.order_by("pk")
                field.error_messages["required"] = _("请选择一项。")
                field.error_messages["invalid_choice"] = _("请从列出的项中选择。")
                assert name in ("department", "handler")


class SearchForm(ActForm):
    """A department, what it is to search for, and until when."""

    department = forms.ModelChoiceField(Department.objects.none(), label=_("检索科室"))
    instructions = text_field(
        _("检索要求"), 500, help_text=_("写明要检索的信息、时间范围；不要写申请人的个人信息。")
    )
    due_on = day_field(_("反馈期限"), help_text=_("不晚于本案答复期限。"))


class ConsultationForm(ActForm):
    """Whom to ask for an opinion, and about what."""

    kind = choice_field(_("征求对象"), ConsultationKind.choices)
    label = line_field(
        _("称谓"), 100, 20, help_text=_("在办理记录和答复中使用，如“第三方甲”，不写名称。")
    )
    name = line_field(_("名称"), 200)
    contact = line_field(_("联系方式"), 200, required=False)
    asked_about = text_field(_("征求意见的内容"), 2000)


class OpinionForm(ActForm):
    """The opinion received."""

    opinion = choice_field(
        _("意见"), [each for each in Opinion.choices if each[0] != Opinion.SILENT]
    )
    opinion_text = text_field(
        _("意见内容"), 4000, required=False, help_text=_("不同意公开的，写明其理由和所涉内容。")
    )
    answered_on = day_field(_("收到意见的日期"))


class JudgementForm(ActForm):
    """Whether a third party's reasons hold, and whether the public interest outweighs them."""

    is_reasonable = forms.TypedChoiceField(
        label=_("理由是否成立"),
        choices=[("yes", _("成立，不予公开")), ("no", _("不成立"))],
        coerce=lambda value: {"yes": True, "no": False}.get(value),
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("第三方未答复的可不选，由本机关依法决定。"),
    )
    judgement = text_field(_("认定说明"), 500)
    overrides = forms.BooleanField(
        label=_("理由成立，但不公开会对公共利益造成重大影响，决定公开"),
        required=False,
        help_text=_("决定公开的，应当将决定公开的内容和理由书面告知第三方（条例第三十二条）。"),
    )
    override_reason = text_field(_("决定公开的理由"), 500, required=False)


class PaymentForm(ActForm):
    """The day a fee was paid."""

    paid_on = day_field(_("缴费日期"), help_text=_("以缴费凭证上的日期为准。"))


class ReasonForm(ActForm):
    """A reason, for what only needs one."""

    reason = text_field(_("理由"), 250)


class NoteForm(ActForm):
    """What an applicant did, in his words."""

    done_on = day_field(_("日期"), help_text=_("本机关收到的日期。"))
    note = text_field(
        _("内容"), 500, help_text=_("记录申请人的表述和提交方式（来信、当面、电话等）。")
    )


class DeliveryForm(NoteForm):
    """How an applicant wants to get the information from now on."""

    form = choice_field(_("获取信息的方式"), Form.choices)
    delivery = choice_field(_("获取信息的途径"), Delivery.choices)


class SplitForm(ActForm):
    """What each of several cases is about, one a paragraph."""

    parts = text_field(
        _("各件内容"),
        20_000,
        rows=10,
        help_text=_(
            "每件一段，段与段之间空一行。第一段由本案继续办理，其余各立一件新案，收到日期与本案相同。"
        ),
    )

    def clean_parts(self) -> list[str]:
        """Return the paragraphs."""
        text = self.cleaned_data["parts"].replace("\r\n", "\n")
        parts = [part.strip() for part in text.split("\n\n") if part.strip()]
        if len(parts) > MOST_PARTS:
            raise forms.ValidationError(
                _("一次最多分成%(most)d件，请分次办理。"), params={"most": MOST_PARTS}
            )
        return parts


class JoinForm(ActForm):
    """The numbers of cases to handle together with one, and why."""

    numbers = text_field(
        _("并入的登记号"), 2000, help_text=_("每行一个登记号。各件仍分别计数、分别计算期限。")
    )
    reason = text_field(_("并案理由"), 300)

    def clean_numbers(self) -> list[str]:
        """Return the numbers, each once."""
        return list(dict.fromkeys(self.cleaned_data["numbers"].replace(",", " ").split()))


class LinkForm(ActForm):
    """An earlier case that one repeats or belongs to."""

    number = line_field(_("登记号"), 40, 20)
    kind = choice_field(
        _("关系"),
        [each for each in LinkKind.choices if each[0] in (LinkKind.REPEATS, LinkKind.RELATED)],
    )
    note = line_field(_("说明"), 300, required=False)


class AssignForm(ActForm):
    """Who is in charge of a case."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("主办科室"), required=False
    )
    handler = forms.ModelChoiceField(Officer.objects.none(), label=_("经办人"), required=False)


class CounterEntryForm(ActForm):
    """Why an entry is wrong, and the right day where the act did happen."""

    reason = text_field(
        _("更正理由"), 300, help_text=_("原登记保留在办理记录中，不再作为计算依据。")
    )
    instead_on = day_field(
        _("正确的日期"), required=False, help_text=_("该事项没有发生过的，留空。")
    )
