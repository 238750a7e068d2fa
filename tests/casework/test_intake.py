"""Taking in: five channels and the spoken word, each with its day of receipt."""

from datetime import date

import pytest

from casework.asking import NOTE, NOW, NUMBER, ON, application, filed
from factories import AgencyFactory, CaseFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.applying import applicant_digest
from gongkai.casework.operations.intake import take_in
from gongkai.casework.queries.applicants import month_count, volume_of
from gongkai.casework.queries.duplicates import earlier_cases
from gongkai.casework.queries.intake_check import check_of_case, check_of_fields
from gongkai.rules.clock import Channel, Entry, Event, ImpossibleReceipt

pytestmark = pytest.mark.django_db
ARRIVED = date(2024, 1, 8)


@pytest.fixture
def clerk(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return OfficerFactory(clerk=True, name="王经办")


def taken(clerk, channel=Channel.IN_PERSON, confirmed_on=None, told=None, **more):
    days = {"arrived_on": ARRIVED, "confirmed_on": confirmed_on}
    more = {"officer": clerk, **days, **NOW, **more}
    told = application(**(told or {}))
    return take_in(agency=clerk.agency, application=told, channel=channel, **more).request


@pytest.mark.parametrize(
    ("channel", "confirmed_on", "received_on", "state"),
    [
        (Channel.IN_PERSON, None, ARRIVED, "RECEIVED"),
        (Channel.MAIL_SIGNED, None, ARRIVED, "RECEIVED"),
        (Channel.MAIL_PLAIN, None, None, "AWAITING_CONFIRMATION"),
        (Channel.MAIL_PLAIN, date(2024, 1, 9), date(2024, 1, 9), "RECEIVED"),
        (Channel.FAX, date(2024, 1, 9), date(2024, 1, 9), "RECEIVED"),
        (Channel.ONLINE, None, None, "AWAITING_CONFIRMATION"),
    ],
)
def test_the_day_of_receipt_follows_the_channel(clerk, channel, confirmed_on, received_on, state):
    case = taken(clerk, channel, confirmed_on, attachments=[NOTE])
    case.refresh_from_db()
    assert (case.received_on, case.state, case.arrived_on) == (received_on, state, ARRIVED)
    assert (case.due_on is not None) == (received_on is not None)
    assert case.handler == clerk and case.files.get().officer == clerk


def test_help_given_is_recorded_and_a_spoken_request_tells_it(clerk):
    told = "申请人不识字，代为填写并宣读，经其按手印确认"
    case = taken(clerk, is_oral=True, assistance=told)
    assert (case.is_oral, case.assistance) == (True, told)
    assert case.history.first().note == told
    with pytest.raises(CaseRefused, match="代为填写"):
        taken(clerk, is_oral=True)
    with pytest.raises(CaseRefused, match="当面"):
        taken(clerk, Channel.FAX, is_oral=True, assistance=told)


def test_what_is_missing_is_registered_and_told_for_correction(clerk):
    case = taken(clerk, told={"identity_kind": "", "identity_number": "", "phone": "", "form": ""})
    assert case.applicant_digest == ""
    check = check_of_case(case)
    assert [point.key for point in check.to_correct] == ["IDENTITY", "CONTACT", "FORM"]
    assert check.volume == (0, 0) and check.hint is None
    with_copy = taken(clerk, told={"identity_kind": "", "identity_number": ""}, attachments=[NOTE])
    assert check_of_case(with_copy).to_correct == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"arrived_on": date(2024, 1, 11)}, CaseRefused),
        ({"confirmed_on": date(2024, 1, 11), "channel": Channel.FAX}, CaseRefused),
        ({"confirmed_on": date(2024, 1, 5), "channel": Channel.FAX}, ImpossibleReceipt),
        ({"told": {"wanted": " "}}, CaseRefused),
    ],
)
def test_impossible_days_and_empty_requests_are_refused(clerk, changes, error):
    with pytest.raises(error):
        taken(clerk, **changes)
    assert not DisclosureRequest.objects.exists()


def test_only_a_clerk_of_the_organ_takes_in(clerk):
    for officer in (OfficerFactory(agency=clerk.agency, reviewer=True), OfficerFactory(clerk=True)):
        with pytest.raises(NotAllowed):
            taken(clerk, officer=officer)


def test_the_month_is_counted_by_receipt_and_without_what_was_dropped(clerk):
    agency, digest = clerk.agency, applicant_digest(NUMBER)
    for _ in range(3):
        taken(clerk)
    filed(agency)
    day = date(2023, 12, 29)
    entries = (Entry(day, Event.RECEIVED),)
    CaseFactory(agency=agency, register_no="甲1", applicant_digest=digest, entries=entries)
    taken(clerk, told={"identity_number": "11010519491231003" + "8"})
    assert volume_of(agency, digest, ON) == (4, 5)
    assert month_count(agency, digest, date(2024, 2, 1)) == 0
    assert month_count(AgencyFactory(), digest, ON) == 0
    DisclosureRequest.objects.filter(channel="ONLINE").update(state="DROPPED")
    assert month_count(agency, digest, ON) == 3


def test_many_requests_of_a_month_bring_a_hint(clerk):
    agency = clerk.agency
    for _ in range(10):
        taken(clerk)
    check = check_of_fields(agency, application().fields(), ON)
    assert check.volume.in_month == 11
    assert check.hint is not None and "本月第11件" in check.hint.text


def test_like_requests_of_the_applicant_and_like_answers_are_proposed(
    clerk, django_assert_max_num_queries
):
    agency = clerk.agency
    closed = (Entry(ARRIVED, Event.RECEIVED), Entry(ON, Event.REPLIED))
    answered = CaseFactory(agency=agency, register_no="甲2", entries=closed, outcome="DISCLOSED",
                           wanted="2022年住房公积金归集、提取和贷款情况")  # fmt: skip
    CaseFactory(agency=agency, register_no="甲3", entries=closed, outcome="DISCLOSED",
                wanted="某路口信号灯的采购合同")  # fmt: skip
    CaseFactory(entries=closed, outcome="DISCLOSED", wanted="2022年住房公积金归集情况")
    mine = taken(clerk, told={"wanted": "请公开2022年住房公积金归集、提取、贷款发放情况"})
    other = taken(clerk, told={"wanted": "单位食堂的采购合同", "document_no": "某办〔2023〕1号"})
    case = taken(clerk)
    with django_assert_max_num_queries(2):
        found = earlier_cases(agency, text=case.wanted, applicant_digest=case.applicant_digest,
                              apart_from=case.pk)  # fmt: skip
    assert [each.pk for each in found.same_applicant] == [mine.pk]
    assert [each.pk for each in found.answered] == [answered.pk]
    assert found.answered[0].outcome == "予以公开"
    same_number = earlier_cases(agency, text="无关", document_no="某办[2023] 1号",
                                applicant_digest=case.applicant_digest)  # fmt: skip
    assert [(each.pk, each.percent) for each in same_number.same_applicant] == [(other.pk, 100)]
