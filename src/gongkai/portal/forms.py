"""What visitors hand in."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.portal.uploads import LARGEST_FILE

READABLE = ".docx,.xlsx,.pdf,.html,.htm,.txt,.json"
_LIMIT = {"limit": LARGEST_FILE >> 20}
_NAME_TOO_LONG = _("文件名过长，请改短后重新提交。")
_EMPTY = _("文件是空的，请重新保存后再提交。")


class CheckForm(forms.Form):
    """A finished report, and last year's where its carry-over is to be checked."""

    file = forms.FileField(
        label=_("年度报告"),
        max_length=200,
        help_text=_(
            "可以是 Word（.docx）、Excel（.xlsx）、文字版 PDF、网页（.html）、文本（.txt）或"
            "本系统导出的 .json 文件，不超过%(limit)sMB；扫描件和图片不能读取。"
        )
        % _LIMIT,
        widget=forms.FileInput(attrs={"accept": READABLE}),
        error_messages={
            "required": _("没有选择文件，请选择要核对的年度报告。"),
            "missing": _("没有选择文件，请选择要核对的年度报告。"),
            "invalid": _("没有选择文件，请选择要核对的年度报告。"),
            "empty": _EMPTY,
            "max_length": _NAME_TOO_LONG,
        },
    )
    previous = forms.FileField(
        label=_("上一年度的报告"),
        max_length=200,
        required=False,
        help_text=_("提供后一并核对上年结转、存量等跨年数据，格式要求相同。"),
        widget=forms.FileInput(attrs={"accept": READABLE}),
        error_messages={"empty": _EMPTY, "invalid": _EMPTY, "max_length": _NAME_TOO_LONG},
    )

    def __init__(self, *args: Any, too_large: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._too_large = too_large

    def clean(self) -> None:
        """Say of files that were not taken in at all that they are too large."""
        for name in self._too_large:
            self.errors.pop(name, None)
            message = _("文件超过%(limit)sMB的上限，请压缩其中的图片或只保留报告本身后重新提交。")
            self.add_error(name, forms.ValidationError(message % _LIMIT, code="too_large"))
