"""Which column of a file is which field of ours, and what its words mean."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.import_forms import ColumnsForm, first_values
from gongkai.console.refusals import REFUSED
from gongkai.hotline.operations.outside.import_files import MappingRefused, set_mapping
from gongkai.hotline.permissions import require_desk_head
from gongkai.hotline.queries.outside.import_fields import fields_of
from gongkai.hotline.queries.outside.import_runs import (
    first_mapping,
    run_of,
    sample_of,
    shown_rows,
    words_to_map,
)
from gongkai.hotline.tasks import start_check


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def columns(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show the columns of a file, and remember which is which."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    run = run_of(desk.agency, pk)
    if run is None:
        raise NotHere(_("没有这份文件，可能不属于您所在的机关。"))
    headers = sample_of(run).headers
    if not headers:
        return redirect("console:import", pk=pk)
    page = _Page(desk, run, headers, request.POST if request.method == "POST" else None)
    if request.method == "POST" and page.is_kept():
        start_check(run, on=desk.on, at=desk.at)
        messages.success(request, _("已记住对应关系，以后表头相同的文件直接检查。"))
        return redirect("console:import", pk=pk)
    context = {
        "title": _("对应关系"),
        "crumbs": [
            (_("话单和工单导入"), reverse("console:imports")),
            (run.original_name, reverse("console:import", args=[pk])),
        ],
        "agency": desk.agency,
        "run": run,
        "form": page.form,
        "made_for": page.made_for,
        "problems": page.problems,
        "headers": headers,
        "rows": shown_rows(run, page.chosen),
        "may_discard": not run.is_over and run.state != "IMPORTING",
    }
    status = 400 if page.problems else 200
    return render(request, "console/hotline/imports/columns.html", context, status=status)


class _Page:
    """The page's form: what is chosen, and for which columns the words on it were asked."""

    def __init__(self, desk: Desk, run: Any, headers: tuple[str, ...], told: Any) -> None:
        self.desk, self.run, self.headers = desk, run, headers
        self.fields = fields_of(run.kind)
        self.problems: list[str] = []
        mapping = first_mapping(run)
        self.chosen: dict[str, str] = dict(mapping["fields"])
        self.made_for = self.chosen
        if told is not None:
            self.chosen = {each.name: told.get(f"column-{each.name}", "") for each in self.fields}
            self.made_for = {
                each.name: told.get(f"made-for-{each.name}", "") for each in self.fields
            }
        self.form = self._form(mapping, words_to_map(run, self.made_for), told)

    def is_kept(self) -> bool:
        """Remember what is chosen; where it is not complete, show it again with what is missing."""
        if not self.form.is_valid():
            self.problems = [_("没有这个选项，请从所列选项中选择。")]
            return False
        words = words_to_map(self.run, self.chosen)
        is_same = {name: self.chosen[name] == self.made_for[name] for name in self.chosen}
        told: dict[str, Any] = {
            "fields": self.form.told("column"),
            "fixed": self.form.told("fixed"),
            "words": {
                name: codes
                for name, codes in self.form.told_words().items()
                if name in words and is_same[name]
            },
            "lists_missed": self.form.cleaned_data.get("lists_missed", False),
        }
        unknown = [
            each.label
            for each in self.fields
            if not is_same[each.name] and not all(map(each.code_of, words.get(each.name, ())))
        ]
        if unknown:
            names = {"names": "、".join(unknown)}
            self.problems = [_("%(names)s：请核对各个取值的含义。") % names]
        elif self._set(told):
            return True
        self.form, self.made_for = self._form(told, words), self.chosen
        return False

    def _set(self, told: dict[str, Any]) -> bool:
        desk = self.desk
        try:
            set_mapping(run=self.run, officer=desk.officer, on=desk.on, at=desk.at, **told)
        except MappingRefused as refused:
            self.problems = [text for _field, text in refused.problems]
        except REFUSED as refused:
            self.problems = [str(refused)]
        return not self.problems

    def _form(
        self, mapping: dict[str, Any], words: dict[str, list[str]], told: Any = None
    ) -> ColumnsForm:
        return ColumnsForm(
            told,
            initial=first_values(mapping, self.fields, words),
            fields=self.fields,
            headers=self.headers,
            words=words,
            is_calls=self.run.kind == "CALLS",
        )
