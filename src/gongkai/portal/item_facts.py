"""The box of metadata on an item's page (RULES §4.2), empty ones left out."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.publications.models import Validity
from gongkai.publications.queries.public_items import PublicItem

_SHORT = 28


class Fact(NamedTuple):
    """One line of the box; `day` where the text is a day."""

    label: str
    text: str
    day: date | None = None

    @property
    def is_long(self) -> bool:
        """Tell whether the text needs a line of its own."""
        return len(self.text) > _SHORT


def facts_of(shown: PublicItem) -> list[Fact]:
    """Return the metadata of a public item, in the order of the directory (条例第十二条)."""
    content = shown.content
    published_on = timezone.localtime(shown.item.published_at).date()
    facts = [
        Fact(_("索引号"), shown.item.index_no),
        Fact(_("主题分类"), content["topic"]),
        Fact(_("发文机关"), content["issuer"]),
        Fact(_("发文字号"), content["document_no"] or _("无")),
        _day(_("成文日期"), shown.formed_on),
        _day(_("发布日期"), published_on),
        Fact(_("有效性"), _validity(shown)),
        _day(_("实施日期"), shown.day("effective_on")),
        Fact(_("公开方式"), _("主动公开")),
        Fact(_("公开范围"), content["audience"]),
        Fact(_("信息来源"), content["source"]),
        Fact(_("内容概述"), content["summary"]),
    ]
    return [fact for fact in facts if fact.text]


def _day(label: str, day: date | None) -> Fact:
    return Fact(label, day.isoformat() if day else "", day)


def _validity(shown: PublicItem) -> str:
    standing = shown.standing
    if standing.validity == "NONE":
        return ""
    label = str(Validity(standing.validity).label)
    if standing.since:
        return _("%(validity)s（自%(day)s起）") % {"validity": label, "day": standing.since}
    if standing.until:
        return _("%(validity)s（至%(day)s失效）") % {"validity": label, "day": standing.until}
    return label
