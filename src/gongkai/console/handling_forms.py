"""What officers type into an application; each form carries the version of it that they saw."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Officer
from gongkai.console.ticket_forms import chosen_field, day_field, line_field, text_field
from gongkai.fund_services.operations.applications.acting import LONGEST_NOTE
from gongkai.fund_services.operations.applications.correcting import LONGEST_MISSING
from gongkai.fund_services.operations.applications.delivering import DeliveryWay
from gongkai.fund_services.operations.applications.refusing import LONGEST_BASIS
from gongkai.fund_services.queries.applications.listing import ApplicationsWanted
from gongkai.rules.service_forms import FormDefinition
from gongkai.rules.service_items import Audience
from gongkai.rules.service_lifecycle import Proposal

_ALL = [("", _("全部"))]
_OTHERS = 3


class ApplicationActForm(forms.Form):
    """Any act on an application: the version of it that the officer saw."""

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": _("页面不完整，请从办件页面重新打开。")},
    )

    def __init__(
        self,
        *args: Any,
        handlers: Sequence[Officer] = (),
        definition: FormDefinition | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.handlers = {str(each.pk): each for each in handlers}
        self.definition = definition
        if "handler" in self.fields:
            people = [(key, person.name) for key, person in self.handlers.items()]
            self.fields["handler"].choices = [("", _("请选择")), *people]

    def typed(self) -> dict[str, Any]:
        """Return what was typed as the operation takes it."""
        typed = dict(self.cleaned_data)
        if "handler" in typed:
            typed["handler"] = self.handlers[typed["handler"]]
        return typed


class AssignForm(ApplicationActForm):
    """Who handles it from now on."""

    handler = chosen_field(_("经办人"), ())
    note = line_field(_("交接说明"), "", 300, required=False)


_BASIS_HINT = _("法规名称和条款，或者本中心规定的名称和文号；申请人会看到。")


class NotAcceptForm(ApplicationActForm):
    """On what ground it is not accepted, and why."""

    basis = line_field(
        _("不予受理的依据"),
        _("不予受理的依据：未填写，请写明法规名称和条款，或者本中心规定的名称和文号。"),
        LONGEST_BASIS,
        help_text=_BASIS_HINT,
    )
    reason = text_field(
        _("不予受理的理由"),
        _("不予受理的理由：未填写，请写明本件不符合哪一项。"),
        LONGEST_NOTE,
        3,
        _("申请人会看到；复议机关和法院由系统写明。"),
    )


class ProposeForm(ApplicationActForm):
    """What is proposed, and what the applicant is to be told."""

    proposal = chosen_field(
        _("办理意见"),
        [(each.value, each.label) for each in Proposal],
        widget=forms.RadioSelect,
    )
    basis = line_field(
        _("不予办理的依据"), "", LONGEST_BASIS, required=False, help_text=_BASIS_HINT
    )
    reason = text_field(
        _("理由或者说明"),
        "",
        LONGEST_NOTE,
        3,
        _("不予办理的必须写明依据和理由，申请人会看到；复议机关和法院由系统写明。"),
        required=False,
    )

    def typed(self) -> dict[str, Any]:
        """Return what was typed as the operation takes it."""
        typed = super().typed()
        return typed | {"proposal": Proposal(typed["proposal"])}


class ReturnForm(ApplicationActForm):
    """Why a proposal goes back."""

    reason = line_field(_("退回意见"), _("退回意见：未填写，请说明需要核实或者修改之处。"), 300)


class ReopenForm(ApplicationActForm):
    """What was wrong with how it ended."""

    reason = line_field(_("更正的理由"), _("更正的理由：未填写，请写明原决定有何差错。"), 300)


class CorrectionForm(ApplicationActForm):
    """All that is missing or wrong at one time: by material, by field, and whatever else."""

    note = text_field(_("补充说明"), "", 500, 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, dict[str, str]] = {}
        note = self.fields.pop("note")
        form = self.definition
        for material in form.materials if form else ():
            self._add(f"m-{material.name}", material.label, {"material": material.name})
        for field in form.fields if form else ():
            if not field.is_read_only:
                self._add(f"f-{field.name}", field.label, {"field": field.name})
        for place in range(1, _OTHERS + 1):
            label = format_lazy("{label}{n}", label=_("其他"), n=place)
            self._add(f"o-{place}", label, {}, name=str(_("其他")))
        self.fields["note"] = note

    def _add(self, key: str, label: Any, named: dict[str, str], name: str = "") -> None:
        self.fields[key] = line_field(label, "", LONGEST_MISSING, required=False)
        self.asked[key] = {"name": name or str(label), **named}

    @property
    def materials(self) -> list[forms.BoundField]:
        """Return the lines of the form's materials."""
        return [self[key] for key in self.asked if key.startswith("m-")]

    @property
    def answers(self) -> list[forms.BoundField]:
        """Return the lines of the form's fields."""
        return [self[key] for key in self.asked if key.startswith("f-")]

    @property
    def others(self) -> list[forms.BoundField]:
        """Return the lines for whatever else is missing."""
        return [self[key] for key in self.asked if key.startswith("o-")]

    def typed(self) -> dict[str, Any]:
        """Return what was typed as the operation takes it."""
        told = self.cleaned_data
        missing = [
            {**named, "what": told[key]} for key, named in self.asked.items() if told.get(key)
        ]
        return {"version": told["version"], "note": told["note"], "missing": missing}


