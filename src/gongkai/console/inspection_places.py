"""Where on the console a finding of the self-inspection is mended, and where it can be seen."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.rules.site_inspection.catalogue import InspectionRule
from gongkai.self_inspection.models import SiteFinding

# What is set once for the whole site, or looked after by other pages of the console.
_BY_RULE = {
    "FOOT_MARK_MISSING": ("console:site", _("网站设置")),
    "SITE_TAG_MISSING": ("console:site", _("网站设置")),
    "DOMAIN": ("console:site", _("网站设置")),
    "HOME_STALE": ("console:items", _("信息")),
    "COLUMNS_STALE": ("console:publishing-monitor", _("发布监测")),
    "COLUMNS_LONG_STALE": ("console:publishing-monitor", _("发布监测")),
    "COLUMNS_EMPTY": ("console:publishing-monitor", _("发布监测")),
    "MESSAGES_LATE": ("console:site-messages", _("网站留言")),
    "ANSWERS_UNPUBLISHED": ("console:site-messages", _("网站留言")),
    "MEDIA_STALE": ("console:deliveries", _("渠道推送")),
    "LINK_UNLISTED": ("console:inspection-settings", _("自查设置")),
    "GUIDES_USELESS": ("console:guides", _("办事指南")),
}


class Place(NamedTuple):
    """A page of the console by its address and name."""

    address: str
    label: str


def mending_places(finding: SiteFinding, rule: InspectionRule) -> list[Place]:
    """Return the console's pages on which a finding is mended, the nearest first."""
    places = []
    kind, _colon, key = finding.subject.partition(":")
    if kind == "item" and key.isdigit():
        places.append(Place(reverse("console:item", args=[key]), _("打开这条信息")))
    elif kind == "message" and key.isdigit():
        places.append(Place(reverse("console:site-message", args=[key]), _("打开这条留言")))
    elif kind == "fault" and key.isdigit():
        places.append(Place(reverse("console:fault", args=[key]), _("打开这条找错留言")))
    elif kind == "guide" and key.isdigit():
        places.append(Place(reverse("console:guide", args=[key]), _("打开这份办事指南")))
    elif kind == "column" and key.isdigit():
        places.append(Place(reverse("console:column", args=[key]), _("设置这个栏目")))
    if rule.key in _BY_RULE:
        route, label = _BY_RULE[rule.key]
        places.append(Place(reverse(route), label))
    return places
