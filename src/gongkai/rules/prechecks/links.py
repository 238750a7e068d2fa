"""Links by their form alone: what runs, what only the editor can open, what cannot be right."""

import ipaddress
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from gongkai.rules.prechecks.findings import Hit

_INVISIBLE = re.compile(r"[\x00-\x20\u200b-\u200f\ufeff]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\[^\\]")
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
_BARE_HOST = re.compile(
    r"(?:www\.|[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,4}\.(?:cn|com|net|org)(?:/|$))"
)
_HOST = re.compile(r"[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})*\.?")
_ACTIVE = frozenset({"javascript", "vbscript", "data", "livescript", "mocha"})
_LOCAL = frozenset({"file", "blob", "about", "chrome", "ms-word", "wps"})
_PRIVATE_ENDINGS = (".local", ".lan", ".internal", ".intranet", ".localhost", ".home", ".corp")
_LONGEST = 2000
# A file of the item itself, which readers get under an address of the site.
_OF_THE_ITEM = re.compile(r"file:[0-9]{1,12}")
_IN_TEXT = re.compile(
    r"(?:(?:https?|ftp|file)://|javascript:|vbscript:)[^\s\u4e00-\u9fff，。；、）》”<>\"]{1,2000}"
    r"|(?<![A-Za-z0-9])[A-Za-z]:\\[^\s<>\"，。；）]{1,300}|(?<![\\\w])\\\\[\w.\-]{1,60}\\[^\s<>\"，。；）]{1,300}",
    re.IGNORECASE,
)


class LinkFault(NamedTuple):
    """Which rule a link breaks, and what to do."""

    rule: str
    message: str
    suggestion: str


def link_fault(target: str, own_hosts: Collection[str] = ()) -> LinkFault | None:
    """Return what is wrong with where a link leads, None if nothing is; nothing is fetched."""
    plain = _INVISIBLE.sub("", target)
    if not plain:
        return LinkFault("LINK_FAULTY", "链接没有地址。", "填写地址，或去掉链接")
    if _OF_THE_ITEM.fullmatch(plain):
        return None
    if _DRIVE.match(plain):
        return _local()
    scheme = _SCHEME.match(plain)
    name = scheme[1].lower() if scheme else ""
    if name in _ACTIVE:
        return LinkFault("LINK_ACTIVE", "链接中含有脚本或数据，不得发布。", "改为普通网址")
    if name in _LOCAL:
        return _local()
    if name == "mailto":
        address = plain[7:].partition("?")[0]
        if not all(_MAIL.fullmatch(one) for one in address.split(",")[:20]):
            return LinkFault("LINK_FAULTY", "邮箱地址写法有误。", "写作 mailto:名称@域名")
        return None
    if name in ("http", "https") or plain.startswith("//"):
        return _web(plain, own_hosts)
    if name in ("tel", "sms", "ftp"):
        return None
    if scheme:
        return LinkFault("LINK_FAULTY", "链接开头的协议有误。", "以 https:// 开头")
    if _BARE_HOST.match(plain):
        return LinkFault(
            "LINK_FAULTY",
            "链接缺少 https://，会被当作本站的页面而打不开。",
            f"https://{plain[:80]}",
        )
    return None


def text_links(text: str, own_hosts: Collection[str] = ()) -> Iterator[Hit]:
    """Yield links written out in a text that nobody outside can or should open."""
    for found in _IN_TEXT.finditer(text):
        fault = link_fault(found[0], own_hosts)
        if fault is not None and fault.rule != "LINK_OUTSIDE":
            yield Hit(fault.rule, found.start(), found.end(), fault.message, fault.suggestion)


def _web(link: str, own_hosts: Collection[str]) -> LinkFault | None:
    faulty = LinkFault("LINK_FAULTY", "网址写法有误。", "核对后重新填写完整网址")
    if len(link) > _LONGEST:
        return faulty
    try:
        host = (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return faulty
    private = LinkFault(
        "LINK_PRIVATE", "链接指向内部网络，读者打不开，也不应公开。", "改为公开网址"
    )
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        number = None
    if number is not None:
        if not number.is_global:
            return private
        return LinkFault("LINK_OUTSIDE", "链接用的是IP地址，请核对。", "改用域名")
    if host == "localhost" or host.endswith(_PRIVATE_ENDINGS):
        return private
    if not host or not (_HOST.fullmatch(host) or not host.isascii()):
        return faulty
    if "." not in host:
        return private
    if ".." in host or host.startswith((".", "-")):
        return faulty
    inside = (*own_hosts, "gov.cn")
    if any(host == one or host.endswith(f".{one}") for one in inside):
        return None
    return LinkFault("LINK_OUTSIDE", "外部链接，请打开核对是否有效、是否合适。", "")


def _local() -> LinkFault:
    return LinkFault(
        "LINK_LOCAL", "链接指向编辑者电脑上的文件，读者打不开。", "把文件作为附件上传后再链接"
    )
