"""Filing on the public site: complete or refused, once, and nothing readable at rest."""

from datetime import date

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.asking import AT, CREDIT_CODE, NOTE, NOW, NUMBER, ON, application, filed
from factories import AgencyFactory, CaseFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseEvent, CaseFile, DisclosureRequest, NumberSeries
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.applying import applicant_digest, new_code
from gongkai.casework.operations.confirming import confirm_receipt, drop_request
from gongkai.casework.operations.filing import ApplicationRefused, problems_of
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.queries.tracking import track
from gongkai.casework.queries.unconfirmed import count_unconfirmed, unconfirmed_requests
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import ImpossibleReceipt
from gongkai.rules.lifecycle import EventNotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return OfficerFactory(agency=agency, clerk=True, name="王经办")


def test_a_request_is_on_file_at_once_and_awaits_confirmation(agency, clerk):
    case, code = filed(agency, attachments=[NOTE])
    case.refresh_from_db()
    assert case.register_no == "SQ2024-00001"
    assert (case.channel, case.arrived_on, case.received_on) == ("ONLINE", ON, None)
    assert (case.state, case.due_on, case.version) == ("AWAITING_CONFIRMATION", None, 1)
    assert [(row.event, row.on) for row in case.history.all()] == [("ARRIVED", ON)]
    assert count_unconfirmed(agency) == 1
    assert content_of(case.files.get()) == NOTE.content
    assert len(code) == 11 and not set(code) & set("01ILO")
    assert track(agency, "SQ2024-00001", code) == case


def test_nothing_that_names_a_person_or_opens_the_case_is_readable_at_rest(agency, tmp_path):
    case, code = filed(agency, attachments=[NOTE])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_disclosurerequest")
        row = " ".join(map(str, cursor.fetchone()))
        cursor.execute("SELECT detail, subject, action FROM audit_entry")
        trail = " ".join(map(str, cursor.fetchall()))
    for secret in (NUMBER, "王小明", "13800138000", code, code.replace("-", "")):
        assert secret not in row and secret not in trail
    assert case.applicant_digest == applicant_digest(f" {NUMBER.lower()} ")
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept and all(NOTE.content not in content for content in kept)
    assert django_settings.GONGKAI_FIELD_KEY not in row


def test_a_form_sent_twice_is_one_case_with_one_code_and_no_gap(agency):
    first, second = filed(agency, token="t" * 24), filed(agency, token="t" * 24)
    assert (first.request.pk, first.query_code) == (second.request.pk, second.query_code)
    assert DisclosureRequest.objects.count() == CaseEvent.objects.count() == 1
    assert NumberSeries.objects.get().last == 1
    other = filed(agency, token="u" * 24)
    assert other.request.register_no == "SQ2024-00002"
    assert other.query_code != first.query_code
    assert new_code() != new_code()


def test_a_number_that_a_ledger_brought_is_passed_over(agency):
    CaseFactory(agency=agency, register_no="SQ2024-00001")
    assert filed(agency).request.register_no == "SQ2024-00002"


WRONG = [
    ({"applicant_name": "  "}, "applicant_name", "申请人：未填写"),
    ({"identity_kind": ""}, "identity_kind", "未选择"),
    ({"identity_number": ""}, "identity_number", "未填写"),
    ({"identity_number": "110105194912310021"}, "identity_number", "校验位不符"),
    ({"identity_number": "1101051949123"}, "identity_number", "应为18位"),
    ({"identity_kind": "CREDIT_CODE", "identity_number": CREDIT_CODE}, "identity_number", "自然人"),
    (
        {"applicant_kind": ApplicantKind.BUSINESS, "contact_name": "李四"},
        "identity_number",
        "统一社会信用代码",
    ),
    (
        {"applicant_kind": ApplicantKind.BUSINESS, "identity_kind": "CREDIT_CODE",
         "identity_number": CREDIT_CODE},
        "contact_name",
        "经办人",
    ),
    ({"wanted": ""}, "wanted", "至少一项"),
    ({"phone": ""}, "phone", "至少填写一项"),
    ({"phone": "abc"}, "phone", "电话"),
    ({"phone": "138001380"}, "phone", "11位"),
    ({"email": "not an address"}, "email", "格式不对"),
    ({"postcode": "12"}, "postcode", "6位"),
    ({"form": ""}, "form", "未选择"),
    ({"delivery": ""}, "delivery", "未选择"),
    ({"form": "PAPER", "delivery": "PORTAL"}, "delivery", "不符"),
    ({"form": "NONSENSE"}, "delivery", "不符"),
    ({"form": "INSPECTION", "delivery": "MAIL", "address": "x"}, "delivery", "不符"),
    ({"delivery": "EMAIL"}, "email", "须填写"),
    ({"form": "PAPER", "delivery": "MAIL"}, "address", "须填写"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "why"), WRONG)
