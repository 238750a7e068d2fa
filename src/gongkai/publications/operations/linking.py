"""How a draft stands to other items of its organ."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import Item, ItemLink, LinkKind
from gongkai.publications.operations.acting import ItemRefused, touch
from gongkai.publications.operations.drafting import hold_draft, keep_revision


@transaction.atomic
def link_items(
    *,
    item: Item,
    version: int,
    target: Item,
    kind: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ItemLink:
    """Link a draft to another item; both pages will show it once both are public.

    :raises ItemRefused: if the other is the same, another organ's, or linked so already
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    if kind not in LinkKind.values:
        raise ItemRefused(f"关系：没有“{kind}”这一选项，请重新选择。")
    if target.pk == held.pk:
        raise ItemRefused("关联信息：不能关联自身，请选择另一条信息。")
    if target.agency_id != held.agency_id:
        raise ItemRefused("关联信息：只能关联本机关的信息，请重新选择。")
    link, made = ItemLink.objects.get_or_create(source=held, target=target, kind=kind)
    if not made:
        raise ItemRefused(f"《{target.title}》已经按“{link.get_kind_display()}”关联，不再重复。")
    keep_revision(held, officer, at, f"关联《{target.title}》"[:200])
    touch(held, action="linked", officer=officer, at=at, detail={"to": target.pk, "kind": kind})
    return link


@transaction.atomic
def unlink_items(*, link: ItemLink, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """Take a link out of a draft."""
    held = hold_draft(link.source, version=version, officer=officer, on=on, at=at)
    told: dict[str, object] = {"to": link.target_id, "kind": link.kind}
    held.links_out.filter(pk=link.pk).delete()
    keep_revision(held, officer, at, "取消关联")
    touch(held, action="unlinked", officer=officer, at=at, detail=told)
    return held
