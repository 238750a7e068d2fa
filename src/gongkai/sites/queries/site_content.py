"""What is set of a site: its name, marks, colours, menus and feet, with visible defaults."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.agencies.models import Agency

DEFAULT_COLOUR = "#1f4e8c"


@dataclass(frozen=True)
class MenuEntry:
    """An entry of a menu; `target` is one of our paths ("/xinxi/…/") or a whole https address."""

    label: str
    target: str
    hint: str = ""


@dataclass(frozen=True)
class SitePicture:
    """A picture of a site as it was when the version was kept; sizes are in pixels."""

    key: int
    extension: str
    alt_text: str
    width: int
    height: int


@dataclass(frozen=True)
class SiteContent:
    """All that an organ sets of its site; "" and () stand for nothing set.

    `logo`, `party_mark` and `map_picture` are keys of SiteFile, `pictures` what a page needs to
    show them. `menu` empty means the built-in
    navigation, `quick` (高频服务) empty the built-in five, `home_columns` empty the organ's first
    columns. `colour` is the one main colour as #rrggbb, dark enough on white (WCAG 1.4.3).
    """

    name: str
    short_name: str = ""
    description: str = ""
    keywords: str = ""
    id_code: str = ""
    icp_no: str = ""
    police_no: str = ""
    report_error_url: str = ""
    colour: str = DEFAULT_COLOUR
    logo: int | None = None
    party_mark: int | None = None
    party_mark_link: str = ""
    map_picture: int | None = None
    how_to_get_there: str = ""
    security_contact: str = ""
    menu: tuple[MenuEntry, ...] = ()
    quick: tuple[MenuEntry, ...] = ()
    foot_links: tuple[MenuEntry, ...] = ()
    friendly_links: tuple[MenuEntry, ...] = ()
    home_columns: tuple[str, ...] = ()
    pictures: tuple[SitePicture, ...] = ()

    def picture(self, key: int | None) -> SitePicture | None:
        """Return one of its pictures, None where there is none of that key."""
        return next((each for each in self.pictures if each.key == key), None)

    def stored(self) -> dict[str, Any]:
        """Return what is stored of it."""
        return asdict(self)


def read_content(stored: Mapping[str, Any]) -> SiteContent:
    """Return what a stored version holds; what later versions added has its default."""
    known = {name: value for name, value in stored.items() if name in SiteContent.__annotations__}
    for name in ("menu", "quick", "foot_links", "friendly_links"):
        known[name] = tuple(MenuEntry(**entry) for entry in known.get(name, ()))
    known["home_columns"] = tuple(known.get("home_columns", ()))
    known["pictures"] = tuple(SitePicture(**each) for each in known.get("pictures", ()))
    return SiteContent(**known)


def default_content(agency: Agency) -> SiteContent:
    """Return what a site shows whose organ has set nothing."""
    return SiteContent(name=agency.name, short_name=agency.short_name)
