"""Where the pages of a fund centre's services stand on the site (办事服务)."""

from django.utils.translation import gettext_lazy

from gongkai.portal.pages import Column, Crumb, Page, Text

GUIDES = Column(
    name=gettext_lazy("办事服务"),
    description=gettext_lazy(
        "住房公积金缴存、提取、贷款等事项的办事指南：依据、条件、材料、流程。"
    ),
    keywords=gettext_lazy("住房公积金,办事指南,提取,贷款,缴存,跨省通办"),
    kind=gettext_lazy("办事服务"),
    route="portal:guides",
)


def service_page(
    shelf: Column,
    title: Text = "",
    *between: Crumb,
    is_indexed: bool = False,
    canonical: str = "",
) -> Page:
    """Return what a page of one of the services says about itself; without a title the first.

    :param between: steps of the breadcrumb between the service's first page and this one
    """
    start = Crumb(GUIDES.name, GUIDES.address)
    own = (
        (Crumb(shelf.name, shelf.address), *between, Crumb(title))
        if title
        else (Crumb(shelf.name),)
    )
    return Page(
        title=title or shelf.name,
        column=GUIDES,
        shelf=shelf,
        crumbs=(start, *own),
        is_indexed=is_indexed,
        canonical=canonical,
    )
