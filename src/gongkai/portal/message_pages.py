"""The pages of the 咨询投诉建议 box: where they stand on the site."""

from django.utils.translation import gettext_lazy as _

from gongkai.portal.pages import Column, Crumb, Page, Text
from gongkai.portal.participation_pages import PARTICIPATION

MESSAGES = Column(
    name=_("咨询投诉建议"),
    description=_("向本机关咨询、投诉、建议、求助、举报，查询答复，查看留言选登。"),
    keywords=_("咨询投诉建议,网上留言,互动交流"),
    kind=_("互动交流"),
    route="portal:message-box",
)


def message_page(title: Text, *, is_first: bool = False, is_indexed: bool = False) -> Page:
    """Return what a page of the box says about itself; the first one is the form."""
    last = (Crumb(MESSAGES.name),) if is_first else (*box_crumbs()[1:], Crumb(title))
    crumbs = (*box_crumbs()[:1], *last)
    return Page(title=title, column=MESSAGES, crumbs=crumbs, is_indexed=is_indexed)


def box_crumbs() -> tuple[Crumb, ...]:
    """Return the way to the box: it is a part of 互动交流."""
    return (
        Crumb(PARTICIPATION.name, PARTICIPATION.address),
        Crumb(MESSAGES.name, MESSAGES.address),
    )
