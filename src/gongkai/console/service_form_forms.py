"""What officers choose of the forms of online business."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FormDayForm(forms.Form):
    """From when a form is filled in."""

    in_force_from = forms.DateField(
        label=_("启用日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("启用日期：未填写，请选择日期。"),
            "invalid": _("启用日期：请填写年-月-日，如 2026-03-01。"),
        },
    )


class ImportFormForm(FormDayForm):
    """A new version: its table as a file or as text."""

    file = forms.FileField(
        label=_("表单定义文件（.toml）"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
        error_messages={
            "empty": _("表单定义文件：是空的，请重新选择。"),
            "max_length": _("表单定义文件：文件名过长，请改短。"),
        },
    )
    text = forms.CharField(
        label=_("或者直接修改下面的定义"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def content(self) -> bytes:
        """Return the table that was given, of the file where there is one."""
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data["text"].encode()
