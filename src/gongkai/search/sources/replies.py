"""Published replies of the hotline (热线答复选登): what was asked for, and what was answered."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from gongkai.hotline.queries.site_messages import local_day
from gongkai.hotline.queries.tickets.published import published_replies
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in

_SHELF = Shelf("rexian", "热线答复选登")
_KINDS = ("ticket_reply.published", "ticket_reply.withdrawn")


class _Replies:
    name = "reply"
    kinds: Mapping[str, str] = {"reply": "热线答复"}

    def touched(self, change: Announced) -> Collection[str] | None:
        return [f"reply:{change.subject}"] if change.kind in _KINDS else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        found = published_replies(None)
        if keys is not None:
            found = found.filter(pk__in=numbers_in(keys, self.name))
        for row in found.iterator(chunk_size=500):
            if row.published_at is None:
                continue
            yield Entry(
                key=f"reply:{row.pk}",
                kind="reply",
                title=row.title,
                agency=row.agency.code,
                organ=row.agency.name,
                day=local_day(row.published_at),
                address=(row.pk,),
                text=f"{row.text}\n\n{row.answer}",
                summary=row.answer[:200],
                columns=(_SHELF,),
                is_demonstration=row.agency.is_demonstration,
            )


SOURCE = _Replies()
