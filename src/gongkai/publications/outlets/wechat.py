"""The protocol of a WeChat Official Account: token, pictures, drafts, publishing, daily numbers.

Sources and what is known without one: docs/features/distribution.md.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

from gongkai.publications.outlets.pictures import Sendable
from gongkai.publications.outlets.speaking import (
    SECONDS,
    Busy,
    OutletFault,
    TurnedDown,
    Unanswered,
    ask,
)
from gongkai.publications.outlets.wechat_articles import Article
from gongkai.publications.outlets.wechat_codes import (
    INVALID_ARTICLE,
    INVALID_MEDIA,
    TOKEN_GONE,
    OutsideRefusal,
    failed_publication,
    fault_of,
)

PAGE = 20
MOST_PAGES = 50
"""How far back a list is read, in pages of 20."""


class TokenShelf(Protocol):
    """Where the token of an account is kept between calls."""

    def token(self) -> str:
        """Return the token that is still good, "" for none."""

    def keep(self, token: str, seconds: int) -> None:
        """Keep a token for so many seconds."""


class Submitted(NamedTuple):
    """The platform took an article for publishing; `message_id` names it in daily numbers."""

    publish_id: str
    message_id: str


class Published(NamedTuple):
    """An article that is out, and its lasting address."""

    article_id: str
    address: str


@dataclass(frozen=True)
class WeChat:
    """An account, as its platform at `base` lets it be used.

    Each call raises `Unanswered` where nobody can tell whether it was done, `Busy` where it may be
    tried later, `TurnedDown` where it never will be.
    """

    base: str
    app_id: str
    app_secret: str
    shelf: TokenShelf
    seconds: float = SECONDS

    def fresh_token(self) -> None:
        """Fetch a token, so that account and secret are proved."""
        self._fetch_token(force=False)

    def upload_picture(self, picture: Sendable) -> str:
        """Return the address under which a picture may stand in texts."""
        return self._text(self._upload("/cgi-bin/media/uploadimg", picture), "url")

    def upload_cover(self, picture: Sendable) -> str:
        """Return the media_id of a lasting picture that may be a cover."""
        answer = self._upload("/cgi-bin/material/add_material", picture, type="image")
        return self._text(answer, "media_id")

    def add_draft(self, article: Article) -> str:
        """Put an article into the drafts and return its media_id."""
        answer = self._call("/cgi-bin/draft/add", {"articles": [article.as_json()]})
        return self._text(answer, "media_id")

    def drafts_like(self, article: Article) -> list[str]:
        """Return the media_ids of drafts with an article's title, digest and place of origin."""
        rows = self._listed("/cgi-bin/draft/batchget")
        return [str(row.get("media_id", "")) for row in rows if article.is_in(row)]

    def has_draft(self, media_id: str) -> bool:
        """Tell whether a draft is still among the drafts."""
        try:
            self._call("/cgi-bin/draft/get", {"media_id": media_id})
        except OutsideRefusal as refusal:
            if refusal.code == INVALID_MEDIA:
                return False
            raise
        return True

    def submit(self, media_id: str) -> Submitted:
        """Have a draft published; that it is out is told later, by `published`."""
        answer = self._call("/cgi-bin/freepublish/submit", {"media_id": media_id})
        message = answer.get("msg_data_id")
        return Submitted(
            self._text(answer, "publish_id"), str(message) if message is not None else ""
        )

    def published(self, publish_id: str) -> Published | None:
        """Return what was published, None while the platform is at it.

        :raises TurnedDown: if it came to nothing
        """
        answer = self._call("/cgi-bin/freepublish/get", {"publish_id": publish_id})
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
        return Published(self._text(answer, "article_id"), str(address))

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
            self._call("/cgi-bin/freepublish/delete", {"article_id": article_id, "index": 0})
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
        answer = self._call(path, {"begin_date": first, "end_date": last})
        rows = answer.get("list")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unanswered("公众号平台的应答不完整。")
        if answer.get("is_delay"):
            raise Busy("公众号平台的当日数据尚未生成。")
        return rows

    def _listed(self, path: str) -> Iterator[dict[str, Any]]:
        for page in range(MOST_PAGES):
            asked = {"offset": page * PAGE, "count": PAGE, "no_content": 1}
            answer = self._call(path, asked)
            rows = answer.get("item")
            if not isinstance(rows, list):
                raise Unanswered("公众号平台的应答不完整。")
            yield from rows
            if len(rows) < PAGE:
                return

    def _upload(self, path: str, picture: Sendable, **query: str) -> dict[str, Any]:
        fields = {"media": (picture.name, picture.content, picture.media_type)}
        content, kind = encode_multipart_formdata(fields)
        return self._with_token(path, content, kind, query)

    def _call(self, path: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        # The platform shows escaped characters as they are escaped.
        content = json.dumps(asked, ensure_ascii=False).encode()
        return self._with_token(path, content, "application/json; charset=utf-8", {})

    def _with_token(
        self, path: str, content: bytes, kind: str, query: Mapping[str, str]
    ) -> dict[str, Any]:
        token = self.shelf.token() or self._fetch_token(force=False)
        answer = self._ask(path, content, kind, {**query, "access_token": token})
        if answer.get("errcode") in TOKEN_GONE:
            other = self._fetch_token(force=False)
            # A platform that still gives out the token it just refused is told to make another.
            other = self._fetch_token(force=True) if other == token else other
            answer = self._ask(path, content, kind, {**query, "access_token": other})
        return self._done(answer)

    def _fetch_token(self, *, force: bool) -> str:
        asked = {
            "grant_type": "client_credential",
            "appid": self.app_id,
            "secret": self.app_secret,
            "force_refresh": force,
        }
        content = json.dumps(asked).encode()
        answer = self._done(self._ask("/cgi-bin/stable_token", content, "application/json", {}))
        token, seconds = self._text(answer, "access_token"), answer.get("expires_in")
        self.shelf.keep(token, seconds if isinstance(seconds, int) else 0)
        return token

    def _ask(
        self, path: str, content: bytes, kind: str, query: Mapping[str, str]
    ) -> dict[str, Any]:
        address = f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")
        answer = ask(address, content, {"Content-Type": kind}, seconds=self.seconds)
        if answer.status >= 400:
            raise TurnedDown(f"公众号接口地址没有正确应答（{answer.status}），请核对接口地址。")
        try:
            found = json.loads(answer.content)
        except ValueError:
            raise Unanswered("公众号平台的应答无法识别。") from None
        if not isinstance(found, dict):
            raise Unanswered("公众号平台的应答无法识别。")
        return found

    def _done(self, answer: dict[str, Any]) -> dict[str, Any]:
        code = answer.get("errcode", 0)
        if code:
            fault: OutletFault = (
                fault_of(code) if isinstance(code, int) else Unanswered("公众号平台的应答不完整。")
            )
            raise fault
        return answer

    def _text(self, answer: Mapping[str, Any], name: str) -> str:
        value = answer.get(name)
        if not isinstance(value, str | int) or not str(value):
            raise Unanswered("公众号平台的应答不完整。")
        return str(value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise Unanswered("公众号平台的应答不完整。")
    return value
