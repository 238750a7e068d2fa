"""The protocol of a WeChat Official Account: token, pictures, drafts, publishing, daily numbers.

Sources and what is known without one: docs/features/distribution.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from urllib3.filepost import encode_multipart_formdata

from gongkai.messages.outlets.speaking import Busy, Unanswered
from gongkai.messages.outlets.wechat_codes import OutsideRefusal
from gongkai.messages.outlets.wechat_line import WeChatLine
from gongkai.publications.outlets.pictures import Sendable
from gongkai.publications.outlets.wechat_articles import Article
from gongkai.publications.outlets.wechat_codes import (
    INVALID_ARTICLE,
    INVALID_MEDIA,
    failed_publication,
)

PAGE = 20
MOST_PAGES = 50
"""How far back a list is read, in pages of 20."""


class Submitted(NamedTuple):
    """The platform took an article for publishing; `message_id` names it in daily numbers."""

    publish_id: str
    message_id: str


class Published(NamedTuple):
    """An article that is out, and its lasting address."""

    article_id: str
    address: str


@dataclass(frozen=True)
class WeChat(WeChatLine):
    """An account that publishes articles."""

    def upload_picture(self, picture: Sendable) -> str:
        """Return the address under which a picture may stand in texts."""
        return self.text_in(self._upload("/cgi-bin/media/uploadimg", picture), "url")

    def upload_cover(self, picture: Sendable) -> str:
        """Return the media_id of a lasting picture that may be a cover."""
        answer = self._upload("/cgi-bin/material/add_material", picture, type="image")
        return self.text_in(answer, "media_id")

    def add_draft(self, article: Article) -> str:
        """Put an article into the drafts and return its media_id."""
        answer = self.call("/cgi-bin/draft/add", {"articles": [article.as_json()]})
        return self.text_in(answer, "media_id")

    def drafts_like(self, article: Article) -> list[str]:
        """Return the media_ids of drafts with an article's title, digest and place of origin."""
        rows = self._listed("/cgi-bin/draft/batchget")
        return [str(row.get("media_id", "")) for row in rows if article.is_in(row)]

    def has_draft(self, media_id: str) -> bool:
        """Tell whether a draft is still among the drafts."""
        try:
            self.call("/cgi-bin/draft/get", {"media_id": media_id})
        except OutsideRefusal as refusal:
            if refusal.code == INVALID_MEDIA:
                return False
            raise
        return True

    def submit(self, media_id: str) -> Submitted:
        """Have a draft published; that it is out is told later, by `published`."""
        answer = self.call("/cgi-bin/freepublish/submit", {"media_id": media_id})
        message = answer.get("msg_data_id")
        return Submitted(
            self.text_in(answer, "publish_id"), str(message) if message is not None else ""
        )

    def published(self, publish_id: str) -> Published | None:
        """Return what was published, None while the platform is at it.

        :raises TurnedDown: if it came to nothing
        """
        answer = self.call("/cgi-bin/freepublish/get", {"publish_id": publish_id})
        status = answer.get("publish_status")
        if not isinstance(status, int):
            raise Unanswered("公众号平台的应答不完整。")
        fault = failed_publication(status)
        if fault is not None:
            raise fault
        if status:
            return None
        detail = answer.get("article_detail")
        items = detail.get("item") if isinstance(detail, dict) else None
        address = items[0].get("article_url", "") if items else ""
        return Published(self.text_in(answer, "article_id"), str(address))

    def published_like(self, article: Article) -> Published | None:
        """Return the published article with an article's title, digest and place of origin."""
        for row in self._listed("/cgi-bin/freepublish/batchget"):
            if article.is_in(row):
                address = row["content"]["news_item"][0].get("url", "")
                return Published(str(row.get("article_id", "")), str(address))
        return None

    def delete(self, article_id: str) -> None:
        """Delete a published article for good; one that is gone already is no fault."""
        try:
            self.call("/cgi-bin/freepublish/delete", {"article_id": article_id, "index": 0})
        except OutsideRefusal as refusal:
            if refusal.code != INVALID_ARTICLE:
                raise

    def followers(self, first: str, last: str) -> Mapping[str, int]:
        """Return how many followed the account at the end of each day, seven days at most."""
        rows = self._days("/datacube/getusercumulate", first, last)
        return {str(row.get("ref_date")): _number(row.get("cumulate_user")) for row in rows}

    def readers(self, day: str) -> Mapping[str, int]:
        """Return how many people read each message on a day, by message_id and place in it."""
        return self._people("/datacube/getarticleread", "read_user", day)

    def sharers(self, day: str) -> Mapping[str, int]:
        """Return how many people shared each message on a day, by message_id and place in it."""
        return self._people("/datacube/getarticleshare", "share_user", day)

    def _people(self, path: str, name: str, day: str) -> Mapping[str, int]:
        found = {}
        for row in self._days(path, day, day):
            detail = row.get("detail")
            found[str(row.get("msgid"))] = _number(
                detail.get(name) if isinstance(detail, dict) else None
            )
        return found

    def _days(self, path: str, first: str, last: str) -> Sequence[Mapping[str, Any]]:
        answer = self.call(path, {"begin_date": first, "end_date": last})
        rows = answer.get("list")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unanswered("公众号平台的应答不完整。")
        if answer.get("is_delay"):
            raise Busy("公众号平台的当日数据尚未生成。")
        return rows

    def _listed(self, path: str) -> Iterator[dict[str, Any]]:
        for page in range(MOST_PAGES):
            asked = {"offset": page * PAGE, "count": PAGE, "no_content": 1}
            answer = self.call(path, asked)
            rows = answer.get("item")
            if not isinstance(rows, list):
                raise Unanswered("公众号平台的应答不完整。")
            yield from rows
            if len(rows) < PAGE:
                return

    def _upload(self, path: str, picture: Sendable, **query: str) -> dict[str, Any]:
        fields = {"media": (picture.name, picture.content, picture.media_type)}
        content, kind = encode_multipart_formdata(fields)
        return self.call_with(path, content, kind, query)


def _number(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise Unanswered("公众号平台的应答不完整。")
    return value
