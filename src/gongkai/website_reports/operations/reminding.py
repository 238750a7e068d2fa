"""Reminders that last year's form is to be public by 31 January, each given once."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.messages.operations import notify
from gongkai.rules.reminders import reminders_due
from gongkai.rules.website_form import due_day, form_title
from gongkai.sites.models import Site
from gongkai.website_reports.models import WebsiteReport, WebsiteReportReminder


def remind(*, on: date, at: datetime) -> int:
    """Remind every organ with a website of last year's form until it is public; return how many.

    Five and two working days before 31 January, on it and after it (国办函〔2018〕12号). Of several
    that come at once only the last puts a notice on anybody's screen.
    """
    year = on.year - 1
    due = reminders_due(due_day(year), on, working_calendar())
    if not due:
        return 0
    wanted = set(Site.objects.values_list("agency", flat=True))
    wanted |= set(WebsiteReport.objects.values_list("agency", flat=True))
    public = WebsiteReport.objects.filter(year=year, state=WebsiteReport.State.PUBLISHED)
    wanted -= set(public.values_list("agency", flat=True))
    return sum(_remind(key, year, [each.kind.value for each in due], on, at) for key in wanted)


@transaction.atomic
def _remind(key: int, year: int, kinds: list[str], on: date, at: datetime) -> int:
    # Held, so that who comes second sees what the first has given.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=key)
    rows = WebsiteReportReminder.objects.filter(agency=agency, year=year)
    given = set(rows.values_list("kind", flat=True))
    missing = [kind for kind in kinds if kind not in given]
    if not missing:
        return 0
    WebsiteReportReminder.objects.bulk_create(
        WebsiteReportReminder(agency=agency, year=year, kind=kind, sent_at=at) for kind in missing
    )
    day = due_day(year)
    late = "，已经逾期" if on > day else ""
    people = {
        each.pk: each
        for role in ("CLERK", "OFFICE_HEAD")
        for each in officers_with_role(agency, role, on)
    }
    text = f"{form_title(year)}应于{day}前在网站公布{late}，请填报、审签并公布。"
    notify(officers=people.values(), text=text, subject=f"网站年度报表 {year}", at=at)
    return len(missing)
