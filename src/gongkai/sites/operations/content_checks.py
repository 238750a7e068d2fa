"""Whether what an organ sets of its site can be shown: every part looked at, all faults told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongkai.agencies.models import Agency
from gongkai.publications.queries.records import columns_of
from gongkai.sites.models import SiteFile
from gongkai.sites.operations.refusing import Problem
from gongkai.sites.queries.colours import LEAST_CONTRAST, WHITE, contrast, is_colour
from gongkai.sites.queries.files import PICTURES, extension_of
from gongkai.sites.queries.site_content import MenuEntry, SiteContent, SitePicture
from gongkai.sites.queries.versions import LABELS

LONGEST_LABEL = 12
MOST_ENTRIES: Mapping[str, int] = {"menu": 8, "quick": 8, "foot_links": 12, "friendly_links": 40}
MOST_HOME_COLUMNS = 8
_LONGEST: Mapping[str, int] = {
    "name": 50,
    "short_name": 20,
    "description": 200,
    "keywords": 200,
    "icp_no": 60,
    "police_no": 60,
    "report_error_url": 300,
    "party_mark_link": 300,
    "how_to_get_there": 500,
    "security_contact": 200,
}
_NOT_PUBLIC = ("/console", "/documents/", "/media/")
_PICTURES = ("logo", "party_mark", "map_picture")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]")


def checked_content(
    agency: Agency, content: SiteContent, files: Mapping[int, SiteFile]
) -> tuple[SiteContent, list[Problem]]:
    """Return a content as it is kept, with its pictures, and everything that is wrong with it.

    :param files: of the organ's site, by their keys
    """
    given: dict[str, Any] = {name: getattr(content, name).strip() for name in _LONGEST}
    given |= {name: tuple(_tidy(getattr(content, name))) for name in MOST_ENTRIES}
    given["security_contact"] = _contact(given["security_contact"])
    tidy = replace(
        content,
        **given,
        id_code=content.id_code.strip(),
        colour=content.colour.strip().lower(),
        pictures=tuple(_pictures(content, files)),
    )
    problems = [
        *_texts(tidy),
        *_numbers(tidy),
        *_colour(tidy.colour),
        *_addresses(tidy),
        *_chosen_pictures(tidy, files),
        *_columns(agency, tidy),
    ]
    for name in MOST_ENTRIES:
        problems += _entries(name, getattr(tidy, name))
    return tidy, problems


def target_fault(target: str) -> str:
    """Return what is wrong with where an entry leads, "" where nothing is."""
    if not target:
        return "未填写链接"
    if len(target) > 300:
        return f"链接最多300个字符，现为{len(target)}个"
    if _INVISIBLE.search(target) or "\\" in target:
        return "链接中有空格或者其他不能使用的字符"
    if target.startswith("/") and not target.startswith("//"):
        return _own_path_fault(target)
    parts = urlsplit(target)
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname:
        return "链接只能是本站路径（以 / 开头）或者以 https:// 开头的网址"
    return ""


def _own_path_fault(target: str) -> str:
    path = urlsplit(target).path
    if ".." in path.split("/"):
        return "链接中不能有“..”"
    return "该地址不对公众开放" if path.startswith(_NOT_PUBLIC) else ""


def _tidy(entries: Iterable[MenuEntry]) -> Iterator[MenuEntry]:
    for entry in entries:
        kept = MenuEntry(entry.label.strip(), entry.target.strip(), entry.hint.strip())
        if kept.label or kept.target or kept.hint:
            yield kept


def _texts(content: SiteContent) -> Iterator[Problem]:
    if not content.name:
        yield Problem("name", "网站名称：未填写，请填写网站规范名称。")
    for name, most in _LONGEST.items():
        text = getattr(content, name)
        if len(text) > most:
            told = f"{LABELS[name]}：最多{most}字，现为{len(text)}字，请缩短。"
            yield Problem(name, told)


def _numbers(content: SiteContent) -> Iterator[Problem]:
    if content.id_code and not re.fullmatch(r"[0-9]{10}", content.id_code):
        told = f"网站标识码：应为10位数字，现为“{content.id_code[:30]}”，请按赋码通知填写。"
        yield Problem("id_code", told)


def _colour(colour: str) -> Iterator[Problem]:
    if not is_colour(colour):
        told = f"主色：“{colour[:20]}”不是颜色值，请填写 # 加六位十六进制数，如 #1f4e8c。"
        yield Problem("colour", told)
        return
    ratio = contrast(colour, WHITE)
    if ratio < LEAST_CONTRAST:
        yield Problem(
            "colour",
            f"主色：{colour} 与白色的对比度只有{ratio:.1f}，低于{LEAST_CONTRAST}，"
            "视力不好的人看不清，请改用更深的颜色。",
        )


def _addresses(content: SiteContent) -> Iterator[Problem]:
    for name in ("report_error_url", "party_mark_link"):
        address = getattr(content, name)
        parts = urlsplit(address)
        wrong = parts.scheme != "https" or not parts.hostname or _INVISIBLE.search(address)
        if address and wrong:
            told = f"{LABELS[name]}：“{address[:60]}”应为以 https:// 开头的网址，请核对。"
            yield Problem(name, told)
    contact = content.security_contact
    if contact and not contact.startswith(("mailto:", "https://")):
        told = f"安全联系方式：“{contact[:60]}”应为电子邮箱或者以 https:// 开头的网址。"
        yield Problem("security_contact", told)


def _contact(text: str) -> str:
    try:
        validate_email(text.removeprefix("mailto:"))
    except ValidationError:
        return text.removeprefix("mailto:")
    return f"mailto:{text.removeprefix('mailto:')}"


def _pictures(content: SiteContent, files: Mapping[int, SiteFile]) -> Iterator[SitePicture]:
    for key in dict.fromkeys(getattr(content, name) for name in _PICTURES):
        file = files.get(key) if key is not None else None
        if file is not None and file.media_type in PICTURES:
            ending = extension_of(file.media_type, file.name)
            size = (file.width or 0, file.height or 0)
            yield SitePicture(file.pk, ending, file.alt_text, *size)


def _chosen_pictures(content: SiteContent, files: Mapping[int, SiteFile]) -> Iterator[Problem]:
    for name in _PICTURES:
        key = getattr(content, name)
        if key is not None and content.picture(key) is None:
            told = f"{LABELS[name]}：没有编号为{key}的图片，请重新选择或者上传。"
            yield Problem(name, told)


def _columns(agency: Agency, content: SiteContent) -> Iterator[Problem]:
    known = {column.code for column in columns_of(agency) if not column.is_closed}
    wrong = [code for code in content.home_columns if code not in known]
    if wrong:
        told = f"首页栏目：没有代码为“{'、'.join(wrong)[:60]}”的在用栏目，请重新选择。"
        yield Problem("home_columns", told)
    if len(content.home_columns) > MOST_HOME_COLUMNS:
        told = f"首页栏目：最多{MOST_HOME_COLUMNS}个，现为{len(content.home_columns)}个，请减少。"
        yield Problem("home_columns", told)


def _entries(name: str, entries: tuple[MenuEntry, ...]) -> Iterator[Problem]:
    title, most = LABELS[name], MOST_ENTRIES[name]
    if len(entries) > most:
        yield Problem(name, f"{title}：最多{most}项，现为{len(entries)}项，请减少。")
    longest = LONGEST_LABEL if name in ("menu", "quick") else 30
    for number, entry in enumerate(entries, start=1):
        where = f"{title}第{number}项"
        if not entry.label:
            yield Problem(name, f"{where}：未填写名称，请填写或者清空该项。")
        elif len(entry.label) > longest:
            told = f"{where}“{entry.label[:40]}”：名称最多{longest}字，现为{len(entry.label)}字。"
            yield Problem(name, told)
        if len(entry.hint) > 60:
            yield Problem(name, f"{where}：说明最多60字，现为{len(entry.hint)}字，请缩短。")
        if fault := target_fault(entry.target):
            shown = f"“{entry.target[:60]}”" if entry.target else ""
            yield Problem(name, f"{where}{shown}：{fault}，请修改。")
