"""What officers type into an item of information."""

import re
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, FileUse, Item, LinkKind, Validity
from gongkai.publications.operations.drafting import ItemContent
from gongkai.publications.queries.records import columns_of

_DAY = {"type": "date"}
_MOMENT = {"type": "datetime-local", "step": "60"}
_MOMENT_FORMAT = "%Y-%m-%dT%H:%M"
_STORED = re.compile(r'"file:([0-9]{1,12})"')


def _text(label: Any, size: int, most: int, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("required", False)
    widget = forms.TextInput(attrs={"size": size})
    return forms.CharField(label=label, max_length=most, widget=widget, **kwargs)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        error_messages={"invalid": format_lazy(_("{}：请填写年-月-日，如 2026-03-01。"), label)},
    )


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=[_MOMENT_FORMAT, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs=_MOMENT, format=_MOMENT_FORMAT),
        error_messages={
            "invalid": format_lazy(_("{}：请填写日期和时间，如 2026-03-01 09:00。"), label)
        },
    )


class ItemForm(forms.Form):
    """Text and metadata of an item; its files and links are added beside it."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("标题"),
        max_length=200,
        widget=forms.TextInput(attrs={"size": 60, "autocomplete": "off"}),
        error_messages={"required": _("标题：未填写，请填写标题。")},
    )
    body = forms.CharField(
        label=_("正文"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )
    summary = forms.CharField(
        label=_("内容概述"),
        max_length=500,
        required=False,
        help_text=_("送审前必填：用一两句话概括内容，随目录公开。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    column = forms.TypedChoiceField(label=_("主栏目"), coerce=int)
    also_in = forms.TypedMultipleChoiceField(
        label=_("同时列入"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    formed_on = _day(_("成文日期"))
    document_no = _text(_("发文字号"), 18, 60)
    issuer = _text(_("发文机关"), 24, 100)
    topic = _text(_("主题分类"), 18, 60)
    validity = forms.ChoiceField(label=_("有效性"), choices=Validity.choices)
    effective_on = _day(_("实施日期"))
    invalid_on = _day(_("废止或失效日期"))
    audience = _text(_("公开范围"), 14, 40)
    source = _text(_("信息来源"), 24, 100)
    keywords = _text(_("关键词"), 24, 100)
    publish_at = _moment(_("定时发布"))
    expire_at = _moment(_("到期撤下"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = {column.pk: column for column in columns_of(agency)}
        open_ones = [column for column in self._columns.values() if not column.is_closed]
        choices = [(column.pk, column.name) for column in open_ones]
        self.fields["column"].choices = choices
        self.fields["also_in"].choices = choices
        for name in ("column", "validity"):
            self.fields[name].error_messages["invalid_choice"] = format_lazy(
                _("{}：没有所选的选项，请重新选择。"), self.fields[name].label
            )

    def clean_body(self) -> str:
        """Return the text as it is stored: its files by their keys, not by their addresses."""
        return stored_body(self.cleaned_data["body"].replace("\r\n", "\n"))

    @property
    def content(self) -> ItemContent:
        """Return what was typed."""
        given = dict(self.cleaned_data)
        given.pop("version")
        column: Column = self._columns[given.pop("column")]
        main = column.pk
        also_in = tuple(self._columns[key] for key in given.pop("also_in") if key != main)
        return ItemContent(column=column, also_in=also_in, **given)


METADATA = (
    (_("目录信息"), ("column", "formed_on", "document_no", "issuer", "topic")),
    (_("有效性"), ("validity", "effective_on", "invalid_on", "audience")),
    (_("来源与时间"), ("source", "keywords", "publish_at", "expire_at")),
)


def initial_of(item: Item) -> dict[str, Any]:
    """Return what the form of an item begins with."""
    names = [name for name in ItemForm.base_fields if name not in ("body", "column", "also_in")]
    return {
        **{name: getattr(item, name) for name in names},
        "body": shown_body(item.body),
        "column": item.column_id,
        "also_in": list(item.also_in.values_list("pk", flat=True)),
    }


def shown_body(body: str) -> str:
    """Return a text with addresses at which officers reach its files."""
    return _STORED.sub(lambda found: f'"{_address(found[1])}"', body)


def stored_body(body: str) -> str:
    """Return a text with the keys of its files in place of their addresses."""
    before, after = _address("0").split("0")
    pattern = (
        rf'(["\'])(?:https?://[^/"\']+)?{re.escape(before)}([0-9]{{1,12}}){re.escape(after)}\1'
    )
    return re.sub(pattern, r'"file:\2"', body)


def _address(key: str) -> str:
    return reverse("console:item-file", args=[key])


class NewItemForm(forms.Form):
    """What a draft begins with: a column, and a title or a Word file."""

    column = forms.TypedChoiceField(
        label=_("主栏目"),
        coerce=int,
        error_messages={"required": _("主栏目：请选择栏目。")},
    )
    title = forms.CharField(
        label=_("标题"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 60, "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("导入Word文件"),
        required=False,
        max_length=200,
        help_text=_("选填。.docx 文件的标题、正文结构、表格和图片一并导入，格式和隐藏内容不带入。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"empty": _("导入Word文件：文件是空的，请重新选择。")},
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = {row.pk: row for row in columns_of(agency).filter(is_closed=False)}
        choices = [(pk, row.name) for pk, row in self._columns.items()]
        self.fields["column"].choices = choices if len(choices) == 1 else [("", "———"), *choices]

    def clean(self) -> dict[str, Any]:
        """Insist on a title or a file to take it from."""
        given = self.cleaned_data
        if not given.get("title") and not given.get("file") and not self.errors:
            self.add_error("title", _("标题：请填写标题，或者选择要导入的Word文件。"))
        return given

    @property
    def chosen(self) -> Column:
        """Return the column chosen."""
        return self._columns[self.cleaned_data["column"]]


class FileForm(forms.Form):
    """A file to add to an item."""

    use = forms.ChoiceField(label=_("用途"), choices=FileUse.choices, required=False)
    file = forms.FileField(
        label=_("文件"),
        max_length=200,
        error_messages={
            "required": _("文件：请选择要添加的文件。"),
            "empty": _("文件：所选文件是空的，请重新选择。"),
            "max_length": _("文件：文件名过长，请改短后再选。"),
        },
    )
    alt_text = forms.CharField(
        label=_("图片、视频的文字说明"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 30}),
    )


class LinkForm(forms.Form):
    """Another item to link to."""

    target = forms.IntegerField(
        min_value=1, error_messages={"required": _("关联信息：请先查找并选择一条信息。")}
    )
    kind = forms.ChoiceField(label=_("关系"), choices=LinkKind.choices)
