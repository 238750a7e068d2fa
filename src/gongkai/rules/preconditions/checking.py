"""What an act still lacks, by the kind of act."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from gongkai.rules.clock import Event
from gongkai.rules.outcomes import OUTCOMES, Need
from gongkai.rules.preconditions.facts import Facts
from gongkai.rules.preconditions.outcome_needs import unmet_needs
from gongkai.rules.preconditions.telling import Unmet, told
from gongkai.rules.volume import reasons_suggested_from


class PreconditionUnmet(ValueError):
    """The law asks for something before this act that the case does not have.

    `unmet` holds all that refuses; the message tells it in Chinese, one sentence each.
    """

    def __init__(self, event: Event, unmet: tuple[Unmet, ...]) -> None:
        self.event = event
        self.unmet = unmet
        told_all = "".join(each.message for each in unmet)
        super().__init__(f"不能登记“{event.label}”：{told_all}")


def unmet(event: Event, facts: Facts) -> tuple[Unmet, ...]:
    """Return what the law asks before an act and the case lacks, what refuses it first.

    Whether the state lets the act happen at all is another question: `lifecycle.next_events`.
    """
    check = _CHECKS.get(event)
    found = tuple(check(facts)) if check else ()
    return tuple(sorted(found, key=lambda each: not each.refuses))


def require_met(event: Event, facts: Facts) -> tuple[Unmet, ...]:
    """Refuse an act that lacks what the law asks; return the warnings left to the officer.

    :raises PreconditionUnmet: telling everything that is missing, with article and remedy
    """
    found = unmet(event, facts)
    refusing = tuple(each for each in found if each.refuses)
    if refusing:
        raise PreconditionUnmet(event, refusing)
    return found


def unmet_by_outcome(facts: Facts) -> Mapping[str, tuple[Unmet, ...]]:
    """Return, for every outcome, what a reply with it still lacks; empty where it may leave."""
    return MappingProxyType({code: unmet_needs(each, facts) for code, each in OUTCOMES.items()})


def _replied(facts: Facts) -> Iterator[Unmet]:
    outcome = OUTCOMES.get(facts.outcome)
    if outcome is None:
        yield told("OUTCOME_UNKNOWN", outcome=facts.outcome or "（未选择）")
        return
    yield from unmet_needs(outcome, facts)
    if facts.due_on and facts.on > facts.due_on:
        yield told("REPLY_LATE", due_on=facts.due_on)
    if facts.open_consultations:
        yield told("CONSULTATION_OPEN", count=facts.open_consultations)
    if facts.open_searches:
        yield told("SEARCH_OPEN", count=facts.open_searches)
    if Need.WITHDRAWAL_ASKED in outcome.needs:
        return
    if facts.waits_for_correction and Need.CORRECTION_LAPSED not in outcome.needs:
        yield told("CORRECTION_OPEN")
    if facts.waits_for_fee and Need.FEE_LAPSED not in outcome.needs:
        yield told("FEE_OPEN")
    if facts.happened(Event.WITHDRAWAL_ASKED):
        yield told("WITHDRAWAL_OPEN")


def _correction_asked(facts: Facts) -> Iterator[Unmet]:
    until = facts.correction_notice_by
    if until and facts.on > until:
        yield told("CORRECTION_ASKED_LATE", correction_notice_by=until)


def _reasons_asked(facts: Facts) -> Iterator[Unmet]:
    reasons_from, count = reasons_suggested_from(), facts.requests_in_month
    if count is not None and count < reasons_from:
        yield told("VOLUME_ORDINARY", count=count, reasons_from=reasons_from)


def _delayed(facts: Facts) -> Iterator[Unmet]:
    if not facts.happened(Event.REASONS_GIVEN):
        yield told("REASONS_NOT_GIVEN_FOR_DELAY")
    yield from _inside_limit(facts, "DELAYED_LATE")
    if facts.delay_until and facts.due_on and facts.delay_until <= facts.due_on:
        yield told("DELAY_TOO_SHORT", delay_until=facts.delay_until, due_on=facts.due_on)


def _extended(facts: Facts) -> Iterator[Unmet]:
    """Insist that approval and notice both fall inside the limit they extend: 条例第三十三条."""
    yield from _inside_limit(facts, "EXTENDED_LATE")
    approved_on = facts.extension_approved_on
    if approved_on is None:
        yield told("EXTENSION_NOT_APPROVED")
    elif facts.due_on and approved_on > facts.due_on:
        yield told(
            "EXTENSION_APPROVED_LATE", extension_approved_on=approved_on, due_on=facts.due_on
        )


def _fee_noticed(facts: Facts) -> Iterator[Unmet]:
    yield from _inside_limit(facts, "FEE_NOTICED_LATE")
    if facts.fee_amount is not None and facts.fee_amount <= 0:
        yield told("NOTHING_TO_CHARGE")


def _consulted(facts: Facts) -> Iterator[Unmet]:
    if facts.due_on and facts.on > facts.due_on:
        yield told("CONSULTED_LATE", due_on=facts.due_on)


def _third_party_informed(facts: Facts) -> Iterator[Unmet]:
    if facts.overrides <= facts.third_party_informed:
        yield told("NOTHING_OVERRIDDEN")


def _archived(facts: Facts) -> Iterator[Unmet]:
    if not facts.happened(Event.REPLIED):
        yield told("NOT_REPLIED")
        return
    outcome = OUTCOMES.get(facts.outcome)
    is_withdrawn = outcome is not None and Need.WITHDRAWAL_ASKED in outcome.needs
    if facts.has_reply_letter and not is_withdrawn and not facts.replies_served:
        yield told("NOT_SERVED")
    if facts.open_searches:
        yield told("SEARCH_NEVER_ANSWERED", count=facts.open_searches)
    if facts.open_disputes:
        yield told("DISPUTE_OPEN", count=facts.open_disputes)


def _inside_limit(facts: Facts, late: str) -> Iterator[Unmet]:
    if facts.due_on and facts.on > facts.due_on:
        yield told(late, due_on=facts.due_on)
    elif facts.due_on is None and facts.is_due_unknown:
        yield told("LIMIT_UNKNOWN")


_CHECKS: Mapping[Event, Callable[[Facts], Iterator[Unmet]]] = MappingProxyType(
    {
        Event.CORRECTION_ASKED: _correction_asked,
        Event.REASONS_ASKED: _reasons_asked,
        Event.DELAYED: _delayed,
        Event.THIRD_PARTY_CONSULTED: _consulted,
        Event.ORGAN_CONSULTED: _consulted,
        Event.THIRD_PARTY_INFORMED: _third_party_informed,
        Event.EXTENDED: _extended,
        Event.FEE_NOTICED: _fee_noticed,
        Event.REPLIED: _replied,
        Event.ARCHIVED: _archived,
    }
)
