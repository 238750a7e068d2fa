"""What a counter-entry takes along: the task, opinion, fee or letter that its entry made."""

from datetime import date

from django.db.models import QuerySet

from gongkai.casework.models import (
    CaseEvent,
    Consultation,
    ConsultationKind,
    DisclosureRequest,
    Letter,
    LetterState,
    ProcessingFee,
    SearchTask,
)
from gongkai.rules.clock import Entry, Event, ImpossibleHistory
from gongkai.rules.letters import LetterKind

_KINDS = {
    Event.THIRD_PARTY_CONSULTED: ConsultationKind.THIRD_PARTY,
    Event.THIRD_PARTY_ANSWERED: ConsultationKind.THIRD_PARTY,
    Event.THIRD_PARTY_INFORMED: ConsultationKind.THIRD_PARTY,
    Event.ORGAN_CONSULTED: ConsultationKind.CO_MAKER,
    Event.ORGAN_ANSWERED: ConsultationKind.CO_MAKER,
}


def letter_of(row: CaseEvent) -> Letter | None:
    """Return the letter that made an entry, if one did and still stands."""
    return Letter.objects.filter(event=row).exclude(state=LetterState.VOID).first()


def reply_with(row: CaseEvent) -> Letter | None:
    """Return the letter of another case that closed this one with it, if it still stands."""
    if row.event != Event.REPLIED:
        return None
    replies = Letter.objects.filter(
        kind=LetterKind.REPLY, state=LetterState.ISSUED, dated_on=row.on,
        request__agency=row.request.agency_id,
    )  # fmt: skip
    chosen = (each for each in replies if row.request_id in map(int, each.terms.get("closes", [])))
    return next(chosen, None)


def follow(case: DisclosureRequest, row: CaseEvent, instead: Entry | None) -> None:
    """Set in a locked case the days that an entry keeps there; the caller saves it."""
    event = Event(row.event)
    if event is Event.ARRIVED and instead:
        case.arrived_on = instead.on
    elif event is Event.CORRECTION_ASKED:
        case.correction_until = instead.until_on if instead else None


def undo(row: CaseEvent, instead: CaseEvent | None, on: date) -> None:
    """Bring what an entry made in line with its counter-entry.

    A letter that made it becomes void and keeps its number, unless the act stands with another day.

    :param instead: the right entry, where the act did happen
    :param on: the day of the counter-entry
    """
    event = Event(row.event)
    day = instead.on if instead else None
    if event is Event.SEARCH_ORDERED:
        _undo_order(row, day)
    elif event is Event.SEARCH_ANSWERED:
        _undo_answer(row, day)
    elif event is Event.FEE_NOTICED:
        fees = ProcessingFee.objects.filter(request=row.request_id, withdrawn_on=None)
        fees.update(noticed_on=day) if day else fees.update(withdrawn_on=on)
    elif event is Event.FEE_PAID:
        fees = ProcessingFee.objects.filter(request=row.request_id, withdrawn_on=None)
        fees.update(paid_on=day)
    elif event in _KINDS:
        _undo_opinion(event, row, instead)
    letter = letter_of(row)
    if letter is None:
        return
    if instead:
        letter.event = instead
    else:
        letter.state = LetterState.VOID
    letter.save(update_fields=["event", "state"])


def _undo_order(row: CaseEvent, day: date | None) -> None:
    tasks = _tasks_of(row).filter(ordered_on=row.on)
    task = tasks.filter(answered_on=None).first() or tasks.first()
    if task is None:
        return
    if task.answered_on and (day is None or day > task.answered_on):
        raise ImpossibleHistory(
            f"{row.subject}已于{task.answered_on}反馈检索结果，请先更正“收到检索结果”的登记。"
        )
    if day:
        task.ordered_on = day
        task.save(update_fields=["ordered_on"])
    else:
        # The order itself stays on record as an entry with its counter-entry.
        task.delete()


def _undo_answer(row: CaseEvent, day: date | None) -> None:
    task = _tasks_of(row).filter(answered_on=row.on).first()
    if task is None:
        return
    if day and day < task.ordered_on:
        raise ImpossibleHistory(
            f"“{Event.SEARCH_ANSWERED.label}”（{day}）早于交办检索之日 {task.ordered_on}，"
            "请核对日期。"
        )
    task.answered_on = day
    if day is None:
        task.result = task.scope = task.answer = ""
        task.answered_by = None
    task.save()


def _tasks_of(row: CaseEvent) -> QuerySet[SearchTask]:
    """Return the tasks of an entry's department, the newest first."""
    tasks = SearchTask.objects.filter(request=row.request_id, department__name=row.subject)
    return tasks.order_by("-pk")


def _undo_opinion(event: Event, row: CaseEvent, instead: CaseEvent | None) -> None:
    asked = Consultation.objects.filter(
        request=row.request_id, kind=_KINDS[event], label=row.subject
    )
    day = instead.on if instead else None
    if event is Event.THIRD_PARTY_INFORMED:
        asked.update(informed_on=day)
    elif event in (Event.THIRD_PARTY_CONSULTED, Event.ORGAN_CONSULTED) and instead:
        asked.update(sent_on=day, reached_on=instead.reached_on, due_on=None)
    elif instead:
        asked.update(answered_on=day)
    else:
        asked.update(
            opinion="", opinion_text="", answered_on=None, is_reasonable=None, judgement="",
            judged_by=None, overrides=False, override_reason="",
        )  # fmt: skip
        if event in (Event.THIRD_PARTY_CONSULTED, Event.ORGAN_CONSULTED):
            asked.update(sent_on=None, reached_on=None, due_on=None)
