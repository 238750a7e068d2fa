"""What the law asks before an act: one table for replies, one for everything else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import Event
from gongkai.rules.outcomes import OUTCOMES, Need
from gongkai.rules.preconditions import (
    Facts,
    PreconditionUnmet,
    UnmetSeverity,
    facts_of,
    require_met,
    unmet,
    unmet_by_outcome,
)
from rules.histories import dated

CALENDAR = published_calendar()
REASONED = {"reasons_given_text": "公开会损害第三方合法权益。", "article_given": "第十五条"}


def day(text):
    return date.fromisoformat(f"2026-{text}")


def facts(on, history="01-05 received", **known):
    return replace(facts_of(dated(history), on=day(on), calendar=CALENDAR), **known)


def codes(event, found):
    return " ".join(each.code for each in unmet(event, found))


# A request received on 5 January 2026 is due on 2 February.
ASKED = "01-05 received / 01-07 correction_asked>01-23"
CORRECTED = f"{ASKED} / 01-12 corrected"
NOTICED = "01-05 received / 01-20 fee_noticed"  # to be paid by 24 February
THIRD = "01-05 received / 01-06 third_party_consulted:第三方甲"
THIRD_DONE = f"{THIRD} / 01-09 third_party_answered:第三方甲"
SEARCH = "01-05 received / 01-06 search_ordered:甲科"
SEARCHED = f"{SEARCH} / 01-09 search_answered:甲科"
REASONS = "01-05 received / 01-06 reasons_asked"
REFUSES = {"third_party_refused_reasonably": 1}

REPLIES = [
    # outcome, on, history, what else is known, what is missing
    ("", "01-20", "01-05 received", {}, "OUTCOME_UNKNOWN"),
    ("R36_1", "01-20", "01-05 received", {}, "OUTCOME_UNKNOWN"),
    ("DISCLOSED", "02-02", "01-05 received", {}, ""),
    ("DISCLOSED", "02-03", "01-05 received", {}, "REPLY_LATE"),
    # Extended, it is due on 6 March.
    ("DISCLOSED", "03-06", "01-05 received / 01-30 extended", {}, ""),
    ("DISCLOSED", "01-20", SEARCH, {}, "SEARCH_OPEN"),
    ("DISCLOSED", "01-20", "01-05 received / 01-06 organ_consulted:乙局", {}, "CONSULTATION_OPEN"),
    # 15 working days from 6 January end on 27 January: silence is no longer waited for.
    ("DISCLOSED", "01-27", THIRD, {}, "THIRD_PARTY_AWAITED CONSULTATION_OPEN"),
    ("DISCLOSED", "01-28", THIRD, {"third_party_silent": 1}, ""),
    ("DISCLOSED", "01-12", ASKED, {}, "CORRECTION_OPEN"),
    ("DISCLOSED", "01-22", NOTICED, {}, "FEE_OPEN"),
    ("DISCLOSED", "01-22", "01-05 received / 01-06 withdrawal_asked", {}, "WITHDRAWAL_OPEN"),
    # 第三十七条
    ("PARTLY_DISCLOSED", "01-20", "01-05 received", REASONED, "NOT_SEVERED"),
    (
        "PARTLY_DISCLOSED",
        "01-20",
        "01-05 received",
        {"redactions_confirmed": 1},
        "REASONS_MISSING GROUND_MISSING",
    ),
    ("PARTLY_DISCLOSED", "01-20", "01-05 received", {**REASONED, "redactions_confirmed": 2}, ""),
    (
        "PARTLY_DISCLOSED",
        "01-20",
        "01-05 received",
        {**REASONED, "redactions_confirmed": 2, "open_redactions": 1},
        "SEVERING_OPEN",
    ),
    # 第三十六条第三项: reasons and article
    ("REFUSED_STATE_SECRET", "01-20", "01-05 received", {}, "REASONS_MISSING GROUND_MISSING"),
    ("REFUSED_STATE_SECRET", "01-20", "01-05 received", REASONED, ""),
    (
        "REFUSED_STATE_SECRET",
        "01-20",
        "01-05 received",
        {"reasons_given_text": "  ", "article_given": "第十四条"},
        "REASONS_MISSING",
    ),
    # 第三十二条: consulted in writing, judged, not against an override
    ("REFUSED_THIRD_PARTY", "01-20", "01-05 received", REASONED, "NOT_CONSULTED"),
    ("REFUSED_THIRD_PARTY", "01-20", THIRD_DONE, {**REASONED, **REFUSES}, ""),
    ("REFUSED_THIRD_PARTY", "01-28", THIRD, {**REASONED, "third_party_silent": 1}, ""),
    (
        "REFUSED_THIRD_PARTY",
        "01-20",
        THIRD_DONE,
        {**REASONED, "third_party_unjudged": 1},
        "REFUSAL_UNJUDGED",
    ),
    (
        "REFUSED_THIRD_PARTY",
        "01-20",
        THIRD_DONE,
        {**REASONED, "third_party_agreed": 1},
        "ALL_AGREED",
    ),
    (
        "REFUSED_THIRD_PARTY",
        "01-20",
        THIRD_DONE,
        {**REASONED, **REFUSES, "overrides": 1},
        "OVERRIDDEN",
    ),
    ("REFUSED_THIRD_PARTY", "01-20", THIRD_DONE, REASONED, "NO_REASONABLE_REFUSAL"),
    # 第三十二条: given out against a third party only for the public interest, and told in writing
    ("DISCLOSED", "01-20", THIRD_DONE, {"third_party_agreed": 1}, ""),
    ("DISCLOSED", "01-20", THIRD_DONE, {"third_party_unjudged": 1}, "REFUSAL_UNJUDGED"),
    ("DISCLOSED", "01-20", THIRD_DONE, REFUSES, "REFUSAL_STANDS"),
    ("DISCLOSED", "01-20", THIRD_DONE, {**REFUSES, "overrides": 1}, "THIRD_PARTY_NOT_INFORMED"),
    (
        "DISCLOSED",
        "01-20",
        f"{THIRD_DONE} / 01-12 third_party_informed:第三方甲",
        {**REFUSES, "overrides": 1},
        "",
    ),
    (
        "PARTLY_DISCLOSED",
        "01-20",
        THIRD_DONE,
        {**REASONED, **REFUSES, "redactions_confirmed": 1},
        "REFUSAL_TO_SEVER",
    ),
    # 第三十六条第四项: 经检索
    ("NOT_FOUND", "01-20", "01-05 received", {}, "NOT_SEARCHED"),
    ("NOT_FOUND", "01-20", SEARCH, {}, "NOT_SEARCHED SEARCH_OPEN"),
    ("NOT_FOUND", "01-20", SEARCHED, {"search_not_found": 1}, ""),
    ("NOT_FOUND", "01-20", SEARCHED, {}, "NOTHING_NOT_FOUND"),
    (
        "NOT_FOUND",
        "01-20",
        f"{SEARCHED} / 01-12 search_ordered:乙科 / 01-13 search_answered:乙科",
        {"search_not_found": 1},
        "SOMETHING_FOUND",
    ),
    ("NOT_RESPONSIBLE", "01-20", "01-05 received", {}, "REASONS_MISSING GROUND_MISSING"),
    # 第三十条
    ("UNCLEAR_AFTER_CORRECTION", "01-20", "01-05 received", {}, "NOT_CORRECTED_YET"),
    ("UNCLEAR_AFTER_CORRECTION", "01-20", ASKED, {}, "NOT_CORRECTED_YET CORRECTION_OPEN"),
    ("UNCLEAR_AFTER_CORRECTION", "01-20", CORRECTED, {}, ""),
    ("NOT_CORRECTED", "01-23", "01-05 received", {}, "NOT_WAITING_FOR_CORRECTION"),
    ("NOT_CORRECTED", "01-23", ASKED, {}, "CORRECTION_LIMIT_RUNS"),
    ("NOT_CORRECTED", "01-24", ASKED, {}, ""),
    ("NOT_CORRECTED", "01-24", CORRECTED, {}, "NOT_WAITING_FOR_CORRECTION"),
    (
        "NOT_CORRECTED",
        "03-24",
        "01-05 received / 01-07 correction_asked",
        {},
        "CORRECTION_LIMIT_UNKNOWN",
    ),
    # 国办函〔2020〕109号
    ("FEE_UNPAID", "02-25", "01-05 received", {}, "NOT_WAITING_FOR_FEE REPLY_LATE"),
    ("FEE_UNPAID", "02-24", NOTICED, {}, "FEE_LIMIT_RUNS"),
    ("FEE_UNPAID", "02-25", NOTICED, {}, "FEE_NOTICE_UNSERVED"),
    ("FEE_UNPAID", "02-25", NOTICED, {"fee_notice_served": True}, ""),
    ("FEE_UNPAID", "02-25", NOTICED, {"lapses_on": None}, "FEE_LIMIT_UNKNOWN"),
    ("FEE_UNPAID", "02-25", f"{NOTICED} / 01-22 fee_paid", {}, "NOT_WAITING_FOR_FEE"),
    # 第三十五条
    ("EXCESSIVE", "01-20", "01-05 received", {}, "REASONS_NOT_ASKED"),
    ("EXCESSIVE", "01-20", REASONS, {}, "REASONS_NOT_GIVEN"),
    ("EXCESSIVE", "01-20", f"{REASONS} / 01-09 reasons_given", {}, ""),
    # 第三十六条第六项
    ("REPEATED", "01-20", "01-05 received", {}, "NO_EARLIER_CASE"),
    ("REPEATED", "01-20", "01-05 received", {"earlier_cases": 1}, "EARLIER_CASE_OPEN"),
    (
        "REPEATED",
        "01-20",
        "01-05 received",
        {"earlier_cases": 2, "earlier_cases_replied": 1},
        "",
    ),
    ("WITHDRAWN", "01-20", "01-05 received", {}, "WITHDRAWAL_NOT_ASKED"),
    ("WITHDRAWN", "01-20", "01-05 received / 01-06 withdrawal_asked", {}, ""),
    ("WITHDRAWN", "01-20", f"{ASKED} / 01-12 withdrawal_asked", {}, ""),
    ("CLOSED_OTHER", "01-20", "01-05 received", {}, "EXPLANATION_MISSING"),
    ("CLOSED_OTHER", "01-20", "01-05 received", {"reasons_given_text": "并案办理"}, ""),
    # Nothing beyond the reply itself
    ("ALREADY_PUBLISHED", "01-20", "01-05 received", {}, ""),
    ("REFUSED_REGISTRY_QUERY", "01-20", "01-05 received", {}, ""),
    ("NEEDS_CREATION", "01-20", "01-05 received", {}, ""),
    ("PETITION", "01-20", "01-05 received", {}, ""),
    ("PUBLICATION_ASKED", "01-20", "01-05 received", {}, ""),
    ("RECONFIRMATION", "01-20", "01-05 received", {}, ""),
]


@pytest.mark.parametrize("outcome, on, history, known, missing", REPLIES)
def test_what_a_reply_needs(outcome, on, history, known, missing):
    assert codes(Event.REPLIED, facts(on, history, outcome=outcome, **known)) == missing


APPROVED = {"extension_approved_on": day("01-20")}
ACTS = [
    # act, on, history, what else is known, what is missing
    ("CORRECTION_ASKED", "01-14", "01-05 received", {}, ""),
    ("CORRECTION_ASKED", "01-15", "01-05 received", {}, "CORRECTION_ASKED_LATE"),
    ("EXTENDED", "02-02", "01-05 received", APPROVED, ""),
    ("EXTENDED", "02-03", "01-05 received", APPROVED, "EXTENDED_LATE"),
    ("EXTENDED", "02-02", "01-05 received", {}, "EXTENSION_NOT_APPROVED"),
    (
        "EXTENDED",
        "02-03",
        "01-05 received",
        {"extension_approved_on": day("02-03")},
        "EXTENDED_LATE EXTENSION_APPROVED_LATE",
    ),
    # An opinion asked leaves its time out of the limit: until 28 February at the longest.
    ("EXTENDED", "02-28", THIRD, APPROVED, ""),
    ("FEE_NOTICED", "02-02", "01-05 received", {"fee_amount": Decimal("100.00")}, ""),
    ("FEE_NOTICED", "02-03", "01-05 received", {}, "FEE_NOTICED_LATE"),
    ("FEE_NOTICED", "02-03", "01-05 received / 01-30 extended", {}, ""),
    (
        "FEE_NOTICED",
        "02-02",
        "01-05 received",
        {"fee_amount": Decimal("0.00")},
        "NOTHING_TO_CHARGE",
    ),
    ("REASONS_ASKED", "01-06", "01-05 received", {}, ""),
    ("REASONS_ASKED", "01-06", "01-05 received", {"requests_in_month": 11}, ""),
    ("REASONS_ASKED", "01-06", "01-05 received", {"requests_in_month": 10}, "VOLUME_ORDINARY"),
    ("DELAYED", "01-12", "01-05 received", {}, "REASONS_NOT_GIVEN_FOR_DELAY"),
    ("DELAYED", "01-12", REASONS, {}, "REASONS_NOT_GIVEN_FOR_DELAY"),
    (
        "DELAYED",
        "01-12",
        f"{REASONS} / 01-09 reasons_given",
        {"delay_until": day("04-30")},
        "",
    ),
    (
        "DELAYED",
        "01-12",
        f"{REASONS} / 01-09 reasons_given",
        {"delay_until": day("02-02")},
        "DELAY_TOO_SHORT",
    ),
    (
        "DELAYED",
        "02-03",
        f"{REASONS} / 01-09 reasons_given",
        {"delay_until": day("04-30")},
        "DELAYED_LATE",
    ),
    ("THIRD_PARTY_CONSULTED", "02-02", "01-05 received", {}, ""),
    ("THIRD_PARTY_CONSULTED", "02-03", "01-05 received", {}, "CONSULTED_LATE"),
    ("ORGAN_CONSULTED", "02-03", "01-05 received", {}, "CONSULTED_LATE"),
    ("THIRD_PARTY_INFORMED", "01-20", THIRD_DONE, REFUSES, "NOTHING_OVERRIDDEN"),
    ("THIRD_PARTY_INFORMED", "01-20", THIRD_DONE, {**REFUSES, "overrides": 1}, ""),
    (
        "THIRD_PARTY_INFORMED",
        "01-20",
        f"{THIRD_DONE} / 01-12 third_party_informed:第三方甲",
        {**REFUSES, "overrides": 1},
        "NOTHING_OVERRIDDEN",
    ),
    # 第四十五条
    ("ARCHIVED", "01-20", "01-05 received", {}, "NOT_REPLIED"),
    ("ARCHIVED", "01-20", "01-05 received / 01-12 replied", {"outcome": "DISCLOSED"}, "NOT_SERVED"),
    (
        "ARCHIVED",
        "01-20",
        "01-05 received / 01-12 replied",
        {"outcome": "DISCLOSED", "replies_served": 1},
        "",
    ),
    ("ARCHIVED", "01-20", "01-05 received / 01-12 replied", {"outcome": "WITHDRAWN"}, ""),
    (
        "ARCHIVED",
        "01-20",
        "01-05 received / 01-12 replied",
        {"outcome": "NOT_CORRECTED", "has_reply_letter": False},
        "",
    ),
    (
        "ARCHIVED",
        "01-20",
        f"{SEARCH} / 01-12 replied",
        {"outcome": "DISCLOSED", "replies_served": 1, "open_disputes": 1},
        "SEARCH_NEVER_ANSWERED DISPUTE_OPEN",
    ),
    ("SEARCH_ORDERED", "02-03", "01-05 received", {}, ""),
    ("RECEIVED", "01-05", "01-05 arrived", {}, ""),
]


@pytest.mark.parametrize("act, on, history, known, missing", ACTS)
def test_what_another_act_needs(act, on, history, known, missing):
    assert codes(Event(act), facts(on, history, **known)) == missing


def test_every_rule_of_the_data_is_reached_and_names_article_and_source():
    tables = [missing for *_, missing in REPLIES + ACTS]
    reached = {code for missing in tables for code in missing.split()} | {"LIMIT_UNKNOWN"}
    assert reached == set(bundled_table("preconditions.toml")["unmet"])
    found = [
        each
        for outcome, on, history, known, _ in REPLIES
        for each in unmet(Event.REPLIED, facts(on, history, outcome=outcome, **known))
    ]
    found += [
        each
        for act, on, history, known, _ in ACTS
        for each in unmet(Event(act), facts(on, history, **known))
    ]
    for each in found:
        assert each.source.startswith("《")
        assert each.message == f"{each.fact}（{each.article}），{each.remedy}。"
        assert "{" not in each.message
        assert each.refuses is (each.severity is UnmetSeverity.REFUSE)


def test_what_refuses_is_told_all_at_once():
    with pytest.raises(PreconditionUnmet) as refused:
        require_met(Event.EXTENDED, facts("02-03"))
    assert [each.code for each in refused.value.unmet] == [
        "EXTENDED_LATE",
        "EXTENSION_NOT_APPROVED",
    ]
    assert str(refused.value) == (
        "不能登记“延长答复期限”：原答复期限至2026年2月2日，已经届满，不能再延长"
        "（条例第三十三条第二款），请尽快作出答复。"
        "延长答复期限未经政府信息公开工作机构负责人同意（条例第三十三条第二款），"
        "请先报政府信息公开工作机构负责人批准。"
    )


def test_warnings_are_handed_back_and_do_not_stop_the_act():
    warned = require_met(Event.REPLIED, facts("02-03", SEARCH, outcome="DISCLOSED"))
    assert [each.code for each in warned] == ["REPLY_LATE", "SEARCH_OPEN"]
    assert "答复期限至2026年2月2日，已经超过" in warned[0].message


def test_what_refuses_comes_before_what_warns():
    found = unmet(Event.REPLIED, facts("02-03", SEARCH, outcome="REFUSED_BY_LAW"))
    assert [each.refuses for each in found] == [True, True, False, False]


def test_a_screen_can_list_for_every_outcome_what_is_still_missing():
    listed = unmet_by_outcome(facts("01-24", ASKED))
    assert list(listed) == list(OUTCOMES)
    assert listed["NOT_CORRECTED"] == listed["DISCLOSED"] == ()
    assert [each.code for each in listed["NOT_FOUND"]] == ["NOT_SEARCHED"]


def test_reasons_and_article_are_needed_where_the_regulation_asks_for_reasons():
    for outcome in OUTCOMES.values():
        both = {Need.REASONS, Need.GROUND} & set(outcome.needs)
        assert both == ({Need.REASONS, Need.GROUND} if outcome.requires_reasons else set())


def test_every_need_is_some_outcomes_and_has_a_name():
    assert {need for outcome in OUTCOMES.values() for need in outcome.needs} == set(Need)
    assert all(need.label for need in Need)
    assert all(severity.label for severity in UnmetSeverity)


@pytest.mark.parametrize("event", ["EXTENDED", "FEE_NOTICED"])
def test_without_next_years_calendar_the_limit_is_left_to_the_officer(event):
    known = facts("12-15", "12-10 received", extension_approved_on=day("12-15"))
    assert known.due_on is None and known.is_due_unknown
    assert codes(Event(event), known) == "LIMIT_UNKNOWN"


def test_an_opinion_outstanding_without_a_calendar_counts_as_outstanding():
    known = facts("12-30", "12-10 received / 12-28 third_party_consulted:甲")
    assert known.open_consultations == 1


def test_the_facts_that_follow_from_the_history():
    known = facts("01-20", f"{SEARCHED} / 01-12 search_ordered:乙科 / 01-13 correction_asked>02-06")
    assert known.correction_notice_by == day("01-14")
    assert (known.correction_until, known.due_on) == (day("02-06"), None)
    assert (known.searches_answered, known.open_searches) == (1, 1)
    assert facts("01-20", NOTICED).lapses_on == day("02-24")
    assert facts_of([], on=day("01-20"), calendar=CALENDAR) == Facts(on=day("01-20"))
