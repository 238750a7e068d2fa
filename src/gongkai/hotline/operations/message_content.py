"""What a sender says in a message, as a value, and what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.documents.characters import writable
from gongkai.hotline.models import AnswerWay
from gongkai.rules.phones import check_phone
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.typing_slips import half_width

ANSWER_WAYS = [(code, name) for code, name in AnswerWay.choices if code != AnswerWay.WECHAT]
"""Code and name of each way in which an answer to a message of the site can come."""
_NAMED = (AnswerWay.PHONE, AnswerWay.EMAIL)
LONGEST_TITLE = 60
LONGEST_TEXT = 2000
LONGEST_NAME = 50
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LONGEST_MAIL = 100


@dataclass(frozen=True, slots=True)
class MessageContent:
    """The content of a message; what was not given is "".

    `kind` is a code of TicketKind, `answer_way` one of AnswerWay. Nobody need say who he is unless
    an answer is to be sent to him.
    """

    kind: str
    title: str
    text: str
    name: str = ""
    phone: str = ""
    email: str = ""
    answer_way: str = "ONLINE"
    may_publish: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the columns of the message."""
        phone = check_phone(self.phone)
        return {
            "kind": self.kind,
            "title": " ".join(writable(self.title).split()),
            "text": writable(self.text).strip(),
            "name": " ".join(writable(self.name).split()),
            "phone": self.phone.strip() if phone.fault else phone.value,
            "email": half_width(self.email).strip(),
            "answer_way": self.answer_way,
            "may_publish": self.may_publish,
        }


def problems_of(content: MessageContent) -> list[tuple[str, str]]:
    """Return what is wrong with a message: the field, and what to tell its sender."""
    return list(_problems(content))


def _problems(content: MessageContent) -> Iterator[tuple[str, str]]:
    if content.kind not in tuple(TicketKind):
        yield "kind", "留言类别：未选择，请选择一种。"
    yield from _text_problems("title", "标题", content.title, LONGEST_TITLE, "请用一句话概括。")
    yield from _text_problems(
        "text", "内容", content.text, LONGEST_TEXT, "请写明时间、事项和诉求。"
    )
    if len(content.name.strip()) > LONGEST_NAME:
        yield "name", f"姓名：共{len(content.name.strip())}个字，最多{LONGEST_NAME}个字，请缩短。"
    if content.answer_way not in AnswerWay.values:
        yield "answer_way", "答复方式：没有这个选项，请从所列选项中选择。"
    if content.answer_way in _NAMED and not content.name.strip():
        yield "name", "姓名：未填写。选择电话或者电子邮件答复的，请填写怎样称呼您。"
    if content.phone.strip() or content.answer_way == AnswerWay.PHONE:
        fault = check_phone(content.phone).fault
        if fault:
            yield "phone", fault
    yield from _mail_problems(content)


def _text_problems(
    field: str, label: str, text: str, most: int, hint: str
) -> Iterator[tuple[str, str]]:
    length = len(writable(text).strip())
    if not length:
        yield field, f"{label}：未填写，{hint}"
    elif length > most:
        yield field, f"{label}：共{length}个字，最多{most}个字，请缩短。"


def _mail_problems(content: MessageContent) -> Iterator[tuple[str, str]]:
    mail = half_width(content.email).strip()
    if not mail and content.answer_way == AnswerWay.EMAIL:
        yield "email", "电子邮箱：未填写。选择电子邮件答复的，请填写收取答复的邮箱。"
    elif mail and (len(mail) > _LONGEST_MAIL or not _MAIL.fullmatch(mail)):
        yield "email", "电子邮箱：格式不对，请按 name@example.com 的样子填写。"
