"""What the city's office enters to sum its organs' reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.models import CollectionOrgan, ConsolidationAdjustment
from gongkai.annual_reports.operations.receiving import LARGEST_REPORT, READABLE
from gongkai.rules.reports.editions import Edition

_MOST = 1_000_000
_CARRIED_OUT = "carried_out"


class AdjustmentForm(forms.Form):
    """Cases to take out of the sum once: whose, where that organ counted them, how many, why."""

    organ = forms.ChoiceField(error_messages={"required": _("没有选择单位，请选择。")})
    row = forms.ChoiceField(error_messages={"required": _("没有选择计入的项目，请选择。")})
    column = forms.ChoiceField(error_messages={"required": _("没有选择计入的项目，请选择。")})
    number = forms.IntegerField(
        label=_("调减件数"),
        min_value=1,
        max_value=_MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("没有填写件数，请填写正整数。"),
            "invalid": _("件数须为正整数，请改正。"),
            "min_value": _("件数须为正整数，请改正。"),
            "max_value": _("件数过大，请核对。"),
        },
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("没有填写理由，请写明移送、转办或案件情况。")},
    )

    table: str
    labels: dict[str, Any]

    def __init__(
        self, organs: Sequence[CollectionOrgan], form: Edition, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=self.table, **kwargs)
        rows, columns = self.lines(form)
        choices = {
            "organ": [(str(organ.pk), organ.name) for organ in organs],
            "row": rows,
            "column": columns,
        }
        for name, listed in choices.items():
            field: Any = self.fields[name]
            field.choices = [("", _("（请选择）")), *listed]
            field.label = self.labels[name]

    def lines(self, form: Edition) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the choices of line and column."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """Return the path of the figure in which the organ counted the cases."""
        return f"{self.table}.{self.cleaned_data['row']}.{self.cleaned_data['column']}"


class TransferForm(AdjustmentForm):
    """Requests that one organ passed on to another of the same sum."""

    table = "requests"
    kind = ConsolidationAdjustment.Kind.TRANSFER
    labels = {"organ": _("转出单位"), "row": _("该单位计入的办理结果"), "column": _("申请人类型")}

    def lines(self, form: Edition) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the outcomes, and the kinds of applicants."""
        outcomes = [(row.key, row.full_label) for row in form.outcome_rows]
        carried_out = (_CARRIED_OUT, form.request_row(_CARRIED_OUT).full_label)
        columns = [(key, label) for key, label in form.request_columns if key != "total"]
        return [*outcomes, carried_out], columns


class CoDefendantForm(AdjustmentForm):
    """Lawsuits in which two organs of the sum stand as defendants together."""

    table = "disputes"
    kind = ConsolidationAdjustment.Kind.CO_DEFENDANT
    labels = {"organ": _("重复计入的单位"), "row": _("诉讼类别"), "column": _("诉讼结果")}

    def lines(self, form: Edition) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the routes of lawsuits, and their results."""
        routes = [
            (route.key, route.label)
            for route in form.dispute_routes
            if route.key != "reconsideration"
        ]
        return routes, [(key, label) for key, label in form.dispute_results if key != "total"]


class TypedReportForm(forms.Form):
    """A city report that somebody typed, to be held against the sum."""

    file = forms.FileField(
        label=_("已填写的汇总报告"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(READABLE)}),
        error_messages={
            "required": _("没有选择文件，请选择已填写的汇总报告。"),
            "empty": _("文件是空的，请重新保存后再上传。"),
            "max_length": _("文件名过长，请改短后再上传。"),
        },
    )

    def clean_file(self) -> Any:
        """Return the file, if it is of a fair size."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_REPORT:
            text = _("文件超过%(limit)sMB的上限，请只保留报告本身后再上传。")
            raise forms.ValidationError(text % {"limit": LARGEST_REPORT >> 20})
        return file
