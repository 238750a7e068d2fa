"""A request's entries read as one history: questions with their answers, nothing impossible."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.rules.clock.events import Entry, Event, clock_entries


class ImpossibleHistory(ValueError):
    """The entries contradict each other or the law; the message says which, in Chinese."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """An opinion asked of a third party or of another organ: 条例第三十二条至第三十四条."""

    asked: Event
    subject: str
    sent_on: date
    reached_on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one request, a day for each act."""

    received_on: date
    correction_asked_on: date | None = None
    correction_until: date | None = None
    corrected_on: date | None = None
    consultations: tuple[Consultation, ...] = ()
    extended_on: date | None = None
    fee_noticed_on: date | None = None
    fee_reached_on: date | None = None
    fee_paid_on: date | None = None
    delayed_on: date | None = None
    delayed_until: date | None = None
    replied_on: date | None = None

    @property
    def waits_for_correction(self) -> bool:
        """Test if the applicant was asked to correct and has not."""
        return self.correction_asked_on is not None and self.corrected_on is None

    @property
    def waits_for_fee(self) -> bool:
        """Test if the applicant was asked to pay and has not."""
        return self.fee_noticed_on is not None and self.fee_paid_on is None

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """Return the consultations without an answer."""
        return tuple(each for each in self.consultations if each.answered_on is None)


# Acts the law knows once per request, with the reason given when a second one is entered.
_ONCE = {
    Event.RECEIVED: "收到申请之日只有一个",
    Event.CORRECTION_ASKED: "补正应当一次性告知（条例第三十条）",
    Event.CORRECTED: "补正只告知一次，收到补正之日只有一个（条例第三十条）",
    Event.EXTENDED: "答复期限只能延长一次，最长20个工作日（条例第三十三条）",
    Event.DELAYED: "延迟答复的期限只确定一次（条例第三十五条）",
    Event.FEE_NOTICED: "一件申请只发出一次收费通知",
    Event.FEE_PAID: "一件申请只缴费一次",
    Event.REPLIED: "一件申请只登记一次答复，更正另行登记",
}
_CONSULTATIONS = {
    Event.THIRD_PARTY_CONSULTED: Event.THIRD_PARTY_ANSWERED,
    Event.ORGAN_CONSULTED: Event.ORGAN_ANSWERED,
}
# An opinion that comes after the reply is filed, though it changes nothing.
_AFTER_REPLY = {Event.REPLIED, *_CONSULTATIONS.values()}
_LETTERS = {Event.THIRD_PARTY_CONSULTED, Event.ORGAN_CONSULTED, Event.FEE_NOTICED}


def read_history(entries: Iterable[Entry]) -> History:
    """Return what the entries tell, in whatever order they are given.

    :raises ImpossibleHistory: naming the entry, why it cannot be, and what to do
    """
    entries = sorted(clock_entries(entries), key=lambda each: (each.on, each.event, each.subject))
    _refuse_repetition(entries)
    single = {entry.event: entry for entry in entries if entry.event in _ONCE}
    day = {event: entry.on for event, entry in single.items()}
    if Event.RECEIVED not in day:
        raise ImpossibleHistory(
            "经过中没有“收到申请”的日期，请先登记收到申请之日（条例第三十一条）。"
        )
    _refuse_wrong_days(entries, day)
    _refuse_answer_without_question(day, Event.CORRECTION_ASKED, Event.CORRECTED)
    _refuse_answer_without_question(day, Event.FEE_NOTICED, Event.FEE_PAID)
    notice = single.get(Event.FEE_NOTICED)
    history = History(
        received_on=day[Event.RECEIVED],
        correction_asked_on=day.get(Event.CORRECTION_ASKED),
        correction_until=_until(single, Event.CORRECTION_ASKED),
        corrected_on=day.get(Event.CORRECTED),
        consultations=_consultations(entries),
        extended_on=day.get(Event.EXTENDED),
        fee_noticed_on=day.get(Event.FEE_NOTICED),
        fee_reached_on=(notice.reached_on or notice.on) if notice else None,
        fee_paid_on=day.get(Event.FEE_PAID),
        delayed_on=day.get(Event.DELAYED),
        delayed_until=_until(single, Event.DELAYED),
        replied_on=day.get(Event.REPLIED),
    )
    _refuse_extension_while_waiting(history)
    _refuse_delay_without_day(history)
    _refuse_correction_until_before_asked(history)
    return history


def _until(single: dict[Event, Entry], event: Event) -> date | None:
    return single[event].until_on if event in single else None


def _told(entry: Entry) -> str:
    whom = f"（{entry.subject}）" if entry.subject else ""
    return f"“{entry.event.label}{whom}”（{entry.on.isoformat()}）"


def _refuse_repetition(entries: Sequence[Entry]) -> None:
    for event, count in Counter(entry.event for entry in entries).items():
        if count > 1 and event in _ONCE:
            last = [entry for entry in entries if entry.event is event][-1]
            raise ImpossibleHistory(
                f"{_told(last)}重复登记：{_ONCE[event]}。请核对后删除多余的一条。"
            )
    for entry, count in Counter(entry[:3] for entry in entries).items():
        if count > 1:
            raise ImpossibleHistory(
                f"{_told(Entry(*entry))}重复登记，请删除多余的一条；"
                "同日征求多个对象的，请分别写明对象。"
            )


