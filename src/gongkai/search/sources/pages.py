"""Topics (专题) and free pages that editors made of blocks, with the files they hand out."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.search.sources.entries import TEXT_READ, Announced, AttachedFile, Entry, numbers_in
from gongkai.sites.queries.files import PICTURES
from gongkai.sites.queries.page_texts import lines_of, words_of_blocks
from gongkai.sites.queries.searchable import public_pages


class _Pages:
    name = "page"
    kinds: Mapping[str, str] = {"topic": "专题", "page": "网站页面"}

    def touched(self, change: Announced) -> Collection[str] | None:
        if change.kind == TEXT_READ:
            return [f"page:{key}" for key in change.detail.get("pages", ())]
        return [f"page:{change.subject}"] if change.kind.startswith("page.") else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        zone = ZoneInfo(settings.TIME_ZONE)
        for page in public_pages(None if keys is None else numbers_in(keys, self.name)):
            assert page.public_revision is not None and page.published_at is not None
            content = page.public_revision.content
            organ = page.site.agency
            yield Entry(
                key=f"page:{page.pk}",
                kind="topic" if page.kind == "TOPIC" else "page",
                title=str(content.get("title") or page.title),
                agency=organ.code,
                organ=organ.name,
                day=page.published_at.astimezone(zone).date(),
                address=(page.slug,),
                text="\n\n".join(
                    line
                    for words in words_of_blocks(content.get("blocks", ()))
                    for line in lines_of(words)
                ),
                summary=str(content.get("summary", "")),
                files=tuple(
                    AttachedFile(file["sha256"], file["name"], str(file["pk"]))
                    for file in content.get("files", ())
                    if file["media_type"] not in PICTURES
                ),
                is_demonstration=organ.is_demonstration,
            )


SOURCE = _Pages()
