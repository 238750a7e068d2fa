"""What officers type on the page of a document: signing, deciding, assessing, registering."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.console.document_forms import AttributeForm
from gongkai.console.signing_forms import SigningForm
from gongkai.publications.models import (
    DocumentKind,
    DocumentState,
    LegalChange,
    LegalDocument,
    OfficialDocument,
)
from gongkai.publications.queries.documents.attributes import known_values
from gongkai.publications.queries.documents.lists import DocumentsWanted
from gongkai.publications.queries.documents.normative import RegisterWanted, in_force
from gongkai.rules.document_kinds import OfficialKind

_ANY = [("", _("全部"))]


def _attributes() -> list[tuple[str, Any]]:
    return [*_ANY, *((value.code, value.label) for value in known_values())]


class DocumentSigningForm(SigningForm):
    """A verdict; for the signatory of a joint document also when each organ signed."""

    def __init__(self, *args: Any, organs: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organs = organs
        for place, organ in enumerate(organs):
            self.fields[f"signed_{place}"] = forms.DateField(
                label=format_lazy(_("{}签发日期"), organ),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("会签日期：请填写年-月-日，如 2026-03-01。")},
            )

    @property
    def joint_fields(self) -> list[Any]:
        """Return the fields for the days on which the other organs signed."""
        return [self[f"signed_{place}"] for place in range(len(self._organs))]

    @property
    def given(self) -> dict[str, Any]:
        """Return what the operation takes."""
        days = {
            organ: day
            for place, organ in enumerate(self._organs)
            if (day := self.cleaned_data.get(f"signed_{place}"))
        }
        taken = {
            name: value for name, value in super().given.items() if not name.startswith("signed_")
        }
        return taken | {"countersigned": days}


class DecideForm(AttributeForm):
    """Another attribute, as the signatory decides."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    on_behalf_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Beside the form of the signature, which has fields of the same names.
        super().__init__(*args, auto_id="decide_%s", **kwargs)


class ReassessForm(AttributeForm):
    """What a later look at a document that was not published comes to (条例第十八条)."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    opinion = forms.CharField(
        label=_("评估意见"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("评估意见：未填写，请写明情势有无变化和结论。")},
    )
    with_attachments = forms.BooleanField(label=_("附件的公开属性一并改变"), required=False)


class LegalChangeForm(forms.Form):
    """What became of a document of the register, or what a clean-up concluded."""

    change = forms.ChoiceField(
        label=_("结论"),
        choices=LegalChange.choices,
        error_messages={"required": _("结论：请选择。")},
    )
    changed_on = forms.DateField(
        label=_("日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("日期：未填写，请填写清理或者废止、修改的日期。"),
            "invalid": _("日期：请填写年-月-日，如 2026-03-01。"),
        },
    )
    basis = forms.CharField(
        label=_("依据"),
        max_length=300,
        help_text=_("清理决定、废止或者修改它的文件名称和文号。"),
        widget=forms.TextInput(attrs={"size": 40}),
        error_messages={"required": _("依据：未填写，请填写文件名称、文号。")},
    )
    by_legal_document = forms.ModelChoiceField(
        LegalDocument.objects.none(),
        label=_("由登记册中的哪份文件"),
        required=False,
        empty_label=_("（不选）"),
        error_messages={"invalid_choice": _("依据文件：没有所选的文件，请重新选择。")},
    )

    def __init__(self, *args: Any, agency: Agency, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_legal_document"].queryset = in_force(agency, on)


class DocumentFilterForm(forms.Form):
    """The filters above the list of documents."""

    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[*_ANY, *DocumentState.choices]
    )
    attribute = forms.ChoiceField(
        label=_("公开属性"),
        required=False,
        choices=lambda: [*_ANY, *((value.code, value.label) for value in known_values())],
    )
    kind = forms.ChoiceField(
        label=_("文种"),
        required=False,
        choices=[*_ANY, *((kind.value, kind.label) for kind in OfficialKind)],
    )
    year = forms.IntegerField(
        label=_("年份"),
        required=False,
        min_value=1949,
        max_value=9999,
        widget=forms.TextInput(attrs={"size": 5, "inputmode": "numeric"}),
    )
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("标题、文号或正文"), "size": 18}),
    )

    def wanted(self) -> DocumentsWanted:
        """Return what is asked for; what is invalid asks for nothing."""
        given = self.cleaned_data
        return DocumentsWanted(
            state=given.get("state", ""),
            attribute=given.get("attribute", ""),
            kind=given.get("kind", ""),
            year=given.get("year"),
            text=given.get("q", ""),
        )


class RegisterFilterForm(forms.Form):
    """The filters above the register of normative documents."""

    standing = forms.ChoiceField(
        label=_("效力"),
        required=False,
        choices=[
            *_ANY,
            ("IN_FORCE", _("现行有效")),
            ("ENDED", _("废止或者失效")),
            ("DUE", _("应当清理")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=[*_ANY, *DocumentKind.choices]
    )
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("名称或文号"), "size": 18}),
    )

    def wanted(self) -> RegisterWanted:
        """Return what is asked for; what is invalid asks for nothing."""
        given = self.cleaned_data
        return RegisterWanted(
            standing=given.get("standing", ""), kind=given.get("kind", ""), text=given.get("q", "")
        )


def organs_of(document: OfficialDocument, *, is_last: bool) -> tuple[str, ...]:
    """Return the organs whose days of signing are asked for at a stage."""
    return tuple(document.joint_with) if is_last else ()