def _refuse_wrong_days(entries: Sequence[Entry], day: dict[Event, date]) -> None:
    received, replied = day[Event.RECEIVED], day.get(Event.REPLIED)
    for entry in entries:
        if entry.on < received:
            raise ImpossibleHistory(
                f"{_told(entry)}早于收到申请之日 {received.isoformat()}，请核对日期。"
            )
        if replied and entry.on > replied and entry.event not in _AFTER_REPLY:
            raise ImpossibleHistory(
                f"{_told(entry)}晚于作出答复之日 {replied.isoformat()}，请核对日期。"
            )
        if entry.reached_on is None:
            continue
        if entry.event not in _LETTERS:
            raise ImpossibleHistory(f"{_told(entry)}不需要送达日期，请删除送达日期。")
        if entry.reached_on < entry.on:
            raise ImpossibleHistory(
                f"{_told(entry)}的送达日期 {entry.reached_on.isoformat()} 早于发出日期，"
                "请核对日期。"
            )


def _refuse_answer_without_question(day: dict[Event, date], question: Event, answer: Event) -> None:
    if answer not in day:
        return
    entry = Entry(day[answer], answer)
    if question not in day:
        raise ImpossibleHistory(
            f"{_told(entry)}之前没有“{question.label}”，请先登记“{question.label}”，或删除这一条。"
        )
    if day[answer] < day[question]:
        raise ImpossibleHistory(
            f"{_told(entry)}早于“{question.label}”（{day[question].isoformat()}），请核对日期。"
        )


def _refuse_extension_while_waiting(history: History) -> None:
    """Refuse an extension between a question to the applicant and the answer: no limit runs."""
    if history.extended_on is None:
        return
    waits = (
        ("补正", history.correction_asked_on, history.corrected_on),
        ("缴费", history.fee_noticed_on, history.fee_paid_on),
    )
    for what, asked_on, answered_on in waits:
        if asked_on and asked_on < history.extended_on < (answered_on or date.max):
            raise ImpossibleHistory(
                f"“延长答复期限”（{history.extended_on.isoformat()}）在等待申请人{what}期间，"
                f"此时不计算答复期限，无需延长。请核对日期，或待申请人{what}后再办理。"
            )


def _refuse_delay_without_day(history: History) -> None:
    """Refuse a delay (条例第三十五条) that does not say until when, or ends before it was set."""
    if history.delayed_on is None:
        return
    if history.delayed_until is None or history.delayed_until <= history.delayed_on:
        raise ImpossibleHistory(
            f"“{Event.DELAYED.label}”（{history.delayed_on.isoformat()}）没有写明延迟至哪一天，"
            "或者该日不晚于确定之日，请填写延迟后的答复期限（条例第三十五条）。"
        )


def _refuse_correction_until_before_asked(history: History) -> None:
    """Refuse a limit to correct that leaves no day: 条例第三十条 asks for a reasonable one."""
    asked_on, until = history.correction_asked_on, history.correction_until
    if asked_on and until and until <= asked_on:
        raise ImpossibleHistory(
            f"补正期限 {until.isoformat()} 不晚于“{Event.CORRECTION_ASKED.label}”之日 "
            f"{asked_on.isoformat()}，请填写合理的补正期限（条例第三十条）。"
        )


def _consultations(entries: Sequence[Entry]) -> tuple[Consultation, ...]:
    found: list[Consultation] = []
    for asked, answered in _CONSULTATIONS.items():
        subjects = sorted({e.subject for e in entries if e.event in (asked, answered)})
        for subject in subjects:
            questions = [e for e in entries if e.event is asked and e.subject == subject]
            answers = [e for e in entries if e.event is answered and e.subject == subject]
            found += _paired(questions, answers)
    return tuple(sorted(found, key=lambda each: (each.sent_on, each.asked, each.subject)))


def _paired(questions: Sequence[Entry], answers: Sequence[Entry]) -> list[Consultation]:
    """Pair the questions to one subject with its answers, in the order of their days.

    A named subject is asked once. Those who are not named may be several: their answers are taken
    in the order of the questions, unless it matters who answered.
    """
    if len(questions) > 1 and questions[0].subject:
        raise ImpossibleHistory(
            f"{_told(questions[-1])}重复登记：同一对象只征求一次意见，再次征求请换一个对象名称登记。"
        )
    for number, answer in enumerate(answers):
        asked = [question for question in questions if question.on <= answer.on]
        if number >= len(asked):
            raise ImpossibleHistory(
                f"{_told(answer)}之前没有相应的征求意见，请先登记征求意见，或删除这一条。"
            )
        if len(answers) < len(questions) and len(asked) - number > 1:
            raise ImpossibleHistory(
                f"{_told(answer)}时有{len(asked) - number}个未写明对象的征求意见在等待答复，"
                "无法判断是谁的意见，请在征求和答复两处写明对象。"
            )
    found = []
    for number, question in enumerate(questions):
        reached_on = question.reached_on or question.on
        answer_on = answers[number].on if number < len(answers) else None
        if answer_on and answer_on < reached_on:
            raise ImpossibleHistory(
                f"{_told(answers[number])}早于征求意见书的送达日期 {reached_on.isoformat()}，"
                "请核对日期。"
            )
        found.append(
            Consultation(question.event, question.subject, question.on, reached_on, answer_on)
        )
    return found
