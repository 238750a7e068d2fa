"""How a request ends: each outcome in exactly one row of the report, each row reached."""

from collections import Counter
from datetime import date

import pytest

from gongkai.rules.outcomes import (
    OUTCOMES,
    Remedy,
    UnknownOutcome,
    outcome,
    remedy_for,
    remedy_paragraph,
)

# The result rows of the table in section 三, in official order, without the total.
OFFICIAL_ORDER = """
disclosed partly_disclosed
refused_state_secret refused_by_law refused_security_stability refused_third_party
refused_internal_affairs refused_deliberative refused_enforcement_file refused_registry_query
unavailable_not_held unavailable_needs_creation unavailable_unclear
not_processed_petition not_processed_repeat not_processed_publication not_processed_excessive
not_processed_reconfirmation
closed_not_corrected closed_fee_unpaid closed_other
"""
RESULT_ROWS = OFFICIAL_ORDER.split()

# outcome, article, report row, reasons required by the regulation
TABLE = [
    ("ALREADY_PUBLISHED", "第三十六条第一项", "disclosed", False),
    ("DISCLOSED", "第三十六条第二项", "disclosed", False),
    ("PARTLY_DISCLOSED", "第三十七条", "partly_disclosed", True),
    ("REFUSED_STATE_SECRET", "第十四条", "refused_state_secret", True),
    ("REFUSED_BY_LAW", "第十四条", "refused_by_law", True),
    ("REFUSED_SECURITY_STABILITY", "第十四条", "refused_security_stability", True),
    ("REFUSED_THIRD_PARTY", "第十五条", "refused_third_party", True),
    ("REFUSED_INTERNAL_AFFAIRS", "第十六条第一款", "refused_internal_affairs", True),
    ("REFUSED_DELIBERATIVE", "第十六条第二款", "refused_deliberative", True),
    ("REFUSED_ENFORCEMENT_FILE", "第十六条第二款", "refused_enforcement_file", True),
    ("REFUSED_REGISTRY_QUERY", "第三十六条第七项", "refused_registry_query", False),
    ("NOT_FOUND", "第三十六条第四项", "unavailable_not_held", False),
    ("NOT_RESPONSIBLE", "第三十六条第五项", "unavailable_not_held", True),
    ("NEEDS_CREATION", "第三十八条", "unavailable_needs_creation", False),
    ("UNCLEAR_AFTER_CORRECTION", "第三十条", "unavailable_unclear", False),
    ("PETITION", "第三十九条第一款", "not_processed_petition", False),
    ("REPEATED", "第三十六条第六项", "not_processed_repeat", False),
    ("PUBLICATION_ASKED", "第三十九条第二款", "not_processed_publication", False),
    ("EXCESSIVE", "第三十五条", "not_processed_excessive", False),
    ("RECONFIRMATION", "（五）5", "not_processed_reconfirmation", False),
    ("NOT_CORRECTED", "第三十条", "closed_not_corrected", False),
    ("FEE_UNPAID", "缴费期限", "closed_fee_unpaid", False),
    ("WITHDRAWN", "（六）3", "closed_other", False),
    ("CLOSED_OTHER", "（六）3", "closed_other", False),
]


@pytest.mark.parametrize("code, article, row, reasons", TABLE)
def test_each_outcome_has_its_article_and_row(code, article, row, reasons):
    found = outcome(code)
    assert found.code == code
    assert article in found.article
    assert found.report_row == row
    assert found.requires_reasons is reasons
    assert found.label and found.must_say
    assert found.source.startswith("《")


def test_the_table_is_complete():
    assert [code for code, *_ in TABLE] == list(OUTCOMES)


def test_every_result_row_is_reached_and_no_other():
    reached = Counter(each.report_row for each in OUTCOMES.values())
    assert set(reached) == set(RESULT_ROWS)
    assert {row for row, outcomes in reached.items() if outcomes > 1} == {
        "disclosed",
        "unavailable_not_held",
        "closed_other",
    }


def test_a_refusal_by_article_36_3_is_told_by_its_ground():
    refused = [each for each in OUTCOMES.values() if "第三十六条第三项" in each.article]
    assert len({each.report_row for each in refused}) == len(refused) == 7
    assert all(each.remedy is Remedy.RECONSIDERATION_FIRST for each in refused)
    assert all(each.remedy_settled for each in refused)


def test_an_unknown_outcome_is_refused_with_the_choice():
    with pytest.raises(UnknownOutcome, match="“R36_3”.*REFUSED_STATE_SECRET"):
        outcome("R36_3")


@pytest.mark.parametrize(
    "code, on, remedy",
    [
        ("REFUSED_BY_LAW", "2023-12-31", Remedy.EITHER),
        ("REFUSED_BY_LAW", "2024-01-01", Remedy.RECONSIDERATION_FIRST),
        ("NOT_FOUND", "2024-01-01", Remedy.RECONSIDERATION_FIRST),
        ("NOT_FOUND", "2025-05-31", Remedy.RECONSIDERATION_FIRST),
        ("NOT_FOUND", "2025-06-01", Remedy.EITHER),
        ("NOT_RESPONSIBLE", "2025-06-01", Remedy.EITHER),
        ("NEEDS_CREATION", "2025-06-01", Remedy.EITHER),
        ("UNCLEAR_AFTER_CORRECTION", "2025-06-01", Remedy.EITHER),
        ("REFUSED_REGISTRY_QUERY", "2025-06-01", Remedy.EITHER),
        ("REPEATED", "2025-06-01", Remedy.EITHER),
        ("PARTLY_DISCLOSED", "2025-06-01", Remedy.RECONSIDERATION_FIRST),
        ("DISCLOSED", "2024-01-01", Remedy.EITHER),
        ("WITHDRAWN", "2024-01-01", Remedy.NONE),
    ],
)
def test_reconsideration_comes_first_since_2024_and_not_for_what_cannot_be_given(code, on, remedy):
    assert remedy_for(outcome(code), date.fromisoformat(on)) is remedy


def test_refusals_by_articles_14_to_16_keep_reconsideration_first():
    refused = [each for each in OUTCOMES.values() if "第三十六条第三项" in each.article]
    for each in refused:
        assert each.article.startswith(("第十四条", "第十五条", "第十六条"))
        assert remedy_for(each, date(2026, 1, 5)) is Remedy.RECONSIDERATION_FIRST


@pytest.mark.parametrize(
    "remedy, told",
    [
        (Remedy.RECONSIDERATION_FIRST, ["60日内先向某市人民政府", "15日内向某区人民法院"]),
        (Remedy.EITHER, ["60日内向某市人民政府", "6个月内向某区人民法院"]),
    ],
)
def test_the_paragraph_on_remedies(remedy, told):
    text = remedy_paragraph(
        remedy, date(2026, 1, 5), reconsideration_organ="某市人民政府", court="某区人民法院"
    )
    assert all(words in text for words in told)
    assert "{" not in text and "\n" not in text


def test_no_paragraph_where_there_is_no_remedy():
    assert not remedy_paragraph(
        Remedy.NONE, date(2026, 1, 5), reconsideration_organ="甲", court="乙"
    )


def test_every_remedy_has_a_name():
    assert all(remedy.label for remedy in Remedy)
