"""Following a case by number and code: what fits, what is shown, and what never is."""

import pytest

from casework.asking import NOW, filed, received
from factories import AgencyFactory, CaseFactory, IssuedLetterFactory, OfficerFactory
from gongkai.casework.models import CaseEvent
from gongkai.casework.operations.acting import enter
from gongkai.casework.operations.handing_over import hand_over
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.queries.tracking import (
    file_for_applicant,
    followed,
    letters_to_applicant,
    track,
)
from gongkai.rules.clock import Entry, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return OfficerFactory(agency=agency, clerk=True, name="王经办")


def test_number_and_code_must_fit_each_other(agency):
    (case, code), (_other, other_code) = filed(agency), filed(agency)
    typed = f"  {code.replace('-', ' ').lower()}  "
    assert track(agency, f" {case.register_no.lower()} ", typed) == case
    wrong = [(case.register_no, other_code), (case.register_no, ""), ("SQ2024-99999", code),
             ("", ""), (case.register_no, "0" * 64), (case.register_no, code + "2"),
             ("x" * 10_000, "y" * 10_000)]  # fmt: skip
    for number, given in wrong:
        assert track(agency, number, given) is None
    assert track(AgencyFactory(), case.register_no, code) is None


def test_a_case_without_a_code_is_never_found(agency):
    case = CaseFactory(agency=agency)
    assert case.query_digest == ""
    for code in ("", " ", "0" * 64):
        assert track(agency, case.register_no, code) is None


def test_an_unknown_number_costs_what_a_wrong_code_costs(agency, django_assert_num_queries):
    case, _code = filed(agency)
    for number in (case.register_no, "SQ2024-99999"):
        with django_assert_num_queries(2):
            assert track(agency, number, "WRONG-CODES") is None


def test_what_happened_inside_and_to_others_is_not_shown(agency, clerk):
    case = received(agency, clerk)
    enter(case, Entry(NOW["on"], Event.SEARCH_ORDERED, "档案科"), officer=clerk, **NOW)
    enter(
        case, Entry(NOW["on"], Event.THIRD_PARTY_CONSULTED, "某置业公司"), officer=clerk,
        by_letter="THIRD_PARTY_CONSULTATION", **NOW,
    )  # fmt: skip
    seen = followed(case)
    assert [entry.event for entry in seen.entries] == [
        Event.ARRIVED, Event.RECEIVED, Event.THIRD_PARTY_CONSULTED,
    ]  # fmt: skip
    assert "某置业公司" not in str(seen.entries) and "档案科" not in str(seen.entries)
    assert seen.due is not None and seen.due.provisional
    assert seen.acts >= {Event.WITHDRAWAL_ASKED, Event.DELIVERY_CHANGED}
    assert not seen.acts & {Event.REPLIED, Event.CORRECTED, Event.FEE_PAID}


def test_withdrawn_entries_do_not_count(agency, clerk):
    case = received(agency, clerk)
    enter(case, Entry(NOW["on"], Event.WITHDRAWAL_ASKED), officer=None, **NOW)
    CaseEvent.objects.filter(event="WITHDRAWAL_ASKED").update(withdrawn_at=NOW["at"])
    shown = [entry.event for entry in followed(case).entries]
    assert shown == [Event.ARRIVED, Event.RECEIVED]


def test_only_issued_letters_to_the_applicant_are_handed_out(agency, clerk):
    case = received(agency, clerk)
    reply = IssuedLetterFactory(request=case, drafter=clerk, officer=clerk, dated_on=NOW["on"])
    other = CaseFactory(agency=agency, register_no="甲1")

    def kept(kind, request=case):
        told = {"name": f"{kind}.pdf", "media_type": "application/pdf", "at": NOW["at"]}
        return keep_file(kind=kind, content=kind.encode(), request=request, officer=clerk, **told)

    released, redacted, source = kept("RELEASED"), kept("REDACTED"), kept("SOURCE")
    foreign = kept("RELEASED", other)
    reply.enclosures.add(released, redacted, source, foreign)
    loose = kept("RELEASED")
    allowed = {file.pk for each in letters_to_applicant(case) for file in each.files}
    assert allowed == {reply.pdf_id, released.pk, redacted.pk}
    for file in (source, foreign, loose):
        assert file_for_applicant(case, file.pk) is None
    assert hand_over(request=case, file=released, **NOW) == b"RELEASED"
    for state in ("DRAFT", "IN_REVIEW", "APPROVED", "VOID"):
        type(reply).objects.update(state=state)
        assert letters_to_applicant(case) == []


def test_the_page_asks_no_more_for_a_long_case(agency, clerk, django_assert_max_num_queries):
    case = received(agency, clerk)
    for number in range(5):
        subject = f"科室{number}"
        enter(case, Entry(NOW["on"], Event.SEARCH_ORDERED, subject), officer=clerk, **NOW)
    with django_assert_max_num_queries(5):
        followed(case)
