"""Two revisions of an item compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.revision_differences import differences
from gongkai.console.signing_forms import RevisionsForm
from gongkai.console.views.publishing.item import crumbs, item_at, revision_at


@require_safe
@staff
def compare(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show what changed from one revision to another, in one text or side by side."""
    one = item_at(desk, pk)
    numbers = list(one.revisions.order_by("-number").values_list("number", flat=True))
    if not numbers:
        raise NotHere(_("该信息还没有修订记录。"))
    first = {"earlier": numbers[min(1, len(numbers) - 1)], "later": numbers[0], "view": "inline"}
    sent = {name: request.GET.get(name) or value for name, value in first.items()}
    form = RevisionsForm(sent)
    if not form.is_valid():
        raise NotHere(_("没有这样的修订，请从修订记录中选择。"))
    earlier = revision_at(one, form.cleaned_data["earlier"])
    later = revision_at(one, form.cleaned_data["later"])
    context = {
        "title": _("比较修订"),
        "crumbs": [*crumbs(), (one.title, reverse("console:item", args=[pk]))],
        "agency": desk.agency,
        "item": one,
        "form": form,
        "numbers": numbers,
        "earlier": earlier,
        "later": later,
        "differences": differences(earlier.content, later.content),
        "view": form.cleaned_data["view"] or "inline",
    }
    return render(request, "console/publishing/compare.html", context)
