"""Published messages of the site with their answers (留言选登): questions and answers."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from gongkai.hotline.queries.published_messages import published_messages
from gongkai.hotline.queries.site_messages import local_day
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in

_SHELF = Shelf("liuyan", "留言选登")
_KINDS = ("message.published", "message.withdrawn")


class _Messages:
    name = "message"
    kinds: Mapping[str, str] = {"message": "问答"}

    def touched(self, change: Announced) -> Collection[str] | None:
        return [f"message:{change.subject}"] if change.kind in _KINDS else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        found = published_messages(None)
        if keys is not None:
            found = found.filter(pk__in=numbers_in(keys, self.name))
        for row in found.iterator(chunk_size=500):
            yield Entry(
                key=f"message:{row.pk}",
                kind="message",
                title=row.public_title,
                agency=row.agency.code,
                organ=row.agency.name,
                day=local_day(row.published_at),
                address=(row.pk,),
                text=f"{row.public_text}\n\n{row.public_answer}",
                summary=row.public_answer[:200],
                columns=(_SHELF,),
                is_demonstration=row.agency.is_demonstration,
            )


SOURCE = _Messages()
