"""常见问题: what is often asked, by matter, and each answer with what it rests on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.hotline.queries.topics.tree import top_names
from gongkai.knowledge.queries.in_use import next_turn, public_answer, public_answers
from gongkai.portal.answer_groups import grouped
from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Article, Column, Crumb, Page
from gongkai.portal.participation_pages import PARTICIPATION
from gongkai.portal.site import site_of

ANSWERS = Column(
    name=gettext_lazy("常见问题"),
    description=gettext_lazy("办事中经常遇到的问题和答复，附依据和适用时间。"),
    keywords=gettext_lazy("常见问题,问答,政策咨询"),
    kind=gettext_lazy("互动交流"),
    route="portal:answers",
)


@require_safe
@kept_as_file
def answers(request: HttpRequest) -> HttpResponse:
    """List the questions that are answered, by matter."""
    agency = site_of(request).agency
    if agency is None:
        raise Http404
    on = timezone.localdate()
    reads(request, f"answers:{agency.pk}")
    until(request, lambda: beginning_of(next_turn(agency, on)))
    found = list(public_answers(agency, on))
    context = {
        "page": Page(title=ANSWERS.name, column=ANSWERS, crumbs=(_above(), Crumb(ANSWERS.name))),
        "groups": grouped(found, top_names(agency)),
        "total": len(found),
    }
    return render(request, "portal/answers/list.html", context)


@require_safe
@kept_as_file
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one question with its answer, its basis, and others of the same matter."""
    agency = site_of(request).agency
    on = timezone.localdate()
    found = public_answer(agency, pk, on) if agency else None
    if found is None or agency is None:
        raise Http404
    reads(request, f"answer:{pk}", f"answers:{agency.pk}")
    until(request, lambda: beginning_of(next_turn(agency, on)))
    same = public_answers(agency, on).filter(entry__topic_code=found.entry.topic_code)
    crumbs = (_above(), Crumb(ANSWERS.name, ANSWERS.address), Crumb(found.question))
    context = {
        "page": Page(
            title=found.question,
            column=ANSWERS,
            crumbs=crumbs,
            article=Article(found.question, found.released_at, agency.name),
            agency=agency,
        ),
        "answer": found,
        "organ": agency,
        "source": reverse("portal:item", args=[agency.code, found.item_id])
        if found.item is not None and found.item.state == "PUBLISHED"
        else "",
        "same": same.exclude(entry=pk)[:5] if found.entry.topic_code else (),
    }
    return render(request, "portal/answers/answer.html", context)


def _above() -> Crumb:
    return Crumb(PARTICIPATION.name, PARTICIPATION.address)