def test_what_the_regulation_asks_for_is_insisted_on(agency, changes, field, why):
    assert (field, why) in [
        (each, why) for each, message in problems_of(application(**changes), ON) if why in message
    ]
    with pytest.raises(ApplicationRefused):
        filed(agency, **changes)
    assert not DisclosureRequest.objects.exists() and not NumberSeries.objects.exists()
    assert not AuditEntry.objects.exists()


def test_an_organisation_files_with_its_code_and_a_person_to_ask(agency):
    told = {"identity_kind": "CREDIT_CODE", "identity_number": CREDIT_CODE.lower()}
    kind = ApplicantKind.BUSINESS
    case, _code = filed(agency, applicant_kind=kind, contact_name="李四", **told)
    case.refresh_from_db()
    assert (case.identity_number, case.applicant_kind) == (CREDIT_CODE, "BUSINESS")


def test_name_or_number_of_a_document_describe_it_well_enough(agency):
    case, _code = filed(
        agency, wanted="", document_title="2022年年度报告", document_no="某办〔2023〕1号"
    )
    assert case.wanted == "《2022年年度报告》 某办〔2023〕1号"


def test_filing_asks_the_database_little_and_no_more_with_many_cases(agency, clerk):
    filed(agency)
    with CaptureQueriesContext(
        connection,
    ) as few:
        filed(agency)
    for _ in range(5):
        filed(agency)
    with CaptureQueriesContext(connection) as many:
        filed(agency)
    assert len(many) == len(few) <= 18


def test_confirming_starts_the_clock_from_the_day_both_sides_confirmed(agency, clerk):
    case, _code = filed(agency)
    told = {"confirmed_on": date(2024, 1, 11), "note": "电话确认"}
    confirmed = confirm_receipt(
        request=case, version=1, officer=clerk, on=date(2024, 1, 12), at=AT, **told
    )
    assert (confirmed.state, confirmed.received_on) == ("RECEIVED", date(2024, 1, 11))
    assert confirmed.due_on == date(2024, 2, 7)
    assert count_unconfirmed(agency) == 0
    with pytest.raises(EventNotAllowed):
        confirm_receipt(request=case, version=2, confirmed_on=ON, officer=clerk, **NOW)


def test_confirming_is_refused_where_it_cannot_be(agency, clerk):
    case, _code = filed(agency)
    outsider = OfficerFactory(clerk=True)
    for error, changes in (
        (ImpossibleReceipt, {"confirmed_on": date(2024, 1, 9)}),
        (CaseRefused, {"confirmed_on": date(2024, 1, 11)}),
        (NotAllowed, {"officer": outsider}),
        (CaseChanged, {"version": 0}),
    ):
        told = {"confirmed_on": ON, "officer": clerk, "version": 1, **NOW}
        with pytest.raises(error):
            confirm_receipt(request=case, **{**told, **changes})
    case.refresh_from_db()
    assert (case.version, case.received_on) == (1, None)


def test_what_never_became_a_request_is_ended_with_a_reason(agency, clerk):
    case, _code = filed(agency)
    with pytest.raises(CaseRefused, match="终止理由"):
        drop_request(request=case, version=1, reason=" ", officer=clerk, **NOW)
    dropped = drop_request(request=case, version=1, reason="三次联系未果", officer=clerk, **NOW)
    assert (dropped.state, dropped.closed_on) == ("DROPPED", None)


def test_who_was_not_confirmed_the_same_working_day_is_late(agency):
    friday, saturday = date(2024, 1, 12), date(2024, 1, 13)
    for day in (friday, saturday):
        filed(agency, on=day)
    calendar = published_calendar()

    def late(on):
        return [each.is_late for each in unconfirmed_requests(agency, on, calendar)]

    assert late(friday) == [False, False]
    assert late(saturday) == [True, False]
    assert late(date(2024, 1, 15)) == [True, False]
    assert late(date(2024, 1, 16)) == [True, True]


def test_files_that_cannot_be_kept_leave_nothing(agency, settings, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_bytes(b"")
    settings.GONGKAI_FILES = blocked
    with pytest.raises(Exception, match="请"):
        filed(agency, attachments=[NOTE])
    assert not DisclosureRequest.objects.exists() and not CaseFile.objects.exists()
