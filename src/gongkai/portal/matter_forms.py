"""What people type besides requests: 条例第四十一条、第四十四条、第四十七条、第五十一条."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.portal.apply_forms import text_field
from gongkai.portal.pages import Text

_CONTACT = _("用于告知您办理结果。电话和电子邮箱至少填写一项。")


class MatterForm(forms.Form):
    """What every matter has."""

    REQUIRED: Mapping[str, Text] = {"text": _("内容：未填写，请写明具体事项和理由。")}

    name = text_field(_("姓名或者名称"), 100, autocomplete="name")
    phone = text_field(_("联系电话"), 30, inputmode="tel", autocomplete="tel")
    email = text_field(_("电子邮箱"), 100, inputmode="email", autocomplete="email")
    text = text_field(_("内容"), 5000, rows=6)

    def clean(self) -> dict[str, str]:
        """Say of each field what is missing."""
        for field, message in self.REQUIRED.items():
            if field not in self.errors and not self.cleaned_data.get(field, "").strip():
                self.add_error(field, message)
        return self.cleaned_data


class RecordForm(MatterForm):
    """A correction of one's own record."""

    REQUIRED = {
        "name": _("姓名或者名称：未填写，请填写本人姓名或者单位名称。"),
        "identity_number": _("证件号码：未填写，请填写本人证件号码。"),
        "text": _("内容：未填写，请写明哪一项记录不准确、应当怎样更正。"),
    }

    identity_number = text_field(
        _("证件号码"), 30, _("用于核对记录与您自身相关，加密保存。"), autocomplete="off"
    )
    text = text_field(
        _("不准确的记录和更正要求"),
        5000,
        _("请写明是哪一项记录、现在怎样记载、应当怎样记载。"),
        rows=6,
    )
    field_order = ("name", "identity_number", "phone", "email", "text")

    def clean(self) -> dict[str, str]:
        """Insist on a way to tell the result."""
        super().clean()
        if not (self.cleaned_data.get("phone") or self.cleaned_data.get("email")):
            self.add_error("phone", _("联系方式：联系电话和电子邮箱至少填写一项。"))
        return self.cleaned_data


class ProposalForm(MatterForm):
    """A proposal to publish something."""

    REQUIRED = {
        "title": _("信息名称：未填写，请写明建议公开的信息名称。"),
        "text": _("建议理由：未填写，请写明为什么应当让公众知道。"),
    }

    title = text_field(_("建议公开的信息"), 200, _("尽量写明名称、文号或者年份。"))
    text = text_field(_("建议理由"), 5000, rows=5)
    name = text_field(_("姓名或者名称"), 100, _("可以不填。"), autocomplete="name")
    field_order = ("title", "text", "name", "phone", "email")


class ComplaintForm(MatterForm):
    """A complaint about disclosure work."""

    about_number = text_field(
        _("相关申请的登记号"), 40, _("因某一件公开申请投诉的填写，没有的不填。")
    )
    name = text_field(_("姓名或者名称"), 100, _("可以不填。"), autocomplete="name")
    text = text_field(
        _("投诉举报的内容"), 5000, _("请写明时间、事项，以及认为哪里没有依法公开。"), rows=6
    )
    field_order = ("about_number", "text", "name", "phone", "email")


class MatterPage(NamedTuple):
    """One of the three pages: the code of its kind, its words, its form."""

    kind: str
    title: Text
    lead: Text
    form: type[MatterForm]
    files_hint: Text


PAGES: Mapping[str, MatterPage] = MappingProxyType(
    {
        "gengzheng": MatterPage(
            "RECORD_CORRECTION",
            _("更正本人信息"),
            _(
                "有证据证明本机关提供的与您自身相关的政府信息记录不准确的，可以要求更正（条例第四十一条）。"
                "本机关无权更正的，会转送有权更正的机关或者告知您向谁提出。"
            ),
            RecordForm,
            _("须上传证明记录不准确的证据材料。"),
        ),
        "jianyi": MatterPage(
            "PROPOSAL",
            _("建议主动公开"),
            _(
                "认为某项政府信息应当让公众广泛知晓的，可以建议本机关主动公开（条例第四十四条）。"
                "研究同意的，本机关及时公开。"
            ),
            ProposalForm,
            _("可以上传相关材料。"),
        ),
        "tousu": MatterPage(
            "COMPLAINT",
            _("投诉举报"),
            _(
                "认为本机关没有依法公开政府信息，或者在公开工作中侵犯您合法权益的，可以在这里反映；"
                "也可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，"
                "或者依法申请行政复议、提起行政诉讼（条例第五十一条）。"
            ),
            ComplaintForm,
            _("可以上传相关材料。"),
        ),
    }
)
"""By what stands in the address."""
