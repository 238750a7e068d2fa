"""What officers choose to put files into a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import SearchResult
from gongkai.casework.operations.adding import ADDED
from gongkai.console.case_forms import ActForm, choice_field, text_field
from gongkai.documents.attachments.kinds import READABLE, TAKEN
from gongkai.documents.attachments.taking import LIMITS


class SeveralFiles(forms.FileInput):
    """A field of a form in which several files can be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return all files that were chosen, not the last alone."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files, each as its name and bytes."""

    def __init__(self, **kwargs: Any) -> None:
        usual = {
            "widget": SeveralFiles(attrs={"accept": READABLE}),
            "error_messages": {
                "required": _("请选择文件。"),
                "empty": _("文件是空的，请重新选择。"),
            },
        }
        super().__init__(**usual | kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        """Return the files chosen; what may not be taken in is told when they are kept."""
        if not data and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        checked = [super(FilesField, self).clean(file) for file in data or []]
        return [(file.name, file.read()) for file in checked]


def _taken() -> str:
    return f"{TAKEN}；{LIMITS.told}。"


class AddFilesForm(ActForm):
    """Files of one kind."""

    kind = choice_field(_("类别"), [(each.value, each.label) for each in ADDED])
    files = FilesField(label=_("文件"), help_text=_taken())


class SearchAnswerForm(ActForm):
    """What a department found, and where it looked."""

    result = choice_field(_("检索结果"), SearchResult.choices)
    scope = text_field(
        _("检索范围和方法"), 500, help_text=_("检索了哪些系统、档案和时间段，用了哪些关键词。")
    )
    answer = text_field(
        _("反馈意见"),
        4000,
        required=False,
        help_text=_("检索到的，写明名称、文号和建议；不属于本科室的，写明应由哪个科室负责。"),
    )
    found = FilesField(label=_("检索到的文件"), required=False, help_text=_taken())
