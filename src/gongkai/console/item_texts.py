"""The text of an item as officers see it: its files reachable, nothing in it that could act."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.console.item_forms import shown_body
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.pasting import clean_pasted
from gongkai.publications.models import Item, Validity
from gongkai.publications.queries.item_page import ItemPage

# What the page of an item tells of it, in the order of RULES' list of metadata.
_SHOWN = (
    ("topic", "主题分类"),
    ("issuer", "发文机关"),
    ("document_no", "发文字号"),
    ("formed_on", "成文日期"),
    ("effective_on", "实施日期"),
    ("invalid_on", "废止或失效日期"),
    ("audience", "公开范围"),
    ("source", "信息来源"),
    ("keywords", "关键词"),
)


def text_of(body: str) -> SafeString:
    """Return a stored text as it may stand in a page; cleaned once more, whatever was stored."""
    try:
        clean = clean_pasted(body)
    except DraftRefused as refusal:
        return format_html("<p>{}</p>", str(refusal))
    # The cleaner lets through headings, paragraphs, lists, tables, links and pictures alone.
    return mark_safe(shown_body(clean))


def facts_of(item: Item, content: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the metadata that the public will read beside a text, without what is empty."""
    first = [("索引号", item.index_no or "发布时编定"), ("栏目", item.column.name)]
    rest = [(label, content[name]) for name, label in _SHOWN]
    if content["validity"] != Validity.NONE:
        rest.append(("有效性", Validity(content["validity"]).label))
    return [*first, *((label, value) for label, value in rest if value)]


def pictures_of(page: ItemPage) -> SafeString:
    """Return an item's videos, and pictures that stand outside of its text."""
    loose = [
        (reverse("console:item-file", args=[file.pk]), file.alt_text)
        for file in page.files
        if file.use == "IMAGE" and f'"file:{file.pk}"' not in page.content["body"]
    ]
    return format_html_join("", '<p><img src="{}" alt="{}"></p>', loose)
