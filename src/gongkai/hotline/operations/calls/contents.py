"""What an agent enters of a call, as a value, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.documents.characters import writable
from gongkai.hotline.models import CallerKind, CallOutcome, CallRoute, Urgency
from gongkai.rules.caller_numbers import number_fault, plain_number
from gongkai.rules.reply_limits import TicketKind

ROUTES = CallRoute.choices
CALLER_KINDS = CallerKind.choices
OUTCOMES = CallOutcome.choices
URGENCIES = Urgency.choices
"""Code and name of each choice that the desk offers."""
LONGEST_TEXT = 4000
LONGEST_NAME = 50
_NEEDS_TOPIC = (CallOutcome.ANSWERED, CallOutcome.ESCALATED, CallOutcome.TO_CALL_BACK)
_NEEDS_QUESTION = (CallOutcome.ESCALATED, CallOutcome.TO_CALL_BACK)


class CallRefused(ValueError):
    """A call cannot be registered or changed like this; the text says why, in Chinese.

    `problems` holds field and text of each where fields are to blame.
    """

    def __init__(self, text: str, problems: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(text)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class CallContent:
    """What an agent enters; what he did not is "" or None.

    `route`, `caller_kind`, `outcome`, `urgency` and `ticket_kind` are codes; `topic` is a key. The
    last two and `call_at` matter only where a ticket is opened or the caller is to be called.
    """

    route: str
    outcome: str
    caller_kind: str = ""
    number: str = ""
    caller_name: str = ""
    topic: int | None = None
    question: str = ""
    answer: str = ""
    entry_no: str = ""
    ticket_kind: str = TicketKind.CONSULTATION.value
    urgency: str = "ORDINARY"
    call_at: datetime | None = None

    @property
    def is_secret(self) -> bool:
        """Tell whether the caller reports somebody (举报), so that only the ticket knows of him."""
        return self.outcome == CallOutcome.ESCALATED and self.ticket_kind == TicketKind.REPORT

    def fields(self) -> dict[str, Any]:
        """Return the columns of the call but its topic, for which a row is needed."""
        return {
            "route": self.route,
            "outcome": self.outcome,
            "caller_kind": self.caller_kind,
            "number": plain_number(self.number),
            "caller_name": " ".join(writable(self.caller_name).split()),
            "question": writable(self.question).strip(),
            "answer": writable(self.answer).strip(),
            "entry_no": self.entry_no.strip()[:40],
        }


def insist_on_sense(content: CallContent) -> None:
    """Refuse what cannot be registered.

    :raises CallRefused: with the text of each field that is wrong
    """
    problems = tuple(_problems(content))
    if problems:
        raise CallRefused("".join(text for _field, text in problems), problems)


def _problems(content: CallContent) -> Iterator[tuple[str, str]]:
    if content.route not in CallRoute.values:
        yield "route", "接入方式：未选择，请选择一种。"
    if content.outcome not in CallOutcome.values:
        yield "outcome", "处理结果：未选择，请选择一种。"
    if content.caller_kind and content.caller_kind not in CallerKind.values:
        yield "caller_kind", "来电人类别：没有这个选项，请从所列选项中选择。"
    if content.urgency not in Urgency.values:
        yield "urgency", "缓急：没有这个选项，请从所列选项中选择。"
    if content.ticket_kind not in tuple(TicketKind):
        yield "ticket_kind", "诉求类别：没有这个选项，请从所列选项中选择。"
    if fault := number_fault(content.number):
        yield "number", fault
    if content.outcome in _NEEDS_TOPIC and content.topic is None:
        yield "topic", "业务类别：未选择，请输入代码或拼音首字母选择。"
    if content.outcome in _NEEDS_QUESTION and not content.question.strip():
        yield "question", "来电内容：未填写，转工单和约定回拨的请写明诉求。"
    if content.outcome == CallOutcome.TO_CALL_BACK and not content.number.strip():
        yield "number", "来电号码：未填写，约定回拨的请填写号码。"
    for field, label, text, most in (
        ("question", "来电内容", content.question, LONGEST_TEXT),
        ("answer", "答复", content.answer, LONGEST_TEXT),
        ("caller_name", "称呼", content.caller_name, LONGEST_NAME),
    ):
        if len(writable(text).strip()) > most:
            length = len(writable(text).strip())
            yield field, f"{label}：共{length}个字，最多{most}个字，请缩短。"
