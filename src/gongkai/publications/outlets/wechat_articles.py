"""An item as an article (图文) of a WeChat account: what the platform takes, and no more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from gongkai.documents.drafts.html_reading import read_blocks
from gongkai.documents.drafts.html_writing import html_of
from gongkai.messages.outlets.speaking import TurnedDown

# 新增草稿: 标题不超过32个字、作者不超过16个字、摘要不超过128个字、正文少于2万字符且小于1M.
LONGEST_TITLE = 32
_LONGEST_AUTHOR, _LONGEST_DIGEST = 16, 128
_LONGEST_TEXT, _MOST_BYTES = 20_000, 1 << 20

_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)">')
_LINK = re.compile(r'<a href="[^"]*">(.*?)</a>', re.DOTALL)
_KEPT_FILE = re.compile(r"file:([0-9]{1,12})")


@dataclass(frozen=True)
class Article:
    """One article, ready to be sent."""

    title: str
    author: str
    digest: str
    content: str
    source_address: str
    cover: str

    def as_json(self) -> dict[str, Any]:
        """Return the article as the platform takes it."""
        return {
            "article_type": "news",
            "title": self.title,
            "author": self.author,
            "digest": self.digest,
            "content": self.content,
            "content_source_url": self.source_address,
            "thumb_media_id": self.cover,
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
        }

    def is_in(self, row: Mapping[str, Any]) -> bool:
        """Tell whether a row of the platform's lists is this article.

        Title and digest tell it; where the row names a place of origin, that must be the same.
        """
        content = row.get("content")
        items = content.get("news_item") if isinstance(content, dict) else None
        if not isinstance(items, list) or len(items) != 1 or not isinstance(items[0], dict):
            return False
        found = items[0]
        origin = str(found.get("content_source_url") or "")
        return (
            str(found.get("title", "")).strip() == self.title
            and str(found.get("digest", "")).strip() == self.digest
            and origin in ("", self.source_address)
            and not found.get("is_deleted", False)
        )


def article(
    *,
    title: str,
    author: str,
    summary: str,
    body: str,
    pictures: Mapping[int, str],
    source_address: str,
    cover: str,
    has_attachments: bool,
) -> Article:
    """Return an item as an article: pictures by the platform's addresses, links as plain words.

    :param body: the approved text
    :param pictures: addresses by the keys of the files
    :raises TurnedDown: if the platform would not take it
    """
    content = article_body(body, pictures)
    if has_attachments:
        content += "\n<p>附件请点击文末“阅读原文”，在本机关网站下载。</p>"
    if len(content) >= _LONGEST_TEXT or len(content.encode()) >= _MOST_BYTES:
        raise TurnedDown(
            f"正文转为公众号格式后有{len(content)}个字符，公众号要求少于{_LONGEST_TEXT}个，"
            "请缩短正文，或改为在公众号后台手工编辑。"
        )
    return Article(
        title=title.strip(),
        author=author if len(author) <= _LONGEST_AUTHOR else "",
        digest=_shortened(" ".join((summary or title).split()), _LONGEST_DIGEST),
        content=content,
        source_address=source_address,
        cover=cover,
    )


def article_body(body: str, pictures: Mapping[int, str]) -> str:
    """Return the text with nothing but what an article may hold.

    It is read and written anew, so that neither script, style nor class comes through.
    """
    markup = html_of(read_blocks(body))
    return _LINK.sub(r"\1", _PICTURE.sub(lambda found: _picture(found, pictures), markup))


def pictures_in(body: str) -> list[int]:
    """Return the keys of the files that a text shows, in its order."""
    sources = [found[1] for found in _PICTURE.finditer(html_of(read_blocks(body)))]
    keys = [found[1] for source in sources if (found := _KEPT_FILE.fullmatch(source))]
    return list(dict.fromkeys(int(key) for key in keys))


def _picture(found: re.Match[str], pictures: Mapping[int, str]) -> str:
    kept = _KEPT_FILE.fullmatch(found[1])
    address = pictures.get(int(kept[1])) if kept else None
    # Without the picture its description stays.
    return f'<img src="{escape(address)}" alt="{found[2]}">' if address else found[2]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
