"""Where the public finds an item, told to outlets; the portal's own views answer there."""

from django.conf import settings

from gongkai.publications.models import Item


def item_address(item: Item) -> str:
    """Return the whole address of an item's page."""
    return str(settings.GONGKAI_ITEM_ADDRESS).format(agency=item.agency.code, item=item.pk)


def file_address(item: Item, key: int) -> str:
    """Return the whole address of one of its files."""
    return f"{item_address(item)}wenjian/{key}/"
