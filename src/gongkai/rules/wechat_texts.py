"""What a follower's text to the WeChat account is: a short command, or a message to the office."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from gongkai.rules.reply_limits import TicketKind

LONGEST_TEXT = 2000
LONGEST_TITLE = 40
SHORTEST = 4
"""With fewer letters or characters nobody can tell what somebody wants."""

Deed = Literal["bind", "move", "unbind", "ask", "rate", "help", "say"]

_DIGITS = "０１２３４５６７８９"
_CODE = re.compile(r"(绑定|改绑)[\s:：+＋]*((?:[0-9][\s-]*){4,12})[。.!！]?")
_UNBIND = re.compile(r"(?:解绑|解除绑定|取消绑定)[。.!！]?")
_ASK = re.compile(r"(?:查询|查询留言|查留言)[\s:：]*([A-Za-z]{2}[0-9]{4}-?[0-9]{1,8})?[。.!！]?")
_RATE = re.compile(
    r"(?:评价)?[\s:：]*([A-Za-z]{2}[0-9]{4}-[0-9]{1,8})?[\s:：,，]*(基本满意|不满意|满意)[。.!！]?"
)
_HELP = re.compile(r"(?:帮助|菜单|说明|help|绑定|改绑|评价|[?？])", re.IGNORECASE)
_KIND = re.compile(r"(?:我想要|我要|我想|想要|要)?(咨询|投诉|建议|求助|举报|表扬)")
_KINDS: Mapping[str, TicketKind] = {kind.label: kind for kind in TicketKind}
_OPINIONS = {"满意": "SATISFIED", "基本满意": "FAIRLY_SATISFIED", "不满意": "DISSATISFIED"}
_END = re.compile(r"[。！？!?；;\n]")
_DISCLOSURE = re.compile(
    r"依申请公开|信息公开申请|申请[^。！？\n]{0,12}(?:信息)?公开|公开[^。！？\n]{0,20}(?:政府)?信息"
)


class Said(NamedTuple):
    """What a text says; `code` is of a binding, `number` of a message, `opinion` of Opinion."""

    deed: Deed
    code: str = ""
    number: str = ""
    opinion: str = ""


class Matter(NamedTuple):
    """What a text asks of the office: of which kind, in one line, and whether it tells of requests.

    `asks_disclosure` tells that it may be meant as a request for government information, which
    a message to the account is not.
    """

    kind: TicketKind
    title: str
    asks_disclosure: bool


def said(text: str) -> Said:
    """Return what a text is; whatever is no command is a message."""
    plain = " ".join(text.translate(str.maketrans(_DIGITS, "0123456789")).split())
    if told := _CODE.fullmatch(plain):
        return Said("bind" if told[1] == "绑定" else "move", code=re.sub(r"[\s-]", "", told[2]))
    if _UNBIND.fullmatch(plain):
        return Said("unbind")
    if told := _ASK.fullmatch(plain):
        return Said("ask", number=(told[1] or "").upper())
    if told := _RATE.fullmatch(plain):
        return Said("rate", number=(told[1] or "").upper(), opinion=_OPINIONS[told[2]])
    if _HELP.fullmatch(plain):
        return Said("help")
    return Said("say")


def matter_of(text: str) -> Matter:
    """Return what a message is about.

    The kind is the one it begins with; whatever speaks of a report (举报) is kept as secret as
    one; all else is a question.
    """
    told = _KIND.match(text)
    kind = _KINDS[told[1]] if told else TicketKind.CONSULTATION
    if told is None and TicketKind.REPORT.label in text:
        kind = TicketKind.REPORT
    first = _END.split(text.strip(), maxsplit=1)[0].strip() or text.strip()
    title = " ".join(first.split())
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    return Matter(kind, short, _DISCLOSURE.search(text) is not None)


def fault_of(text: str) -> str:
    """Return why a text cannot be taken as a message and what to do, in Chinese; "" if it can."""
    plain = text.strip()
    if len(plain) > LONGEST_TEXT:
        return (
            f"您发送的内容共{len(plain)}个字，最多{LONGEST_TEXT}个字，没有登记。"
            "请缩短后重新发送，或者在本机关网站留言。"
        )
    letters = sum(letter.isalpha() for letter in plain)
    if letters < SHORTEST:
        return "没有看懂您要反映的事项，没有登记。请用一段文字写明时间、事项和诉求后发送。"
    return ""
