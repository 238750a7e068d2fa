"""What officers ask the list of items for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Officer
from gongkai.console.case_forms import day_field
from gongkai.publications.models import ItemState
from gongkai.publications.queries.item_lists import ItemsWanted
from gongkai.publications.queries.records import columns_of

_ANY = [("", _("全部"))]


class ItemFilterForm(forms.Form):
    """The filters above the list of items."""

    column = forms.TypedChoiceField(label=_("栏目"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("状态"), required=False)
    person = forms.TypedChoiceField(label=_("起草人"), required=False, coerce=int, empty_value=None)
    since = day_field(_("变动自"), required=False)
    until = day_field(_("至"), required=False)
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("标题、文号或索引号"), "size": 18}),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["column"].choices = _ANY + list(columns_of(agency).values_list("pk", "name"))
        fields["state"].choices = _ANY + list(ItemState.choices)
        officers = Officer.objects.filter(agency=agency).order_by("pk")
        fields["person"].choices = _ANY + list(officers.values_list("pk", "name"))

    def wanted(self) -> ItemsWanted:
        """Return what is asked for; what is invalid asks for nothing."""
        given = self.cleaned_data
        return ItemsWanted(
            column=given.get("column"),
            state=given.get("state", ""),
            person=given.get("person"),
            since=given.get("since"),
            until=given.get("until"),
            text=given.get("q", ""),
        )
