"""Every version of what was set of a site, and what differs from one to another."""

from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.sites.models import SiteVersion
from gongkai.sites.queries.site_content import SiteContent, read_content

LABELS = {
    "name": "网站名称",
    "short_name": "简称",
    "description": "网站说明",
    "keywords": "关键词",
    "id_code": "网站标识码",
    "icp_no": "ICP备案编号",
    "police_no": "公安机关备案号",
    "report_error_url": "“我为政府网站找错”地址",
    "colour": "主色",
    "logo": "徽标",
    "party_mark": "党政机关网站标识",
    "party_mark_link": "党政机关网站标识的链接",
    "map_picture": "位置图",
    "how_to_get_there": "乘车路线",
    "security_contact": "安全联系方式",
    "menu": "主导航",
    "quick": "高频服务",
    "foot_links": "页脚链接",
    "friendly_links": "友情链接",
    "home_columns": "首页栏目",
}
"""What each part of a site's content is called on screen."""


class Changed(NamedTuple):
    """One part that differs, as it was and as it is."""

    label: str
    before: str
    after: str


class VersionLine(NamedTuple):
    """A version with what it changed against the one before, and whether the public sees it."""

    version: SiteVersion
    changes: tuple[Changed, ...]
    is_current: bool


def versions_of(agency: Agency, most: int = 50) -> list[VersionLine]:
    """Return the versions of an organ's site, the newest first; in one query."""
    rows = list(
        SiteVersion.objects.filter(site__agency=agency)
        .select_related("officer", "site")
        .order_by("-number")[: most + 1]
    )
    lines = []
    for place, row in enumerate(rows[:most]):
        before = rows[place + 1].content if place + 1 < len(rows) else None
        lines.append(VersionLine(row, _changes(before, row.content), row.site.current_id == row.pk))
    return lines


def differences_of(before: SiteContent, after: SiteContent) -> tuple[Changed, ...]:
    """Return what differs from one content of a site to another."""
    return tuple(
        Changed(label, _told(before, name), _told(after, name))
        for name, label in LABELS.items()
        if _told(before, name) != _told(after, name)
    )


def _changes(before: dict[str, Any] | None, after: dict[str, Any]) -> tuple[Changed, ...]:
    if before is None:
        return ()
    return differences_of(read_content(before), read_content(after))


def _told(content: SiteContent, name: str) -> str:
    value = getattr(content, name)
    if name in ("logo", "party_mark", "map_picture"):
        picture = content.picture(value)
        return f"{picture.alt_text}（文件{picture.key}）" if picture else ""
    if name == "home_columns":
        return "、".join(value)
    if isinstance(value, tuple):
        return "；".join(f"{entry.label} {entry.target}" for entry in value)
    return str(value)
