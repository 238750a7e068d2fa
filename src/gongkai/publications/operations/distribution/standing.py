"""Whether what was asked to go out is still what the public reads."""

from datetime import timedelta

from gongkai.publications.models import Item, ItemState
from gongkai.publications.operations.distribution.claiming import NotWanted, Wait, Work
from gongkai.publications.queries.contents import content_hash

WAIT_FOR_PUBLICATION = timedelta(minutes=5)


def require_public(work: Work) -> None:
    """Insist that the version asked for is public now.

    :raises Wait: if it has passed and is to be public later
    :raises NotWanted: if it was taken down, or another version took its place
    """
    wanted = work.delivery.content_hash
    item = Item.objects.select_related("public_revision", "column").get(pk=work.delivery.item_id)
    if item.public_revision is not None and item.public_revision.content_hash == wanted:
        if item.public_until is None or item.public_until > work.at:
            return
        raise NotWanted("信息已经到期，推送取消。")
    if item.state == ItemState.APPROVED and content_hash(item) == wanted:
        soon = work.at + WAIT_FOR_PUBLICATION
        raise Wait(max(item.publish_at or soon, soon), "等待信息在网站发布。")
    if item.public_revision is None:
        raise NotWanted("信息没有在网站公开或者已经撤下，推送取消。")
    raise NotWanted("信息已有新的版本，原版本的推送取消。")


def is_public(work: Work) -> bool:
    """Tell whether the version asked for is public now."""
    try:
        require_public(work)
    except (Wait, NotWanted):
        return False
    return True
