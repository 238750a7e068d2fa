"""What agents type while they call back, and how an organ plans its call-backs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.hotline.operations.call_backs import OpinionGiven
from gongkai.hotline.operations.call_backs.acting import OPINIONS
from gongkai.hotline.queries.rates import Grouping
from gongkai.rules.call_backs import reasons


class OpinionForm(forms.Form):
    """What a caller says of what was done."""

    opinion = forms.ChoiceField(
        label=_("对办理结果"),
        choices=OPINIONS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("对办理结果：未选择，请按诉求人所说选择。"),
            "invalid_choice": _("对办理结果：没有这个选项，请重新选择。"),
        },
    )
    attitude = forms.ChoiceField(
        label=_("对服务态度"),
        choices=OPINIONS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("对服务态度：没有这个选项，请重新选择。")},
    )
    reason = forms.ChoiceField(
        label=_("不满意之处"),
        required=False,
        error_messages={"invalid_choice": _("不满意之处：没有这个选项，请重新选择。")},
    )
    remark = forms.CharField(
        label=_("诉求人意见"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("诉求人意见：最多1000个字，请缩短。")},
    )
    again = forms.BooleanField(
        label=_("评价不满意的，转二次办理"),
        required=False,
        initial=True,
        help_text=_("诉求人明确表示不需要再办理的，取消勾选。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("未说明"))] + [(each, each) for each in reasons()]

    def given(self) -> OpinionGiven:
        """Return what was typed."""
        told = self.cleaned_data
        return OpinionGiven(told["opinion"], told["attitude"], told["reason"], told["remark"])


class PlanForm(forms.Form):
    """How an organ calls back."""

    share = forms.IntegerField(
        label=_("回访比例（%）"),
        help_text=_("按工单号抽取，无人挑选；100为全部回访。"),
        error_messages={
            "required": _("回访比例：未填写，请填写1至100。"),
            "invalid": _("回访比例：请填写1至100的整数。"),
        },
    )
    attempts = forms.IntegerField(
        label=_("未接通时最多拨打（次）"),
        error_messages={
            "required": _("拨打次数：未填写，请填写1至10。"),
            "invalid": _("拨打次数：请填写1至10的整数。"),
        },
    )
    link_days = forms.IntegerField(
        label=_("评价链接有效（天）"),
        error_messages={
            "required": _("评价链接有效天数：未填写，请填写1至90。"),
            "invalid": _("评价链接有效天数：请填写1至90的整数。"),
        },
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("%(label)s：未填写，请选择日期。") % {"label": label},
            "invalid": _("%(label)s：请填写年-月-日，如 2026-03-01。") % {"label": label},
        },
    )


class PeriodForm(forms.Form):
    """A period and by what its tickets are told apart."""

    first = _day(_("自"))
    last = _day(_("至"))
    by = forms.ChoiceField(
        label=_("分组"),
        required=False,
        choices=[
            ("", _("不分组")),
            (Grouping.DEPARTMENT.value, _("按科室")),
            (Grouping.TOPIC.value, _("按业务类别")),
            (Grouping.SOURCE.value, _("按来源")),
            (Grouping.KIND.value, _("按诉求类别")),
        ],
        error_messages={"invalid_choice": _("分组：没有这种分组，请重新选择。")},
    )

    def clean(self) -> dict[str, Any]:
        """Insist that the period does not end before it begins."""
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("至：不能早于开始日期，请核对。"))
        return told


class ClaimForm(forms.Form):
    """A printed rate and its denominator."""

    printed = forms.CharField(label=_("公布的比率"), required=False, max_length=20)
    denominator = forms.IntegerField(
        label=_("分母（件）"),
        required=False,
        min_value=0,
        max_value=10**9,
        error_messages={
            "invalid": _("分母：请填写整数。"),
            "min_value": _("分母：不能是负数。"),
            "max_value": _("分母：数字过大，请核对。"),
        },
    )
