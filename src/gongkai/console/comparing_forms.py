"""Which two reports to compare."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.operations.receiving import LARGEST_REPORT, READABLE
from gongkai.annual_reports.queries.comparing import Comparable, UploadedFile

_LIMIT = LARGEST_REPORT >> 20


class ComparisonForm(forms.Form):
    """Two reports, each chosen from the list or uploaded; of the two the file counts."""

    a = forms.ChoiceField(label=_("前者"), required=False)
    a_file = forms.FileField(label=_("或上传文件"), required=False, max_length=200)
    b = forms.ChoiceField(label=_("后者"), required=False)
    b_file = forms.FileField(label=_("或上传文件"), required=False, max_length=200)

    def __init__(self, comparables: Iterable[Comparable], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", _("（请选择）"))]
        for group, members in groupby(comparables, key=lambda one: one.group):
            choices.append((group, [(one.key, one.label) for one in members]))
        for side in ("a", "b"):
            self._field(side, forms.ChoiceField).choices = choices
            file = self._field(f"{side}_file", forms.FileField)
            file.widget = forms.FileInput(attrs={"accept": ",".join(READABLE)})
            file.error_messages |= {
                "empty": _("文件是空的，请重新保存后再上传。"),
                "max_length": _("文件名过长，请改短后再上传。"),
            }

    def clean(self) -> dict[str, Any]:
        """Insist on something for each side, and on files of a fair size."""
        told: dict[str, Any] = super().clean() or {}
        for side in ("a", "b"):
            file = told.get(f"{side}_file")
            if file and file.size > LARGEST_REPORT:
                text = _("文件超过%(limit)sMB的上限，请只保留报告本身后再上传。")
                self.add_error(f"{side}_file", text % {"limit": _LIMIT})
            if not file and not told.get(side) and not self.has_error(f"{side}_file"):
                text = _("没有选择“%(side)s”，请从列表中选择，或上传文件。")
                self.add_error(side, text % {"side": self.fields[side].label})
        return told

    def choice(self, side: str) -> str | UploadedFile:
        """Return what was chosen for a side."""
        file = self.cleaned_data[f"{side}_file"]
        if file:
            return UploadedFile(file.name, file.read())
        return str(self.cleaned_data[side])

    @property
    def has_files(self) -> bool:
        """Tell whether a file was uploaded, so that no address can name what is compared."""
        return bool(self.cleaned_data["a_file"] or self.cleaned_data["b_file"])

    def _field(self, name: str, kind: type[Any]) -> Any:
        field = self.fields[name]
        assert isinstance(field, kind)
        return field
