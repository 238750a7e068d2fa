"""Whether links of an item to the own site lead anywhere the public can go."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.publications.models import Item
from gongkai.publications.queries.contents import files_of

_FILE = re.compile(r"file:([0-9]{1,12})")


class OwnLinks:
    """Judges addresses in one item's text, with one question for its files and one for items."""

    def __init__(self, item: Item) -> None:
        self._files = {file.pk for file in files_of(item)} if item.pk else set()
        form = urlsplit(str(settings.GONGKAI_ITEM_ADDRESS))
        self._host = form.netloc
        path = re.escape(form.path).replace(r"\{agency\}", "([-a-zA-Z0-9_]+)")
        self._page = re.compile(path.replace(r"\{item\}", "([0-9]{1,12})"))

    def fault_of(self, address: str) -> str:
        """Return what is wrong with an address, "" where nothing is or it leads elsewhere."""
        if found := _FILE.fullmatch(address):
            known = int(found[1]) in self._files
            return "" if known else "正文用到的文件不在本条信息的附件、图片中，读者打不开。"
        parts = urlsplit(address)
        page = self._page.fullmatch(parts.path)
        if page is None or parts.netloc not in ("", self._host):
            return ""
        public = Item.objects.filter(
            agency__code=page[1], pk=int(page[2]), public_revision__isnull=False
        )
        return "" if public.exists() else "链接到的本站信息没有公开或者已经撤下，读者打不开。"
