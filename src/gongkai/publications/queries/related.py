"""What public items say of each other: shown on both sides, and only where both are public."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models.fields.json import KeyTextTransform, KeyTransform

from gongkai.publications.models import Item, ItemLink

# How the other side stands to the page: by the kind of the link, and whether it points at the page.
_WORDS: Mapping[tuple[str, bool], str] = {
    ("INTERPRETS", False): "所解读的文件",
    ("INTERPRETS", True): "政策解读",
    ("ORIGINAL", False): "原文",
    ("ORIGINAL", True): "以本文为原文的信息",
    ("RELATED", False): "相关信息",
    ("RELATED", True): "相关信息",
    ("REPEALS", False): "本文废止的文件",
    ("REPEALS", True): "废止本文的文件",
    ("AMENDS", False): "本文修改的文件",
    ("AMENDS", True): "修改本文的文件",
}
_ORDER = tuple(dict.fromkeys(_WORDS.values()))


class RelatedItem(NamedTuple):
    """Another public item: how it stands to the page's, and which side drew the link."""

    pk: int
    title: str
    kind: str
    is_incoming: bool
    effective_on: date | None

    @property
    def words(self) -> str:
        """Return what it is to the page's item."""
        return _WORDS[self.kind, self.is_incoming]


def related_items(item: Item, content: Mapping[str, Any]) -> list[RelatedItem]:
    """Return what a public item and others say of each other, by what they are to it.

    Only links in approved versions count, in either direction; one told by both is shown once.
    """
    outgoing = [(link["target"], link["kind"]) for link in content.get("links", ())]
    incoming = ItemLink.objects.filter(target=item.pk).values_list("source", flat=True)
    keys = {*incoming, *(target for target, _ in outgoing)}
    rows = (
        Item.objects.filter(agency=item.agency_id, public_revision__isnull=False, pk__in=keys)
        .order_by("-published_at", "-pk")
        .annotate(
            public_title=KeyTextTransform("title", "public_revision__content"),
            public_effective_on=KeyTextTransform("effective_on", "public_revision__content"),
            public_links=KeyTransform("links", "public_revision__content"),
        )
        .values_list("pk", "public_title", "public_effective_on", "public_links")
    )
    found: dict[tuple[int, str], RelatedItem] = {}
    for pk, title, effective, links in rows:
        effective_on = date.fromisoformat(effective) if effective else None
        kinds = [(kind, False) for target, kind in outgoing if target == pk]
        kinds += [(link["kind"], True) for link in links or () if link["target"] == item.pk]
        for kind, is_incoming in kinds:
            each = RelatedItem(pk, title, kind, is_incoming, effective_on)
            found.setdefault((pk, each.words), each)
    return sorted(found.values(), key=lambda each: _ORDER.index(each.words))
