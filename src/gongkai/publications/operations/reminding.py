"""Reminders of what publishing must not let slip: each given once, however often anybody asks."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.messages.operations import notify
from gongkai.publications.models import Column, OfficialDocument, PublishingReminder
from gongkai.publications.queries.kept_up import site_state
from gongkai.publications.queries.monitoring import reassessments
from gongkai.publications.queries.publication_limits import ToPublish, to_publish
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.reminders import reminders_due

_LONGEST_TITLE = 60


class _Due(NamedTuple):
    """A reminder to be given: of what, of which kind and day, its words, and who is told."""

    about: str
    kind: str
    due_on: date
    text: str
    people: tuple[Officer, ...]


def remind(*, on: date, at: datetime) -> int:
    """Give every organ's reminders that are due and not given yet; return how many.

    Of the 20 working days (条例第二十六条) five and two days before, on the day and after it; of a
    re-assessment on its day (第十八条); of a column once each time it falls behind. Of several that
    come at once for one thing only the last puts a notice on anybody's screen. Each organ is a
    transaction of its own; two at once give none twice.
    """
    calendar = working_calendar()
    publishing = Exists(Column.objects.filter(agency=OuterRef("pk"))) | Exists(
        OfficialDocument.objects.filter(agency=OuterRef("pk"))
    )
    agencies = Agency.objects.filter(publishing).order_by("pk").values_list("pk", flat=True)
    return sum(_remind(key, on, at, calendar) for key in list(agencies))


@transaction.atomic
def _remind(key: int, on: date, at: datetime, calendar: WorkingCalendar) -> int:
    # Held, so that who comes second sees what the first has given.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=key)
    due = list(_due(agency, on, calendar))
    known = set(
        PublishingReminder.objects.filter(
            agency=agency, about__in={each.about for each in due}
        ).values_list("about", "kind", "due_on")
    )
    missing = [each for each in due if (each.about, each.kind, each.due_on) not in known]
    PublishingReminder.objects.bulk_create(
        PublishingReminder(
            agency=agency, about=each.about, kind=each.kind, due_on=each.due_on, sent_at=at
        )
        for each in missing
    )
    for last in {each.about: each for each in missing}.values():
        notify(officers=last.people, text=last.text[:300], subject=_subject(last), at=at)
    return len(missing)


def _due(agency: Agency, on: date, calendar: WorkingCalendar) -> Iterator[_Due]:
    heads = officers_with_role(agency, "OFFICE_HEAD", on)
    for line in to_publish(agency, on, calendar):
        yield from _limits(line, heads, on, calendar)
    for document in reassessments(agency, on):
        assert document.next_review_on is not None
        day = document.next_review_on
        text = (
            f"《{_short(document.title)}》应于{day}前重新评估是否可以公开（条例第十八条），"
            "请在“定期评估”中办理。"
        )
        people = _each_once([document.drafter, *heads])
        yield _Due(f"document:{document.pk}:reassess", "REASSESS", day, text, people)
    for state in site_state(agency, on).stale:
        since = min(each.since for each in state.stale)
        first = min(state.stale, key=lambda each: each.since)
        text = (
            f"栏目“{state.column.name}”自{state.listed.last_on}起没有新信息，已超过{first.days}天"
            f"（{first.source}）：{first.remedy}。"
        )
        yield _Due(f"column:{state.column.pk}", "STALE", since, text, tuple(heads))


def _limits(
    line: ToPublish, heads: Iterable[Officer], on: date, calendar: WorkingCalendar
) -> Iterator[_Due]:
    for kind, _for_on in reminders_due(line.due.on, on, calendar):
        assert line.due.on is not None
        late = kind.value == "OVERDUE"
        people = _each_once([line.officer, *(heads if late else ())])
        text = (
            f"《{_short(line.title)}》{line.formed_on}形成或者变更，应于{line.due.on}前主动公开"
            f"（条例第二十六条）：{line.urgency.words}，当前为{line.state}。"
        )
        yield _Due(line.about, kind.value, line.due.on, text, people)


def _each_once(people: Iterable[Officer]) -> tuple[Officer, ...]:
    return tuple({officer.pk: officer for officer in people}.values())


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _subject(due: _Due) -> str:
    return f"发布监测 {due.about}"
