"""Whom something is sent to, and by which ways he is to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.messages.models import GatewayTemplate, OfficerContact, WayPreference
from gongkai.messages.queries.wechat import officer_binding
from gongkai.rules.message_events import Event, Way

_NO_ADDRESS = {
    Way.EMAIL: "没有登记收件人的电子邮箱",
    Way.SMS: "没有登记收件人的手机号码",
    Way.WECHAT: "收件人没有绑定微信公众号",
    Way.LETTER: "没有登记收件人的通信地址",
}


# Nobody finds him in a traceback: so he has no words for himself.
@dataclass(frozen=True, slots=True, repr=False)
class Recipient:
    """One person: an officer, or a citizen with what he left and the ways he chose.

    :param wants: by which ways a citizen asked to be told when he filed; an officer's own
        preferences are on record
    :param address: where a letter goes, with `postcode`
    """

    officer: Officer | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    openid: str = ""
    address: str = ""
    postcode: str = ""
    wants: tuple[Way, ...] = ()


class Path(NamedTuple):
    """A way with the address it goes to, or with why it cannot be gone, in Chinese."""

    way: Way
    address: str
    problem: str = ""


def paths_to(recipient: Recipient, event: Event) -> list[Path]:
    """Return the ways by which somebody is told of an event.

    An officer always sees it on screen, and by another way only where that can be gone; the way a
    citizen chose stays on record with what is wrong with it.
    """
    if recipient.officer is not None:
        return _to_officer(recipient.officer, event)
    return [_path(recipient, way) for way in dict.fromkeys(recipient.wants) if way in event.ways]


def chosen_ways(officer: Officer, event: Event) -> tuple[Way, ...]:
    """Return the ways an officer chose for an event, or its default."""
    row = WayPreference.objects.filter(officer=officer, event=event.code).first()
    return tuple(Way(each) for each in row.ways) if row is not None else event.default


def first_open(
    agency: int, event: Event, recipient: Recipient, ways: Sequence[Way]
) -> tuple[Way, ...]:
    """Return the first of some ways by which an organ can tell somebody of an event.

    Where none is open it is the first for which he left an address, so that it stays on record
    why he was not told; () where he left none.

    :param agency: key of the organ
    """
    left = [path for way in ways if way in event.ways if (path := _path(recipient, way)).address]
    opened = [path for path in left if not path.problem and _is_open(agency, path, event)]
    return tuple(path.way for path in (opened or left)[:1])


def why_not(way: Way) -> str:
    """Return why nothing can go by a way in this installation, "" if it can."""
    if way is Way.EMAIL and not settings.EMAIL_HOST:
        return "本系统尚未配置邮件服务器，请系统管理员设置 GONGKAI_EMAIL_URL"
    if way is Way.SMS and not settings.GONGKAI_SMS["base"]:
        return "本系统尚未配置短信网关，请系统管理员设置 GONGKAI_SMS_URL"
    return ""


def _to_officer(officer: Officer, event: Event) -> list[Path]:
    wanted = [way for way in chosen_ways(officer, event) if way in event.ways]
    found = [Path(Way.SCREEN, "")] if Way.SCREEN in event.ways else []
    outward = [way for way in wanted if way is not Way.SCREEN]
    if outward:
        contact = OfficerContact.objects.filter(officer=officer).first()
        follower = officer_binding(officer)
        reached = Recipient(
            phone=contact.phone if contact else "",
            email=contact.email if contact else "",
            openid=follower.openid if follower else "",
        )
        paths = [_path(reached, way) for way in outward]
        found += [
            path for path in paths if not path.problem and _is_open(officer.agency_id, path, event)
        ]
    return found


def _is_open(agency: int, path: Path, event: Event) -> bool:
    """Tell whether an organ can send by a way: WeChat needs a template for each event."""
    if path.way is not Way.WECHAT:
        return True
    rows = GatewayTemplate.objects.filter(agency=agency, way=Way.WECHAT.value, event=event.code)
    return rows.exists()


def _path(recipient: Recipient, way: Way) -> Path:
    addresses = {
        Way.EMAIL: recipient.email,
        Way.SMS: recipient.phone,
        Way.WECHAT: recipient.openid,
        # Postcode and address on a line each, as the label has them.
        Way.LETTER: f"{recipient.postcode.strip()}\n{' '.join(recipient.address.split())}",
    }
    address = addresses.get(way, "").strip()
    if not address or (way is Way.LETTER and not recipient.address.strip()):
        return Path(way, "", _NO_ADDRESS.get(way, "没有登记收件人"))
    return Path(way, address, why_not(way))
