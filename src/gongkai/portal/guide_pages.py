"""Where the pages of a fund centre's services stand on the site (办事服务)."""

from django.utils.translation import gettext_lazy

from gongkai.portal.pages import Column

GUIDES = Column(
    name=gettext_lazy("办事服务"),
    description=gettext_lazy(
        "住房公积金缴存、提取、贷款等事项的办事指南：依据、条件、材料、流程。"
    ),
    keywords=gettext_lazy("住房公积金,办事指南,提取,贷款,缴存,跨省通办"),
    kind=gettext_lazy("办事服务"),
    route="portal:guides",
)
