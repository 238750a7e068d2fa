"""A file of the exchange or platform as an office hands it in, and how its columns are matched."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from gongkai.hotline.queries.outside.import_fields import KINDS, ImportField


class FileForm(forms.Form):
    """A file and what it holds."""

    kind = forms.ChoiceField(
        label=_("类别"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("类别：请选择话务系统话单或者12345平台工单。"),
            "invalid_choice": _("类别：请选择话务系统话单或者12345平台工单。"),
        },
    )
    file = forms.FileField(
        label=_("文件"),
        max_length=200,
        help_text=_("CSV（UTF-8或GB18030）或者Excel文件，不超过50MB、30万行。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"}),
        error_messages={
            "required": _("请选择要上传的文件。"),
            "empty": _("文件是空的，请重新导出后再上传。"),
            "max_length": _("文件名过长，请改短后再上传。"),
        },
    )


class ConfirmForm(forms.Form):
    """Whether lines at fault are left out."""

    without_faulty = forms.BooleanField(required=False)


class ColumnRow(NamedTuple):
    """One of our fields with what is chosen for it."""

    told: ImportField
    column: BoundField
    fixed: BoundField | None
    words: list[BoundField]


class ColumnsForm(forms.Form):
    """Which column is which field, fixed values, and what the words of a column mean."""

    lists_missed = forms.BooleanField(
        label=_("未接来电列入待回拨"),
        required=False,
        help_text=_("最近三天内未接、其后也没有接通的号码，列入待回拨号码。"),
    )

    def __init__(
        self,
        *args: Any,
        fields: tuple[ImportField, ...],
        headers: tuple[str, ...],
        words: dict[str, list[str]],
        is_calls: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._told, self._words = fields, words
        columns = [("", _("（没有这一列）")), *((each, each) for each in headers if each)]
        wrong = {"invalid_choice": _("没有这个选项，请从所列选项中选择。")}
        for each in fields:
            self.fields[f"column-{each.name}"] = forms.ChoiceField(
                label=each.label, choices=columns, required=False, error_messages=wrong
            )
            choices = list(each.choices.items())
            if each.may_be_fixed:
                self.fields[f"fixed-{each.name}"] = forms.ChoiceField(
                    label=each.label,
                    choices=[("", _("（按列）")), *choices],
                    required=False,
                    error_messages=wrong,
                )
            for place, word in enumerate(words.get(each.name, ())):
                self.fields[f"word-{each.name}-{place}"] = forms.ChoiceField(
                    label=word,
                    choices=[("", _("（不导入，作为错误列出）")), *choices],
                    required=False,
                    error_messages=wrong,
                )
        if not is_calls:
            del self.fields["lists_missed"]

    def rows(self) -> Iterator[ColumnRow]:
        """Yield each field with its choices."""
        for each in self._told:
            fixed = f"fixed-{each.name}"
            yield ColumnRow(
                each,
                self[f"column-{each.name}"],
                self[fixed] if fixed in self.fields else None,
                [
                    self[f"word-{each.name}-{place}"]
                    for place in range(len(self._words.get(each.name, ())))
                ],
            )

    def told(self, part: str) -> dict[str, str]:
        """Return what was chosen by field: for `part` "column" or "fixed"."""
        return {
            name.partition("-")[2]: value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{part}-")
        }

    def told_words(self) -> dict[str, dict[str, str]]:
        """Return what each word of a field was said to mean."""
        return {
            name: {
                word: self.cleaned_data.get(f"word-{name}-{place}", "")
                for place, word in enumerate(words)
            }
            for name, words in self._words.items()
        }


def first_values(
    mapping: dict[str, Any], fields: tuple[ImportField, ...], words: dict[str, list[str]]
) -> dict[str, Any]:
    """Return what the form begins with: what is remembered or guessed."""
    found: dict[str, Any] = {"lists_missed": mapping["lists_missed"]}
    for each in fields:
        found[f"column-{each.name}"] = mapping["fields"].get(each.name, "")
        found[f"fixed-{each.name}"] = mapping["fixed"].get(each.name, "")
        known = mapping["words"].get(each.name, {})
        for place, word in enumerate(words.get(each.name, ())):
            found[f"word-{each.name}-{place}"] = known.get(word) or each.code_of(word)
    return found
