"""What officers type into the drafting form (发文稿纸) of an official document."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.documents.official.document import URGENCIES
from gongkai.publications.models import Column, LegalChange, LegalDocument, OfficialDocument
from gongkai.publications.operations.documents.drafting import (
    AttachmentContent,
    ChangeContent,
    DocumentContent,
)
from gongkai.publications.queries.documents.attributes import offered_values
from gongkai.publications.queries.documents.normative import in_force
from gongkai.publications.queries.documents.page_text import typed_body
from gongkai.publications.queries.records import columns_of
from gongkai.rules.attributes import DisclosureAttribute, grounds_for
from gongkai.rules.document_kinds import OfficialKind, supported_kinds

_BLANK_ROWS = 2
_MOST_ROWS = 40
_ORDER = (
    "kind", "series", "title", "addressees", "body", "copies_to", "urgency", "signatory",
    "has_seal", "joint_with", "attendance", "attribute", "ground", "reason", "forwards",
    "forwarded_attribute", "column", "is_normative", "effective_on", "valid_until",
)  # fmt: skip


def ground_choices() -> list[tuple[str, Any]]:
    """Return the grounds for not publishing, below the value each fits (条例第十三条至第十六条)."""
    groups = []
    for value in (DisclosureAttribute.ON_REQUEST, DisclosureAttribute.WITHHELD):
        rows = [
            (ground.code, f"{ground.label}（{ground.article.partition('》')[2]}）")
            for ground in grounds_for(value)
        ]
        groups.append((value.label, rows))
    return [("", "———"), *groups]


def _line(label: Any, most: int, size: int = 40, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("required", False)
    widget = forms.TextInput(attrs={"size": size, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, widget=widget, **kwargs)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": format_lazy(_("{}：请填写年-月-日，如 2026-03-01。"), label)},
    )


class AttributeForm(forms.Form):
    """公开属性 with ground and reason, and the column where the item goes."""

    attribute = forms.ChoiceField(
        label=_("公开属性"),
        widget=forms.RadioSelect,
        error_messages={"required": _("公开属性：请选择。")},
    )
    ground = forms.ChoiceField(
        label=_("依据条款"),
        required=False,
        choices=ground_choices,
        help_text=_("依申请公开、不予公开必选；都不符合的，应当主动公开。"),
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        required=False,
        help_text=_("依申请公开、不予公开必填，结合本件内容写明。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    column = forms.TypedChoiceField(
        label=_("公开栏目"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("主动公开的必选：签发后自动在该栏目起草信息。"),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = columns_of(agency).filter(is_closed=False)
        self._columns: dict[int, Column] = {row.pk: row for row in rows}
        offered = [(value.code, value.label) for value in offered_values(agency)]
        self.fields["attribute"].choices = offered
        choices = [("", "———"), *((pk, row.name) for pk, row in self._columns.items())]
        self.fields["column"].choices = choices

    @property
    def decided(self) -> dict[str, Any]:
        """Return attribute, ground, reason and column as operations take them."""
        given = {name: self.cleaned_data[name] for name in ("attribute", "ground", "reason")}
        return given | {"column": self._columns.get(self.cleaned_data["column"] or 0)}


class DocumentForm(AttributeForm):
    """The drafting form: what is printed, the attribute, attachments, what it repeals."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("文种"))
    title = forms.CharField(
        label=_("标题"),
        max_length=200,
        required=False,
        help_text=_("由事由和文种组成，如“关于调整2026年度缴存基数的通知”。"),
        widget=forms.TextInput(attrs={"size": 60, "autocomplete": "off"}),
    )
    series = _line(
        _("发文机关代字"), 40, 16, help_text=_("如“某公积金发”；不填按发布设置自动带出。")
    )
    addressees = _line(
        _("主送机关"),
        500,
        60,
        help_text=_("同类用顿号，不同类用逗号，如“各县（市）区管理部，各单位”。"),
    )
    body = forms.CharField(
        label=_("正文"),
        required=False,
        strip=False,
        help_text=_("每段一行。“一、”“（一）”“1.”“（1）”开头的自动排为层次标题。"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )
    copies_to = _line(_("抄送机关"), 500, 60)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), required=False, choices=[("", "———"), *((u, u) for u in URGENCIES)]
    )
    signatory = _line(
        _("签发人（上行文填写）"), 50, 12, help_text=_("印在红头上，须与签发的人一致。")
    )
    has_seal = forms.BooleanField(label=_("加盖印章"), required=False)
    joint_with = forms.CharField(
        label=_("联合发文机关"),
        required=False,
        max_length=1000,
        help_text=_("每行一个，不含本机关；本机关牵头，公开属性由本机关确定（条例第十条）。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attendance = forms.CharField(
        label=_("出席人员（纪要填写）"),
        required=False,
        max_length=2000,
        help_text=_("每行以“出席：”“请假：”“列席：”开头，姓名用顿号隔开。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    forwards = _line(_("所转发的文件"), 200, 40, help_text=_("转发其他机关文件的填写名称和文号。"))
    forwarded_attribute = forms.ChoiceField(
        label=_("原文公开属性"),
        required=False,
        help_text=_("转发件与原文一致；原文未标注的，由本机关确定。"),
    )
    is_normative = forms.BooleanField(
        label=_("行政规范性文件"),
        required=False,
        help_text=_("签发后自动登记，计入年度报告。"),
    )
    effective_on = _day(_("施行日期"))
    valid_until = _day(_("有效期至"))

    field_order = _ORDER

    def __init__(self, *args: Any, agency: Agency, on: date, **kwargs: Any) -> None:
        super().__init__(*args, agency=agency, **kwargs)
        offered = self.fields["attribute"].choices
        self.fields["forwarded_attribute"].choices = [("", _("未标注")), *offered]
        kinds = [kind.value for kind in supported_kinds()]
        held = self.initial.get("kind")
        if held and held not in kinds:
            kinds.append(held)
        self.fields["kind"].choices = [(kind, OfficialKind(kind).label) for kind in kinds]
        self.register: dict[int, LegalDocument] = {row.pk: row for row in in_force(agency, on)}
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = format_lazy(
                    _("{}：没有所选的选项，请重新选择。"), field.label
                )

    @property
    def attachment_rows(self) -> list[dict[str, Any]]:
        """Return the rows of attachments as they were typed, with empty ones to go on."""
        if self.is_bound:
            names = self.data.getlist("attachment")[:_MOST_ROWS]
            attributes = self.data.getlist("attachment_attribute")
            bodies = self.data.getlist("attachment_body")
            rows = [
                {"name": name, "attribute": attribute, "body": body.replace("\r\n", "\n")}
                for name, attribute, body in zip(names, attributes, bodies, strict=False)
            ]
        else:
            rows = list(self.initial.get("attachments", []))
        blanks = sum(not row["name"].strip() for row in rows)
        empty = {"name": "", "attribute": "", "body": ""}
        return rows + [empty] * max(_BLANK_ROWS - blanks, 0)

    @property
    def change_rows(self) -> list[dict[str, Any]]:
        """Return the rows of documents repealed or amended, with an empty one to go on."""
        if self.is_bound:
            rows = [
                {"document": key, "change": change, "on": day}
                for key, change, day in zip(
                    self.data.getlist("changed")[:_MOST_ROWS],
                    self.data.getlist("change"),
                    self.data.getlist("changed_on"),
                    strict=False,
                )
            ]
        else:
            rows = [
                row | {"document": str(row["document"])} for row in self.initial.get("changes", [])
            ]
        if all(row["document"] for row in rows):
            rows.append({"document": "", "change": "REPEALED", "on": ""})
        return rows

    @property
    def register_choices(self) -> list[tuple[str, str]]:
        """Return the documents in force that may be repealed or amended."""
        return [
            (str(pk), f"{row.title}（{row.document_no or row.made_on}）")
            for pk, row in self.register.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Read the rows of attachments and of changed documents."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["attachments"] = [
            AttachmentContent(
                row["name"], row["attribute"] or given.get("attribute", ""), row["body"]
            )
            for row in self.attachment_rows
            if row["name"].strip() or row["body"].strip()
        ]
        given["changes"] = list(self._changes())
        return given

    def _changes(self) -> Any:
        for row in self.change_rows:
            if not row["document"]:
                continue
            key = row["document"]
            document = self.register.get(int(key) if key.isascii() and key.isdigit() else 0)
            if document is None:
                self.add_error(None, _("废止和修改的文件：所选文件已不在有效文件中，请重新选择。"))
                continue
            try:
                day = date.fromisoformat(row["on"]) if row["on"] else None
            except ValueError:
                self.add_error(
                    None,
                    format_lazy(
                        _("废止和修改的文件：日期“{}”无效，请填写年-月-日，如 2026-03-01。"),
                        row["on"][:20],
                    ),
                )
                continue
            yield ChangeContent(document, row["change"], day)

    @property
    def content(self) -> DocumentContent:
        """Return what was typed."""
        given = self.cleaned_data
        names = (
            "kind", "title", "series", "addressees", "copies_to", "urgency", "signatory",
            "has_seal", "attendance", "forwards", "forwarded_attribute", "is_normative",
            "effective_on", "valid_until", "attachments", "changes",
        )  # fmt: skip
        return DocumentContent(
            **{name: given[name] for name in names},
            **self.decided,
            body=given["body"].replace("\r\n", "\n"),
            joint_with=given["joint_with"].splitlines(),
        )


CHANGES = [row for row in LegalChange.choices if row[0] in ("REPEALED", "AMENDED")]
"""What a document can do to one in force."""


def initial_of(document: OfficialDocument) -> dict[str, Any]:
    """Return what the drafting form of a document begins with."""
    names = [name for name in DocumentForm.base_fields if name not in ("joint_with", "column")]
    return {
        **{name: getattr(document, name) for name in names},
        "body": typed_body(document.body),
        "joint_with": "\n".join(document.joint_with),
        "column": document.column_id,
        "attachments": document.attachments,
        "changes": document.changes,
    }
