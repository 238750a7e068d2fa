"""The day by which a request must be answered: 条例第三十条 and 第三十二条 to 第三十四条."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock.consultations import Waited, waited_for
from gongkai.rules.clock.events import Entry
from gongkai.rules.clock.fee_notices import FeeMode, fee_pauses, fee_steps, why_unpaid
from gongkai.rules.clock.histories import History, ImpossibleHistory, read_history
from gongkai.rules.clock.pauses import Pause, last_day, paused_days
from gongkai.rules.clock.steps import Due, Step, chinese_day, step_of
from gongkai.rules.statutes import Figure, Statute, statute_in_force


def reply_due(
    entries: Iterable[Entry],
    calendar: WorkingCalendar,
    statute: Statute | None = None,
    *,
    fee_mode: str | None = None,
    as_of: date | None = None,
) -> Due:
    """Return the last day to reply to a request, or why there is none, with the steps.

    The day of receipt is day 0. Correction starts the limit anew (条例第三十条); so does payment of
    the fee, unless it only pauses. Consultations leave out their union (第三十三条第三款), each no
    longer than its own limit (第三十二条、第三十四条). An extension, once granted, stays part of a
    limit that starts anew. A reply already given changes nothing.

    :param statute: the figures to apply; those in force on the day of receipt where not given
    :param fee_mode: `restart` or `pause`; the default of data/clock.toml where not given
    :param as_of: the day on which one asks; tells if an open limit has run out
    :raises ImpossibleHistory: if the entries contradict each other or the law
    :raises CalendarNotPublished: if a limit reaches a year without a calendar
    :raises StatuteNotInForce: if the request is older than the regulation
    """
    history = read_history(entries)
    clock = _Clock(
        history=history,
        calendar=calendar,
        statute=statute or statute_in_force(history.received_on),
        fee_statute=statute or statute_in_force(history.fee_noticed_on or history.received_on),
        fee_mode=FeeMode.chosen(fee_mode),
        as_of=as_of,
    )
    return clock.due()


@dataclass(frozen=True)
class _Clock:
    """One history under one statute and calendar."""

    history: History
    calendar: WorkingCalendar
    statute: Statute
    fee_statute: Statute
    fee_mode: FeeMode
    as_of: date | None

    def due(self) -> Due:
        waited = [
            waited_for(each, self.calendar, self.statute, self.as_of)
            for each in self.history.consultations
        ]
        pauses = [each.pause for each in waited] + fee_pauses(self.history, self.fee_mode)
        steps = [
            *self._receipt_steps(),
            *self._correction_steps(),
            *self._extension_steps(pauses),
            *self._fee_steps(pauses),
        ]
        reason, lapses_on = self._why_none()
        if reason:
            return _due(None, reason, [*steps, *(each.step for each in waited)], False, lapses_on)
        start = max(self._starts())
        limit = self._limit(self.history.extended_on is not None)
        on = last_day(start, limit, pauses, self.calendar)
        steps += [self._consulted(each, start, on) for each in waited]
        closing = [self._closing_step(start, on, limit, pauses)]
        fixed = False
        if self.history.delayed_until:
            # A delay never brings the day forward: a correction or payment after it starts anew.
            fixed = self.history.delayed_until > on
            (closing if fixed else steps).append(self._delay_step(overtaken=not fixed))
            on = max(on, self.history.delayed_until)
        provisional = (
            not fixed
            and self.history.replied_on is None
            and any(
                each.open and each.pause.until > start and each.pause.after < on for each in waited
            )
        )
        return _due(on, "", steps, provisional, None, closing)

    def _starts(self) -> list[date]:
        """Return the days from which the limit was counted, each time anew."""
        starts = [self.history.received_on]
        if self.history.corrected_on:
            starts.append(self.history.corrected_on)
        if self.history.fee_paid_on and self.fee_mode is FeeMode.RESTART:
            starts.append(self.history.fee_paid_on)
        return starts

    def _limit(self, extended: bool) -> int:
        extra = self.statute.extension.value if extended else 0
        return self.statute.reply.value + extra

    def _unextended_until(self, day: date, pauses: list[Pause]) -> date:
        """Return the last day of the limit that ran on a day, as it was before any extension."""
        start = max(start for start in self._starts() if start <= day)
        return last_day(start, self._limit(extended=False), pauses, self.calendar)

    def _receipt_steps(self) -> Iterable[Step]:
        day = self.history.received_on
        yield Step(
            day,
            day,
            f"{chinese_day(day)}收到申请，自次日起计算答复期限",
            "第三十一条",
            self.statute.reply.source,
        )

    def _correction_steps(self) -> Iterable[Step]:
        """Tell of the one request for correction: 条例第三十条."""
        figure, asked_on = self.statute.correction_notice, self.history.correction_asked_on
        if asked_on is None:
            return
        received_on = self.history.received_on
        text = f"{chinese_day(asked_on)}告知申请人补正"
        late = self.calendar.working_days_between(received_on, asked_on) > figure.value
        if late:
            until = self.calendar.add_working_days(received_on, figure.value)
            text += (
                f"，已超过收到申请之日起{figure.value}个{figure.unit}的期限（{chinese_day(until)}）"
            )
        corrected_on = self.history.corrected_on
        yield step_of(figure, asked_on, corrected_on, text, late=late)
        if corrected_on:
            text = f"{chinese_day(corrected_on)}收到补正的申请，答复期限自次日起重新计算"
            yield step_of(figure, corrected_on, corrected_on, text)

    def _extension_steps(self, pauses: list[Pause]) -> Iterable[Step]:
        """Tell of the extension; refuse one decided after the limit it extends: 条例第三十三条."""
        figure, day = self.statute.extension, self.history.extended_on
        if day is None:
            return
        original = self._unextended_until(day, pauses)
        if day > original:
            raise ImpossibleHistory(
                f"“延长答复期限”（{day.isoformat()}）晚于原答复期限 {original.isoformat()}。"
                "延长应当在原期限内经政府信息公开工作机构负责人同意并告知申请人"
                "（条例第三十三条），请核对日期。"
            )
        text = (
            f"{chinese_day(day)}经政府信息公开工作机构负责人同意并告知申请人，"
            f"答复期限延长{figure.value}个{figure.unit}"
        )
        yield step_of(figure, day, day, text)

    def _fee_steps(self, pauses: list[Pause]) -> Iterable[Step]:
        """Tell of the fee notice, which belongs inside the limit that ran before it."""
        noticed_on = self.history.fee_noticed_on
        if noticed_on is None:
            return ()
        own = fee_pauses(self.history, self.fee_mode)
        corrected_on = self.history.corrected_on or self.history.received_on
        start = corrected_on if corrected_on <= noticed_on else self.history.received_on
        extended_on = self.history.extended_on
        return fee_steps(
            self.history,
            self.fee_statute.fee_payment,
            lapses_on=self._fee_lapses_on(),
            notice_due_on=last_day(
                start,
                self._limit(extended_on is not None and extended_on <= noticed_on),
                [pause for pause in pauses if pause not in own],
                self.calendar,
            ),
            mode=self.fee_mode,
        )

    def _fee_lapses_on(self) -> date:
        day = self.history.fee_reached_on or self.history.received_on
        return self.calendar.add_working_days(day, self.fee_statute.fee_payment.value)

    def _why_none(self) -> tuple[str, date | None]:
        """Return why no day is due, and the last day for the applicant to act if one is fixed."""
        history = self.history
        if history.waits_for_correction and history.correction_asked_on:
            if history.replied_on:
                closed_on = chinese_day(history.replied_on)
                return f"申请人未补正，已于{closed_on}办结", history.correction_until
            told = f"{chinese_day(history.correction_asked_on)}告知"
            if history.correction_until:
                told += f"，期限至{chinese_day(history.correction_until)}"
            reason = f"等待申请人补正（{told}），收到补正的申请后重新计算答复期限"
            return reason, history.correction_until
        if history.waits_for_fee:
            lapses_on = self._fee_lapses_on()
            return why_unpaid(history, lapses_on=lapses_on, as_of=self.as_of), lapses_on
        return "", None

    def _consulted(self, waited: Waited, start: date, on: date) -> Step:
        """Return a consultation's step, saying so when it came too late to matter."""
        step = waited.step
        if waited.pause.after < on or waited.pause.until <= start:
            return step
        text = f"{step.text}；发出时答复期限已届满，不影响答复期限"
        return Step(step.from_on, step.to_on, text, step.article, step.source, True)

    def _delay_step(self, *, overtaken: bool) -> Step:
        """Tell of the later day set for a large but reasonable request: 条例第三十五条."""
        set_on, until = self.history.delayed_on, self.history.delayed_until
        assert set_on and until
        told = f"{chinese_day(set_on)}确定延迟答复并告知申请人"
        text = f"{told}，应在{chinese_day(until)}前（含当日）答复"
        if overtaken:
            text = f"{told}（{chinese_day(until)}），该日不晚于答复期限，不影响答复期限"
        return Step(set_on, until, text, "第三十五条", self.statute.reply.source)

    def _closing_step(self, start: date, on: date, limit: int, pauses: list[Pause]) -> Step:
        figure: Figure = self.statute.reply
        text = f"自{chinese_day(start)}次日起计算{limit}个{figure.unit}"
        if limit > figure.value:
            text += f"（{figure.value}个{figure.unit}，延长{limit - figure.value}个{figure.unit}）"
        out = paused_days(start, on, pauses, self.calendar)
        if out:
            text += f"，不计入{out}个{figure.unit}（时间重叠的只扣除一次）"
        return step_of(figure, start, on, f"{text}，应在{chinese_day(on)}前（含当日）答复")


def _due(
    on: date | None,
    reason: str,
    steps: list[Step],
    provisional: bool,
    lapses_on: date | None,
    closing: Iterable[Step] = (),
) -> Due:
    ordered = [*sorted(steps, key=lambda step: step.from_on), *closing]
    return Due(on, reason, tuple(ordered), provisional, lapses_on)
