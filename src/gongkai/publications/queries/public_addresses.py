"""Where the public finds an item, told to outlets; the portal's own views answer there."""

import re

from django.conf import settings

from gongkai.publications.models import Item


def item_address(item: Item) -> str:
    """Return the whole address of an item's page."""
    return str(settings.GONGKAI_ITEM_ADDRESS).format(agency=item.agency.code, item=item.pk)


def file_address(item: Item, key: int, name: str) -> str:
    """Return the whole address of one of its files, by key and name."""
    return f"{item_address(item)}wenjian/{key}.{ending_in_address(name)}"


def ending_in_address(name: str) -> str:
    """Return what a file's address ends with, so that a copy of it tells by itself what it is."""
    ending = name.rpartition(".")[2].lower()
    return ending if re.fullmatch(r"[a-z0-9]{1,8}", ending) and ending != name.lower() else "bin"
