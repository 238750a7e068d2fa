"""Under which address visitors reach an organ's site, and what its paths are."""

import re
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.rules.site_inspection.tags import PageType
from gongkai.sites.queries.hosts import site_of_agency

# Addresses that only follow a query of the visitor's own, or lead into the office.
_NEVER = ("/console/", "/api/", "/documents/", "/static/", "/liulan/", "/chaxun/", "/healthz")
_QUERIES = re.compile(r"(?:(?:page|column|year|month)=[-\w]{0,60}&?)+")
_COLUMN = re.compile(r"/xinxi/[-\w]+/lanmu/[-\w]+/")
_OTHERS = re.compile(r"/(?:xinxi|nianbao|wangzhan-nianbao)/([-\w]*[A-Za-z][-\w]*)/")
# Editors' own pages: their words are inspected as they are shown.
_OWN_TEXT = ("/ye/", "/zhuanti/", "/hudong/", "/lianxi/", "/wuzhangai/")


class SiteAddress:
    """The whole addresses and paths of one organ's site."""

    def __init__(self, agency: Agency) -> None:
        """Take the organ's first host, else the one the installation is configured with."""
        self._agency = agency
        configured = urlsplit(str(settings.WAGTAILADMIN_BASE_URL))
        hosted = site_of_agency(agency)
        self.name = hosted.content.name
        self.scheme = configured.scheme or "https"
        self.host = hosted.hosts[0] if hosted.hosts else configured.netloc
        self._hosts = {self.host, configured.netloc, *hosted.hosts}

    @property
    def base(self) -> str:
        """Return the whole address of the home page."""
        return f"{self.scheme}://{self.host}/"

    @property
    def host_name(self) -> str:
        """Return the host without its port."""
        return urlsplit(self.base).hostname or ""

    @cached_property
    def host_names(self) -> frozenset[str]:
        """Return every host that is the site's own, without ports."""
        return frozenset(host.partition(":")[0].lower() for host in self._hosts)

    def own_path(self, address: str) -> str | None:
        """Return path and query of one of the site's own pages, None for any other address."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if (parts.hostname or "").lower() not in self.host_names:
            return None
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def is_to_be_opened(self, path: str) -> bool:
        """Tell whether a path of the site is one to look at: of this organ, for every visitor."""
        bare, _, query = path.partition("?")
        if bare.startswith(_NEVER) or (query and not _QUERIES.fullmatch(query)):
            return False
        other = _OTHERS.match(bare)
        return other is None or other[1] == self._agency.code

    def item_path(self, item: int) -> str:
        """Return the path of an item's page."""
        form = urlsplit(str(settings.GONGKAI_ITEM_ADDRESS)).path
        return form.replace("{agency}", self._agency.code).replace("{item}", str(item))

    def item_of(self, path: str) -> int | None:
        """Return the item whose page a path is, None where it is no item's."""
        found = self._item.fullmatch(path)
        return int(found[1]) if found else None

    def is_file(self, path: str) -> bool:
        """Tell whether a path is of something to download: records tell of these."""
        return "/wenjian/" in path or path.startswith("/wangzhan/")

    def column_path(self, code: str) -> str:
        """Return the path of a column's page."""
        return f"/xinxi/{self._agency.code}/lanmu/{code}/"

    def guide_path(self, item: int) -> str:
        """Return the path of a service item's guide."""
        return f"/banshi/{item}/"

    def kind_of(self, path: str) -> PageType:
        """Return what a page is by its path, and so which tags it must carry."""
        if path == "/":
            return PageType.HOME
        if self.item_of(path) is not None:
            return PageType.ITEM
        if _COLUMN.match(path):
            return PageType.COLUMN
        return PageType.OTHER

    def has_own_text(self, path: str) -> bool:
        """Tell whether editors wrote the page as it is shown."""
        return path.startswith(_OWN_TEXT)

    @cached_property
    def _item(self) -> re.Pattern[str]:
        form = re.escape(urlsplit(str(settings.GONGKAI_ITEM_ADDRESS)).path)
        code = re.escape(self._agency.code)
        return re.compile(form.replace(r"\{agency\}", code).replace(r"\{item\}", "([0-9]{1,12})"))
