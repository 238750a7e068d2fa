"""Published annual reports."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.annual_reports.queries.published import published_reports
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in

REPORT_TITLE = "年政府信息公开工作年度报告"
_PARTS = ("overview", "problems", "other")
_SHELF = Shelf("nianbao", "政府信息公开年报")


class _Reports:
    name = "report"
    kinds: Mapping[str, str] = {"report": "年度报告"}

    def touched(self, change: Announced) -> Collection[str] | None:
        return [f"report:{change.subject}"] if change.kind == "annual_report.published" else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        found = published_reports().defer("snapshot__figures")
        if keys is not None:
            found = found.filter(pk__in=numbers_in(keys, self.name))
        for report in found.iterator(chunk_size=100):
            narrative = report.snapshot.content.get("narrative", {})
            at = report.published_at
            yield Entry(
                key=f"report:{report.pk}",
                kind="report",
                title=f"{report.agency.name}{report.year}{REPORT_TITLE}",
                agency=report.agency.code,
                organ=report.agency.name,
                day=at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
                address=(report.agency.code, report.year),
                text="\n\n".join(narrative.get(part) or "" for part in _PARTS),
                columns=(_SHELF,),
                is_demonstration=report.agency.is_demonstration,
            )


SOURCE = _Reports()