class DeliverForm(ApplicationActForm):
    """How a result was delivered, with its own document where there is one."""

    way = chosen_field(_("送达方式"), [(each.value, each.label) for each in DeliveryWay])
    note = line_field(
        _("送达说明"), "", 300, required=False, help_text=_("如文书名称、领取人；申请人会看到。")
    )
    document = forms.FileField(
        label=_("结果文件"),
        required=False,
        help_text=_("PDF，不超过20MB；申请人可以下载。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
    )

    def typed(self) -> dict[str, Any]:
        """Return what was typed as the operation takes it; the file is sealed by the view."""
        typed = super().typed()
        return typed | {"way": DeliveryWay(typed["way"])}


class PaymentForm(ApplicationActForm):
    """A sum that was paid or is to be paid."""

    amount = forms.DecimalField(
        label=_("金额（元）"),
        max_digits=14,
        decimal_places=2,
        error_messages={
            "required": _("金额：未填写，请填写。"),
            "invalid": _("金额：请填写数字，如 3600.00。"),
            "max_decimal_places": _("金额：最多两位小数，请改正。"),
            "max_digits": _("金额：数字过长，请改正。"),
            "max_whole_digits": _("金额：数字过长，请改正。"),
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = line_field(
        _("通知内容"), _("通知内容：未填写，请写明款项名称、账户和缴款或者划款情况。"), 300
    )
    until = day_field(_("缴款期限"), "", required=False)


class ApplicationFilterForm(forms.Form):
    """By what applications are looked for."""

    item = forms.ChoiceField(label=_("事项"), required=False)
    audience = forms.ChoiceField(
        label=_("办理对象"),
        required=False,
        choices=[*_ALL, *((each.value, each.label) for each in Audience)],
    )
    handler = forms.ChoiceField(label=_("经办人"), required=False)
    text = forms.CharField(
        label=_("受理号或账号"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        items: Sequence[tuple[int, str]],
        handlers: Sequence[Officer],
    ) -> None:
        super().__init__(data)
        people = [(str(each.pk), each.name) for each in handlers]
        self.fields["item"].choices = [*_ALL, *((str(key), name) for key, name in items)]
        self.fields["handler"].choices = [*_ALL, *people]
        self.is_valid()

    def wanted(self) -> ApplicationsWanted:
        """Return what was chosen; what cannot be is left out."""
        told = self.cleaned_data
        return ApplicationsWanted(
            item=int(told["item"]) if told.get("item") else None,
            audience=told.get("audience", ""),
            handler=int(told["handler"]) if told.get("handler") else None,
            text=told.get("text", ""),
        )
