"""What signers, secrecy reviewers and readers of drafts type."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Officer
from gongkai.publications.models import SecrecyConclusion

MARKS = 4
"""How many marked passages the form offers without scripts; more may be sent."""

_MOST_MARKS = 40


class SigningForm(forms.Form):
    """A verdict at one stage: what was looked at, the opinion, passages marked."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[("PASS", _("通过")), ("RETURN", _("退回"))],
        error_messages={"required": _("结论：请选择通过或者退回。")},
    )
    checked = forms.MultipleChoiceField(
        label=_("核对事项"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("核对事项：核对清单已有变动，请刷新页面后重新核对。")},
    )
    on_behalf_of = forms.TypedChoiceField(
        label=_("签署身份"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": _("签署身份：您不能代所选人员签署这一稿，请核对代签授权后重新选择。")
        },
    )
    opinion = forms.CharField(
        label=_("意见（退回时必填）"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        checks: Sequence[str] = (),
        principals: Sequence[Officer] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked"].choices = [(check, check) for check in checks]
        self.principals = {principal.pk: principal for principal in principals}
        himself = [] if self.initial.get("on_behalf_of") else [("", _("本人"))]
        self.fields["on_behalf_of"].choices = himself + [
            (pk, _("代%(name)s签署") % {"name": principal.name})
            for pk, principal in self.principals.items()
        ]

    @property
    def marks(self) -> list[dict[str, str]]:
        """Return the passages marked, each with what should stand there."""
        return [mark for mark in self.mark_rows if mark["quoted"]]

    @property
    def mark_rows(self) -> list[dict[str, str]]:
        """Return the rows for marked passages as they were typed, empty ones among them."""
        if not self.is_bound:
            return [{"quoted": "", "wanted": ""}] * MARKS
        quoted = self.data.getlist("quoted")[:_MOST_MARKS]
        wanted = self.data.getlist("wanted")[:_MOST_MARKS]
        rows = [
            {"quoted": text.strip()[:200], "wanted": there.strip()[:200]}
            for text, there in zip(quoted, [*wanted, *[""] * len(quoted)], strict=False)
        ]
        return rows + [{"quoted": "", "wanted": ""}] * (MARKS - len(rows))

    @property
    def given(self) -> dict[str, Any]:
        """Return what the operation takes."""
        typed = dict(self.cleaned_data)
        principal = self.principals.get(typed.pop("on_behalf_of") or 0)
        return {**typed, "marks": self.marks, "on_behalf_of": principal}


class SecrecyForm(forms.Form):
    """The conclusion of a secrecy review and what it rests on."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    conclusion = forms.ChoiceField(
        label=_("结论"),
        choices=SecrecyConclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("保密审查结论：请选择。")},
    )
    basis = forms.CharField(
        label=_("依据"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("保密审查依据：未填写，请写明审查所依据的规定或者理由。")},
    )
    referred_to = forms.CharField(
        label=_("报请机关（报请确定时填写）"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"size": 24}),
    )


class TakeDownForm(forms.Form):
    """Why an item is taken away."""

    reason = forms.CharField(
        label=_("撤下原因"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("撤下原因：未填写，请写明原因，以便记录和报告。")},
    )


class CommentForm(forms.Form):
    """A remark, and the passage it is about."""

    text = forms.CharField(
        label=_("批注"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("批注：未填写，请填写内容。")},
    )
    quoted = forms.CharField(
        label=_("所指文字"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 30}),
    )


class RevisionsForm(forms.Form):
    """Which two revisions to compare, and how."""

    earlier = forms.IntegerField(label=_("对照"), min_value=1)
    later = forms.IntegerField(label=_("与"), min_value=1)
    view = forms.ChoiceField(
        required=False, choices=[("inline", _("合并显示")), ("side", _("左右对照"))]
    )
