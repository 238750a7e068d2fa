"""What officers type to hide a part of a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.rules.withholding import grounds

_EDGES = (
    ("left", _("左边（%）")),
    ("top", _("上边（%）")),
    ("right", _("右边（%）")),
    ("bottom", _("下边（%）")),
)


class AreaForm(forms.Form):
    """One more area or text to hide, on what ground and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        label=_("依据"),
        error_messages={
            "required": _("请选择依据的条款。"),
            "invalid_choice": _("请从列出的条款中选择。"),
        },
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        help_text=_(
            "写入答复书，如：涉及第三方身份证号码，公开会损害其合法权益。请勿写出被隐去的内容。"
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明隐去的理由。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the grounds of the regulation."""
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择"))] + [
            (code, f"{ground.article.rpartition('》')[2]}　{ground.label}")
            for code, ground in grounds().items()
        ]


class TextForm(AreaForm):
    """A text to hide in a Word file, wherever it stands."""

    text = forms.CharField(
        label=_("要隐去的文字"),
        max_length=2_000,
        help_text=_(
            "每行一项；全文、表格、页眉页脚、脚注和文本框中的都会隐去，不论全角半角、是否断行。"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请填写要隐去的文字。")},
    )
    field_order = ("text", "ground", "reason")


class BoxForm(AreaForm):
    """A box on a page, its edges in per cent of the page."""

    page = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("另须查找的文字"),
        required=False,
        max_length=2_000,
        help_text=_("每行一项。方框下的文字自动查找；扫描件没有文字，请在此填写。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    elsewhere = forms.CharField(
        label=_("同样的文字可以留在别处的理由"),
        required=False,
        max_length=300,
        help_text=_("一般不填。填写后，正文别处出现同样文字不算泄漏，由复核人一并判断。"),
        widget=forms.TextInput(attrs={"size": 40}),
    )
    field_order = ("left", "top", "right", "bottom", "ground", "reason", "text", "elsewhere")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add a field for each edge."""
        super().__init__(*args, **kwargs)
        for name, label in _EDGES:
            self.fields[name] = forms.FloatField(
                label=label,
                min_value=0,
                max_value=100,
                widget=forms.NumberInput(attrs={"step": "0.01", "min": 0, "max": 100}),
                error_messages={
                    "required": _("请在页面上标出方框，或填写四边的位置。"),
                    "invalid": _("须为0到100的数。"),
                    "min_value": _("须为0到100的数。"),
                    "max_value": _("须为0到100的数。"),
                },
            )
        self.order_fields(self.field_order)

    @property
    def edges(self) -> list[forms.BoundField]:
        """Return the fields of the four edges."""
        return [self[name] for name, _label in _EDGES]

    @property
    def others(self) -> list[forms.BoundField]:
        """Return the fields that are shown below the edges."""
        return [self[name] for name in ("ground", "reason", "text", "elsewhere")]

    def clean(self) -> dict[str, Any]:
        """Return the edges as one box, as shares of the page."""
        cleaned = self.cleaned_data
        edges = [cleaned.pop(name, None) for name, _label in _EDGES]
        if not any(edge is None for edge in edges):
            cleaned["box"] = tuple(edge / 100 for edge in edges)
        return cleaned
