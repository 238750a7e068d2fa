"""What officers type of reconsiderations and lawsuits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import DisputeResult, DisputeRoute
from gongkai.console.case_forms import choice_field, day_field, line_field, text_field


class DisputeForm(forms.Form):
    """A reconsideration or lawsuit as its papers tell it."""

    number = line_field(
        _("所涉申请的登记号"),
        40,
        20,
        required=False,
        help_text=_("仅作为复议机关共同被告的不填。"),
    )
    route = choice_field(_("途径"), DisputeRoute.choices)
    organ = line_field(_("受理机关"), 100, help_text=_("复议机关或者法院的全称。"))
    case_no = line_field(_("案号"), 100, required=False)
    filed_on = day_field(_("受理日期"))
    as_reconsideration_organ = forms.BooleanField(
        label=_("本机关仅作为复议机关被列为共同被告"),
        required=False,
        help_text=_("原行为不是本机关作出的，不计入本机关年报（国办公开办函〔2016〕201号）。"),
    )
    note = text_field(_("说明"), 500, rows=2, required=False)


class DisputeCloseForm(forms.Form):
    """How a dispute ended."""

    result = choice_field(_("结果"), DisputeResult.choices)
    closed_on = day_field(_("审结日期"))
    note = text_field(_("说明"), 500, rows=2, required=False)
