"""Whose form is filled in on a page, and how far: read once, and refused to everybody else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.fund_services.operations.applications.drafting import Drafted, open_draft, save_step
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.rights import (
    MayNotFile,
    acting_agent,
    require_may_file,
)
from gongkai.fund_services.queries.applications.drafts import content_of_draft, draft_of
from gongkai.fund_services.queries.applications.facts import KnownFacts, known_facts
from gongkai.fund_services.queries.applications.forms import (
    FormAltered,
    definition_of,
    form_in_force,
    item_with_code,
)
from gongkai.portal.filing_pages import code_in, filing_page, slug_of, step_address
from gongkai.portal.signed_in import fund_centre_of, who_is_here
from gongkai.rules.service_forms import FormDefinition

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Filling:
    """A form that somebody who is signed in fills in, with his draft of it, None before he begins.

    `agent` is the right by which it is filed, None for a worker's own business.
    """

    account: Any
    agent: Any
    item: Any
    form: Any
    definition: FormDefinition
    drafted: Drafted | None = None

    @property
    def code(self) -> str:
        """Return the code of the item."""
        return self.definition.item

    def known(self) -> KnownFacts:
        """Return what the business system tells now."""
        return known_facts(self.definition, self.account, self.agent)

    def told(self, known: KnownFacts) -> dict[str, str] | None:
        """Return what fields say that nobody types, None where the business system is away."""
        if known.away:
            return None
        return {
            field.name: known.facts.get(field.prefill, "")
            for field in self.definition.fields
            if field.is_read_only
        }


def filling_of(request: HttpRequest, slug: str) -> Filling:
    """Return the item's form that is filled in, with the draft if there is one.

    :raises Http404: if the centre offers no such item, or has no form for it
    :raises FormAltered: if the form is not what its digest says
    """
    on = timezone.localdate()
    item = item_with_code(fund_centre_of(request), code_in(slug), on)
    form = form_in_force(item, on) if item is not None else None
    if item is None or form is None:
        raise Http404
    here = who_is_here(request)
    definition = definition_of(form)
    agent = acting_agent(definition, here.agent)
    draft = draft_of(here.account, agent, item)
    filling = Filling(here.account, agent, item, form, definition)
    if draft is None:
        return filling
    if draft.form_id == form.pk:
        return replace(filling, drafted=_drafted(draft, definition))
    # The form changed since: what was typed goes over before anything else is shown.
    carried = open_draft(
        account=here.account, agent=agent, item=item, form=form, prefill={}, at=timezone.now()
    )
    return replace(filling, drafted=carried)


def in_draft(view: View) -> View:
    """Give a view the form that is filled in; whoever has none begins, whoever may not is told."""

    @wraps(view)
    def guarded(request: HttpRequest, item: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            filling = filling_of(request, item)
        except FormAltered:
            return out_of_order(request)
        try:
            require_may_file(filling.item, filling.definition, filling.account, filling.agent)
        except MayNotFile as refused:
            return may_not(request, filling, str(refused))
        if filling.drafted is None:
            return redirect("portal:filing-item", slug_of(filling.code))
        seen = request.POST.get("form", "")
        if request.method == "POST" and seen and seen != filling.form.digest:
            return _shown_before(request, filling)
        try:
            return view(request, filling, *args, **kwargs)
        except ApplicationRefused as refused:
            return told(request, filling, str(refused), 409)

    return guarded


def out_of_order(request: HttpRequest) -> HttpResponse:
    """Say that a form is not what it was when it was released, so that nothing is read by it."""
    context = {
        "page": filing_page(_("暂时不能办理")),
        "text": _("这个事项的表单校验没有通过，暂停网上办理，请到网点办理或者稍后再试。"),
    }
    return render(request, "portal/filing/told.html", context, status=503)


def may_not(request: HttpRequest, filling: Filling, text: str) -> HttpResponse:
    """Say that somebody may not file an item, and where he goes on."""
    return told(request, filling, text, 403, needs_agent=filling.definition.needs_agent)


def told(
    request: HttpRequest, filling: Filling, text: str, status: int, *, needs_agent: bool = False
) -> HttpResponse:
    """Say why a form cannot be filled in or sent now, and where to go on."""
    context = {
        "page": filing_page(_("不能办理"), filling.item.name, filling.code),
        "text": text,
        "needs_agent": needs_agent,
        "start": reverse("portal:filing-item", args=[slug_of(filling.code)]),
    }
    return render(request, "portal/filing/told.html", context, status=status)


def _drafted(draft: Any, definition: FormDefinition) -> Drafted:
    return Drafted(draft, content_of_draft(draft), definition)


def _shown_before(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Keep what was typed into a page of an earlier version, and show the new form."""
    if filling.drafted is not None:
        save_step(draft=filling.drafted.draft, values=request.POST.dict(), at=timezone.now())
    return redirect(step_address(filling.code, "1"))
