"""What officers type to set up publishing: columns, stages, words, substitutions."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Officer, Role
from gongkai.console.case_forms import day_field, line_field
from gongkai.publications.models import SitePart
from gongkai.publications.operations.columns import LONGEST_INTERVAL, ColumnSettings
from gongkai.publications.queries.documents.attributes import known_values
from gongkai.rules.review_stages import Stage
from gongkai.rules.statutory_items import statutory_items

MOST_STAGES = 6
_USUAL = 3
_SIGNERS = [choice for choice in Role.choices if choice[0] != "CITY_OFFICE"]
_WHOLE = {"invalid": _("须为整数。")}


class StageRow(NamedTuple):
    """The fields of one stage, with its number."""

    number: int
    name: Any
    roles: Any
    checks: Any


class StagesForm(forms.Form):
    """Up to six stages in order; a row without anything is none."""

    def __init__(self, *args: Any, stages: tuple[Stage, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(MOST_STAGES):
            stage = stages[place] if place < len(stages) else Stage("", ())
            self.fields[f"stage_name_{place}"] = line_field(
                _("环节名称"), 40, 16, required=False, initial=stage.name
            )
            self.fields[f"stage_roles_{place}"] = forms.MultipleChoiceField(
                label=_("由谁签署"),
                choices=_SIGNERS,
                required=False,
                initial=list(stage.roles),
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"stage_checks_{place}"] = forms.CharField(
                label=_("核对事项，一行一项"),
                max_length=2000,
                required=False,
                initial="\n".join(stage.checks),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def plain(self) -> list[Any]:
        """Return the fields that are not of a stage."""
        return [field for field in self if not field.name.startswith("stage_")]

    @property
    def stage_rows(self) -> list[StageRow]:
        """Return the fields of each stage."""
        return [
            StageRow(place + 1, *(self[f"stage_{part}_{place}"] for part in _PARTS))
            for place in range(MOST_STAGES)
        ]

    @property
    def first_stages(self) -> list[StageRow]:
        """Return the fields of the usual three stages, and of all that hold something."""
        return [row for row in self.stage_rows if row.number <= _USUAL or self._is_filled(row)]

    @property
    def more_stages(self) -> list[StageRow]:
        """Return the fields of the stages that are still free."""
        return [row for row in self.stage_rows if row.number > _USUAL and not self._is_filled(row)]

    @staticmethod
    def _is_filled(row: StageRow) -> bool:
        return any(field.value() for field in row[1:])

    @property
    def stages(self) -> list[dict[str, Any]]:
        """Return the stages that were typed, as they are set."""
        found = []
        for place in range(MOST_STAGES):
            name, roles, checks = (self.cleaned_data[f"stage_{part}_{place}"] for part in _PARTS)
            lines = [line.strip() for line in checks.splitlines() if line.strip()]
            if name or roles or lines:
                found.append({"name": name, "roles": roles, "checks": lines})
        return found


_PARTS = ("name", "roles", "checks")


class ColumnForm(StagesForm):
    """A column; its own stages only where that is chosen."""

    code = line_field(
        _("栏目代码"),
        50,
        20,
        help_text=_("用在网址中，建立后不能修改；小写英文字母、数字和连字符。"),
    )
    name = line_field(_("栏目名称"), 50)
    part = forms.ChoiceField(
        label=_("所属部分"),
        choices=SitePart.choices,
        error_messages={"invalid_choice": _("请从列出的项中选择。")},
    )
    statutory_no = forms.ChoiceField(
        label=_("法定公开事项"),
        required=False,
        help_text=_("只有“法定主动公开内容”的栏目才选择。"),
        error_messages={"invalid_choice": _("请从列出的项中选择。")},
    )
    update_days = forms.IntegerField(
        label=_("更新周期（天）"),
        required=False,
        min_value=1,
        max_value=LONGEST_INTERVAL,
        help_text=_("本机关承诺至少多少天更新一次；超过时提醒。"),
        error_messages=_WHOLE,
    )
    position = forms.IntegerField(
        label=_("次序"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=_("数小的在前；不填排在最后。"),
        error_messages=_WHOLE,
    )
    own_stages = forms.BooleanField(
        label=_("本栏目另设审核环节（不选则采用本机关统一的环节）"), required=False
    )

    def __init__(self, *args: Any, agency: Agency, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]
        items = statutory_items(is_township=agency.kind == "TOWNSHIP")
        self.fields["statutory_no"].choices = [
            ("", _("（不选）")),
            *((item.no, f"{item.article} {item.short}") for item in items),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse stages that were typed, but would not be used."""
        typed = super().clean() or self.cleaned_data
        touched = any(name.startswith("stage_") for name in self.changed_data)
        if touched and not typed.get("own_stages"):
            self.add_error(
                "own_stages",
                _("修改了审核环节，但没有选择“另设审核环节”：请选择，或者恢复原来的环节。"),
            )
        return typed

    def settings(self) -> ColumnSettings:
        """Return what was typed of the column."""
        typed = self.cleaned_data
        return ColumnSettings(
            name=typed["name"],
            part=typed["part"],
            statutory_no=typed["statutory_no"],
            update_days=typed["update_days"],
            position=typed["position"],
            stages=self.stages if typed["own_stages"] else (),
        )


