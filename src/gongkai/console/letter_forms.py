"""What officers type to draft and edit letters and their templates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import CaseFile, Consultation, DisclosureRequest
from gongkai.casework.operations.drafting import LONGEST_BODY
from gongkai.casework.operations.templating import LONGEST_TEMPLATE
from gongkai.console.case_forms import ActForm, choice_field, day_field, line_field, text_field
from gongkai.rules.letters import METHODS, Field, Wording
from gongkai.rules.letters.terms import LONGEST_TERM
from gongkai.rules.outcomes import Remedy, outcome, remedy_for

# Fields with choices of their own; the rest of the form are terms of the letter.
_NOT_TERMS = ("version", "consultation", "enclosures", "title", "addressee", "body")


class LetterForm(ActForm):
    """What a letter decides, by its kind and outcome, and what goes along with it."""

    def __init__(
        self,
        *args: Any,
        wording: Wording,
        files: Iterable[CaseFile] = (),
        consultations: Iterable[Consultation] | None = None,
        joined: Iterable[DisclosureRequest] = (),
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if consultations is not None:
            self.fields["consultation"] = choice_field(
                _("征求意见对象"), [(str(row.pk), row.label) for row in consultations]
            )
        for field in wording.asks:
            self.fields[field.term] = _term_field(field, field.name in wording.needs)
        if wording.outcome and not outcome(wording.outcome).remedy_settled:
            self.fields["remedy"] = _remedy_field(wording.outcome, on)
        joined = list(joined)
        if joined:
            self.fields["closes"] = _many(
                _("一并答复的申请"),
                [(str(each.pk), each.register_no) for each in joined],
                _("已并入本案、申请人相同的申请，以同一答复办结，仍各计一件。"),
            )
        files = list(files)
        if files:
            self.fields["enclosures"] = _many(
                _("附件"),
                [(str(file.pk), file.name) for file in files],
                _("须经区分处理的文件，只列出已经第二人复核的区分处理件。"),
            )

    @property
    def terms(self) -> dict[str, Any]:
        """Return what was typed as the terms of the letter."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
            if name not in _NOT_TERMS and value not in (None, "")
        }

    @property
    def enclosures(self) -> list[int]:
        """Return the keys of the files chosen."""
        return [int(key) for key in self.cleaned_data.get("enclosures", [])]


class LetterTextForm(LetterForm):
    """A letter's text beside what it decides."""

    title = line_field(_("标题"), 200, 60)
    addressee = line_field(_("主送"), 200, 40, required=False)
    body = forms.CharField(
        label=_("正文"),
        max_length=LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=_("每段一行；署名、成文日期、发文字号和附件说明由系统编排。"),
        error_messages={"required": _("正文不能为空。")},
    )


class VerdictOnLetterForm(forms.Form):
    """A verdict on the exact text that was on screen."""

    verdict = forms.ChoiceField(choices=[("PASS", _("通过")), ("RETURN", _("退回"))])
    content_hash = forms.CharField(max_length=64)
    opinion = forms.CharField(
        label=_("意见（退回时必填）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class IssueForm(ActForm):
    """The day of a letter that leaves."""

    issued_on = day_field(_("成文日期"))


class VoidForm(ActForm):
    """Why a letter is given up."""

    reason = line_field(_("作废理由"), 250, 40)


class TemplateForm(forms.Form):
    """An organ's own wording of a letter, and the version its editor saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = line_field(_("标题"), 200, 60)
    body = forms.CharField(
        label=_("正文"),
        max_length=LONGEST_TEMPLATE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        help_text=_("每段一行；字段写作 {申请人}。含有可选字段的段落，在该字段没有值时不印出。"),
        error_messages={"required": _("正文不能为空。")},
    )


class LetterDetailsForm(forms.Form):
    """What an organ's letters say about itself."""

    letter_word = line_field(_("机关代字"), 20, 12, help_text=_("用于发文字号，如“葫公积金”。"))
    reconsideration_organ = line_field(_("复议机关"), 100, 40)
    court = line_field(_("管辖法院"), 100, 40)


def _term_field(field: Field, required: bool) -> forms.Field:
    # What the case may supply by itself is asked for, not demanded.
    required = required and field.name not in ("隐去清单",)
    help_text = field.explains if field.explains != field.label else ""
    options: dict[str, Any] = {"required": required, "help_text": help_text}
    if field.input == "date":
        return day_field(field.label, **options)
    if field.input == "number":
        return forms.IntegerField(
            label=field.label,
            min_value=1,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
            error_messages={
                "required": _("请填写数量。"),
                "invalid": _("须为大于0的整数。"),
                "min_value": _("须为大于0的整数。"),
            },
            **options,
        )
    if field.input == "method":
        return choice_field(field.label, list(METHODS.items()), **options)
    if field.input == "short":
        return line_field(field.label, 200, 40, **options)
    return text_field(field.label, LONGEST_TERM, 4, **options)


def _remedy_field(code: str, on: date) -> forms.Field:
    usual = remedy_for(outcome(code), on)
    return choice_field(
        _("救济途径"),
        [(each.value, each.label) for each in Remedy if each is not Remedy.NONE],
        required=False,
        help_text=_("不选即按默认载明“%(label)s”；本地另有规定的，可以改选。")
        % {"label": usual.label},
    )


def _many(label: Any, choices: list[tuple[str, str]], help_text: Any) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"invalid_choice": _("请从列出的项中选择。")},
    )
