"""In what order things happen to a request: what follows on what, and when at the soonest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.rules.clock.events import Entry, Event
from gongkai.rules.clock.histories import ImpossibleHistory


@dataclass(frozen=True, slots=True)
class Order:
    """Which events follow on others; the table stands in data/lifecycle.toml.

    :param after: what needs that one of the others happened, on its day or before
    :param not_before: what is never dated before the other, where both happened
    :param not_after: what is without effect once the other happened
    """

    after: Mapping[Event, frozenset[Event]]
    not_before: Mapping[Event, Event]
    not_after: Mapping[Event, Event]

    def lets_follow(self, event: Event, happened: Collection[Event]) -> bool:
        """Test if an event may follow on those that happened."""
        needed = self.after.get(event)
        if needed is not None and not any(each in needed for each in happened):
            return False
        return self.not_after.get(event) not in happened


def refuse_disorder(entries: Iterable[Entry], order: Order) -> None:
    """Refuse a history in which something happens without, or before, what it follows on.

    The days of the clock's own questions and answers are checked by `read_history`.

    :raises ImpossibleHistory: naming the entry, why it cannot be, and what to do
    """
    entries = tuple(entries)
    first: dict[Event, date] = {}
    for entry in entries:
        if entry.event not in first or entry.on < first[entry.event]:
            first[entry.event] = entry.on
    for entry in entries:
        needed = order.after.get(entry.event)
        if needed is not None:
            _refuse_too_early(entry, {event: first[event] for event in needed if event in first})
            if not any(event in first for event in needed):
                names = "或者".join(f"“{each.label}”" for each in Event if each in needed)
                names = "发出的文书" if Event.LETTER_SENT in needed else names
                raise ImpossibleHistory(
                    f"“{entry.event.label}”（{entry.on.isoformat()}）之前没有{names}，"
                    "请先登记该事项，或更正这一条。"
                )
        other = order.not_before.get(entry.event)
        if other is not None and other in first:
            _refuse_too_early(entry, {other: first[other]})


def _refuse_too_early(entry: Entry, begun: Mapping[Event, date]) -> None:
    if not begun:
        return
    event = min(begun, key=lambda each: begun[each])
    if entry.on < begun[event]:
        raise ImpossibleHistory(
            f"“{entry.event.label}”（{entry.on.isoformat()}）早于“{event.label}”"
            f"（{begun[event].isoformat()}），请核对日期。"
        )