class PublishingSettingsForm(StagesForm):
    """What holds for the whole organ; empty means the default that is shown beside it."""

    title_limit = forms.IntegerField(
        label=_("标题字数上限"), required=False, min_value=1, error_messages=_WHOLE
    )
    reassess_months = forms.IntegerField(
        label=_("定期评估周期（月）"), required=False, min_value=1, error_messages=_WHOLE
    )
    document_word = line_field(
        _("发文机关代字"), 20, 20, required=False, help_text=_("用在发文字号中，如“某公积金”。")
    )
    document_head = line_field(
        _("发文机关标志"),
        60,
        required=False,
        help_text=_("红头文字，如“某某市住房公积金管理中心文件”。"),
    )

    local_attributes = forms.MultipleChoiceField(
        label=_("另设的公开属性"),
        required=False,
        choices=lambda: [(value.code, value.label) for value in known_values() if value.is_local],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("条例没有规定，只有当地公文公开属性办法规定了的才选择；按依申请公开办理。"),
    )

    def settings(self) -> dict[str, Any]:
        """Return what was typed, by the names of the operation."""
        names = (
            "title_limit", "reassess_months", "document_word", "document_head",
            "local_attributes",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names} | {"stages": self.stages}


class OwnWordForm(forms.Form):
    """One wrong or sensitive word."""

    wrong = line_field(_("错误表述"), 60, 24)
    right = line_field(
        _("规范表述"), 60, 24, required=False, help_text=_("没有对应说法的敏感词可不填。")
    )
    source = line_field(_("依据"), 200, help_text=_("文件名称、文号或者来源。"))


class WordListForm(forms.Form):
    """A file with words."""

    file = forms.FileField(
        label=_("CSV文件"),
        help_text=_("三列：错误表述、规范表述、依据；可有表头。"),
        error_messages={
            "required": _("请选择文件。"),
            "empty": _("文件是空的，请重新选择。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )


class SubstitutionForm(forms.Form):
    """Who stands in for whom, from when until when, and why."""

    principal = forms.ModelChoiceField(Officer.objects.none(), label=_("被代签人"))
    substitute = forms.ModelChoiceField(Officer.objects.none(), label=_("代签人"))
    from_on = day_field(_("开始日期"))
    until_on = day_field(_("结束日期"), help_text=_("含当日；一次最长一年。"))
    reason = line_field(_("事由"), 200, help_text=_("如：外出学习、休假。"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("principal", "substitute"):
            field = self.fields[name]
            field.queryset = Officer.objects.filter(agency=agency).order_by("name", "pk")
            field.empty_label = _("（请选择）")
            field.error_messages["required"] = _("请选择一人。")
            field.error_messages["invalid_choice"] = _("请从列出的人员中选择。")
