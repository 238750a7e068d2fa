"""What each outcome needs before its reply may leave; which needs what stands in outcomes.toml."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from gongkai.rules.clock import Event
from gongkai.rules.outcomes import Need, Outcome
from gongkai.rules.preconditions.facts import Facts
from gongkai.rules.preconditions.telling import Unmet, told


def unmet_needs(outcome: Outcome, facts: Facts) -> tuple[Unmet, ...]:
    """Return what a reply with an outcome still lacks, in the order of its needs."""
    return tuple(each for need in outcome.needs for each in _CHECKS[need](outcome, facts))


def _reasons(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.reasons_given_text.strip():
        yield told("REASONS_MISSING", outcome=outcome.label, outcome_article=outcome.article)


def _ground(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.article_given.strip():
        yield told("GROUND_MISSING", outcome=outcome.label, outcome_article=outcome.article)


def _explanation(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.reasons_given_text.strip():
        yield told("EXPLANATION_MISSING", outcome=outcome.label)


def _severed(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.redactions_confirmed:
        yield told("NOT_SEVERED")
    elif facts.open_redactions:
        yield told("SEVERING_OPEN", count=facts.open_redactions)


def _searched(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    """Insist that somebody looked and found nothing: 条例第三十六条第四项 says 经检索."""
    if not facts.searches_answered:
        yield told("NOT_SEARCHED")
    elif not facts.search_not_found:
        yield told("NOTHING_NOT_FOUND")
    elif facts.searches_answered > facts.search_not_found:
        yield told("SOMETHING_FOUND", count=facts.searches_answered - facts.search_not_found)


def _third_party_consulted(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    """Insist on what 条例第三十二条 asks before a third party's rights are a ground to refuse."""
    if not facts.third_party_consulted:
        yield told("NOT_CONSULTED")
        return
    if facts.third_party_unjudged:
        yield told("REFUSAL_UNJUDGED", count=facts.third_party_unjudged)
    refused = facts.third_party_refused_reasonably
    if facts.third_party_agreed >= facts.third_party_consulted:
        yield told("ALL_AGREED")
    elif refused and facts.overrides >= refused:
        yield told("OVERRIDDEN")
    elif not refused and not facts.third_party_unjudged and not facts.third_party_silent:
        yield told("NO_REASONABLE_REFUSAL")


def _third_party_heard(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    """Insist on what 条例第三十二条 asks before something is given out against a third party.

    A reply in part may leave the third party's content out: then the officer confirms it.
    What is given out while the third party may still object cannot be taken back.
    """
    if facts.third_party_awaited and Need.SEVERED not in outcome.needs:
        yield told("THIRD_PARTY_AWAITED", count=facts.third_party_awaited)
    if facts.third_party_unjudged:
        yield told("REFUSAL_UNJUDGED", count=facts.third_party_unjudged)
    standing = facts.third_party_refused_reasonably - facts.overrides
    if standing > 0:
        severed = Need.SEVERED in outcome.needs
        yield told("REFUSAL_TO_SEVER" if severed else "REFUSAL_STANDS", count=standing)
    uninformed = facts.overrides - facts.third_party_informed
    if uninformed > 0:
        yield told("THIRD_PARTY_NOT_INFORMED", count=uninformed)


def _corrected(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.happened(Event.CORRECTED):
        yield told("NOT_CORRECTED_YET")


def _correction_lapsed(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.waits_for_correction:
        yield told("NOT_WAITING_FOR_CORRECTION")
    elif facts.correction_until is None:
        yield told("CORRECTION_LIMIT_UNKNOWN")
    elif facts.on <= facts.correction_until:
        yield told("CORRECTION_LIMIT_RUNS", correction_until=facts.correction_until)


def _reasons_asked(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.happened(Event.REASONS_ASKED):
        yield told("REASONS_NOT_ASKED")
    elif not facts.happened(Event.REASONS_GIVEN):
        yield told("REASONS_NOT_GIVEN")


def _earlier_reply(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.earlier_cases:
        yield told("NO_EARLIER_CASE")
    elif not facts.earlier_cases_replied:
        yield told("EARLIER_CASE_OPEN")


def _fee_lapsed(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.waits_for_fee:
        yield told("NOT_WAITING_FOR_FEE")
        return
    if facts.lapses_on is None:
        yield told("FEE_LIMIT_UNKNOWN")
    elif facts.on <= facts.lapses_on:
        yield told("FEE_LIMIT_RUNS", lapses_on=facts.lapses_on)
    elif not facts.fee_notice_served:
        yield told("FEE_NOTICE_UNSERVED")


def _withdrawal_asked(outcome: Outcome, facts: Facts) -> Iterator[Unmet]:
    if not facts.happened(Event.WITHDRAWAL_ASKED):
        yield told("WITHDRAWAL_NOT_ASKED")


_CHECKS: Mapping[Need, Callable[[Outcome, Facts], Iterator[Unmet]]] = MappingProxyType(
    {
        Need.REASONS: _reasons,
        Need.GROUND: _ground,
        Need.EXPLANATION: _explanation,
        Need.SEVERED: _severed,
        Need.SEARCHED: _searched,
        Need.THIRD_PARTY_CONSULTED: _third_party_consulted,
        Need.THIRD_PARTY_HEARD: _third_party_heard,
        Need.CORRECTED: _corrected,
        Need.CORRECTION_LAPSED: _correction_lapsed,
        Need.REASONS_ASKED: _reasons_asked,
        Need.EARLIER_REPLY: _earlier_reply,
        Need.FEE_LAPSED: _fee_lapsed,
        Need.WITHDRAWAL_ASKED: _withdrawal_asked,
    }
)
