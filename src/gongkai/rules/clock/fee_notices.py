"""The fee notice and what payment does to the reply's limit: 国办函〔2020〕109号."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Self

from gongkai.rules.bundled import bundled_table
from gongkai.rules.clock.histories import History, ImpossibleHistory
from gongkai.rules.clock.pauses import Pause
from gongkai.rules.clock.steps import Step, chinese_day, step_of
from gongkai.rules.statutes import Figure


class UnknownFeeMode(ValueError):
    """The fee mode is neither `restart` nor `pause`."""


class FeeMode(StrEnum):
    """What payment of the fee does to the limit; the default stands in data/clock.toml."""

    RESTART = "restart"
    PAUSE = "pause"

    @classmethod
    def chosen(cls, name: str | None) -> Self:
        """Return the mode of a name, or the default where none is named.

        :raises UnknownFeeMode: if there is no such mode
        """
        name = bundled_table("clock.toml")["fee_mode"]["default"] if name is None else name
        try:
            return cls(name)
        except ValueError:
            raise UnknownFeeMode(
                f"缴费后的计期方式“{name}”无效，"
                "请选择 restart（重新计算）或 pause（扣除等待时间）。"
            ) from None

    @property
    def label(self) -> str:
        """Return what the mode does, in Chinese."""
        return str(bundled_table("clock.toml")["fee_mode"]["choices"][self.value])


def fee_pauses(history: History, mode: FeeMode) -> list[Pause]:
    """Return the time left out for a fee that was paid, where payment only pauses."""
    if history.fee_noticed_on and history.fee_paid_on and mode is FeeMode.PAUSE:
        return [Pause(history.fee_noticed_on, history.fee_paid_on)]
    return []


def fee_steps(
    history: History, figure: Figure, *, lapses_on: date, notice_due_on: date, mode: FeeMode
) -> Iterable[Step]:
    """Tell of the fee notice and its payment: 国办函〔2020〕109号.

    The notice belongs inside the limit then running; one sent later is marked as late.

    :param lapses_on: last day to pay
    :param notice_due_on: last day to send the notice
    :raises ImpossibleHistory: if the fee was paid after the request had lapsed
    """
    noticed_on, paid_on = history.fee_noticed_on, history.fee_paid_on
    if noticed_on is None:
        return
    late = noticed_on > notice_due_on
    text = (
        f"{chinese_day(noticed_on)}发出收费通知，申请人应在{chinese_day(lapses_on)}前（含当日）缴费"
    )
    if late:
        text += f"；发出时已超过处理期限（{chinese_day(notice_due_on)}）"
    yield step_of(figure, noticed_on, paid_on or lapses_on, text, late=late)
    if paid_on is None:
        return
    if paid_on > lapses_on:
        raise ImpossibleHistory(
            f"“申请人缴费”（{paid_on.isoformat()}）晚于缴费期限 {lapses_on.isoformat()}，"
            "逾期未缴费视为放弃申请。请核对缴费日期和收费通知的送达日期，或按逾期未缴费办结。"
        )
    yield step_of(figure, paid_on, paid_on, f"{chinese_day(paid_on)}申请人缴费，{mode.label}")


def why_unpaid(history: History, *, lapses_on: date, as_of: date | None) -> str:
    """Return why no reply is due while the fee is unpaid."""
    until = chinese_day(lapses_on)
    if history.replied_on:
        return f"申请人未缴费，已于{chinese_day(history.replied_on)}办结"
    if as_of and as_of > lapses_on:
        return f"申请人逾期未缴纳信息处理费（期限至{until}），视为放弃申请，不再处理"
    return f"等待申请人缴纳信息处理费（期限至{until}），逾期未缴的视为放弃申请"
