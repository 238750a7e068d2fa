"""Serving a letter: every attempt has a result, a failure stays until another one settles it."""

from datetime import date

import pytest

from casework.after_reply import SENT_ON, again, consulted, office_of, replied, sent, served
from factories import CaseFactory, IssuedLetterFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import CaseEvent, CaseFile, Consultation, CounterEntry, Service
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.handing_over import hand_over
from gongkai.casework.operations.keeping import content_of, keep_file
from gongkai.casework.operations.serving import (
    Proof,
    opened_on_portal,
    record_failure,
    record_service,
    send_letter,
    serve_at_counter,
)
from gongkai.casework.queries.serving import failed_services, open_services
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.messages.operations.mailing import MailNotConfigured
from gongkai.messages.queries import unread_notices

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def people():
    return office_of()


@pytest.fixture
def reply(people):
    agency, clerk, *_ = people
    return replied(agency, clerk)[1]


def rows(case, event):
    return list(case.history.filter(event=event, withdrawn_at=None).values_list("on", "subject"))


def test_registered_mail_is_sent_and_served_with_its_proof(people, reply, on, at):
    clerk = people[1]
    service = sent(reply, clerk, on, at)
    assert list(open_services(people[0])) == [service]
    done = record_service(
        service=service, version=again(reply.request).version, served_on=date(2024, 1, 10),
        recipient=" 赵小明 ", proof=Proof("回执.png", PNG), officer=clerk, on=on, at=at,
    )  # fmt: skip
    assert (done.served_on, done.recipient) == (date(2024, 1, 10), "赵小明")
    assert content_of(done.proof) == PNG and done.proof.kind == "PROOF"
    assert rows(reply.request, "SERVED") == [(date(2024, 1, 10), reply.number)]
    assert not open_services(people[0])


def test_the_counter_is_one_step(people, reply, on, at):
    service = serve_at_counter(
        letter=reply, version=again(reply.request).version, served_on=SENT_ON,
        recipient="赵小明", officer=people[1], on=on, at=at,
    )  # fmt: skip
    assert (service.method, service.sent_on, service.served_on) == ("COUNTER", SENT_ON, SENT_ON)
    assert rows(reply.request, "SERVED") == [(SENT_ON, reply.number)]


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"tracking_no": "  "}, "邮件号：未填写"),
        ({"tracking_no": "9" * 61}, "超过60个字符"),
        ({"sent_on": date(2024, 1, 7)}, "早于文书的成文日期"),
        ({"sent_on": date(2024, 1, 11)}, "晚于今天"),
        ({"method": "PIGEON"}, "没有“PIGEON”这一方式"),
    ],
)
def test_what_cannot_be_sent_is_refused_without_a_trace(people, reply, on, at, details, said):
    before = again(reply.request).version, AuditEntry.objects.count()
    given = {"method": "REGISTERED_MAIL", "tracking_no": "XA1", "sent_on": SENT_ON, **details}
    with pytest.raises(CaseRefused, match=said):
        send_letter(letter=reply, version=before[0], officer=people[1], on=on, at=at, **given)
    assert not Service.objects.exists()
    assert (again(reply.request).version, AuditEntry.objects.count()) == before


def test_only_letters_that_have_left_are_served(people, reply, on, at):
    for state in ("DRAFT", "IN_REVIEW", "APPROVED", "VOID"):
        type(reply).objects.filter(pk=reply.pk).update(state=state)
        with pytest.raises(CaseRefused, match="只有已发出的文书可以送达"):
            sent(reply, people[1], on, at)


def test_one_attempt_of_a_manner_at_a_time_and_none_after_it_was_served(people, reply, on, at):
    sent(reply, people[1], on, at)
    with pytest.raises(CaseRefused, match="尚在途中"):
        sent(reply, people[1], on, at)
    first = Service.objects.get()
    record_service(service=first, version=again(reply.request).version, served_on=on,
                   recipient="赵", officer=people[1], on=on, at=at)  # fmt: skip
    with pytest.raises(CaseRefused, match="已于 2024-01-10 送达"):
        sent(reply, people[1], on, at, method="COUNTER")
    with pytest.raises(CaseRefused, match="无需重复登记"):
        record_service(service=first, version=again(reply.request).version, served_on=on,
                       recipient="赵", officer=people[1], on=on, at=at)  # fmt: skip


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"served_on": date(2024, 1, 8)}, "早于寄发日期"),
        ({"served_on": date(2024, 1, 11)}, "晚于今天"),
        ({"recipient": " "}, "签收人：未填写"),
    ],
)
def test_a_service_that_cannot_be_is_refused(people, reply, on, at, details, said):
    service = sent(reply, people[1], on, at)
    given = {"served_on": on, "recipient": "赵小明", **details}
    with pytest.raises(CaseRefused, match=said):
        record_service(service=service, version=again(reply.request).version, officer=people[1],
                       on=on, at=at, **given)  # fmt: skip
    assert rows(reply.request, "SERVED") == []


def test_a_proof_that_lies_about_its_kind_is_refused_and_nothing_is_kept(people, reply, on, at):
    service = sent(reply, people[1], on, at)
    before = CaseFile.objects.count()
    with pytest.raises(AttachmentRefused, match="两者不符"):
        record_service(service=service, version=again(reply.request).version, served_on=on,
                       recipient="赵", proof=Proof("回执.pdf", PNG), officer=people[1], on=on,
                       at=at)  # fmt: skip
    service.refresh_from_db()
    assert service.served_on is None and CaseFile.objects.count() == before


def test_a_failure_is_entered_told_and_stands_until_another_attempt(people, reply, on, at):
    agency, clerk, *_ = people
    service = sent(reply, clerk, on, at)
    failed = record_failure(service=service, version=again(reply.request).version, failed_on=on,
                            failure="原址查无此人，退回", officer=clerk, on=on, at=at)  # fmt: skip
    assert list(failed_services(agency)) == [failed]
    assert rows(reply.request, "SERVICE_FAILED") == [(on, reply.number)]
    note = unread_notices(clerk).get()
    assert reply.number in note.text and "退回" not in note.text
    sent(reply, clerk, on, at, method="COUNTER")
    assert not failed_services(agency)
    failed.refresh_from_db()
    assert failed.is_settled


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"failure": "  "}, "未成原因：未填写"),
        ({"failed_on": date(2024, 1, 8)}, "早于寄发日期"),
        ({"failed_on": date(2024, 1, 12)}, "晚于今天"),
    ],
)
def test_a_failure_needs_its_reason_and_day(people, reply, on, at, details, said):
    service = sent(reply, people[1], on, at)
    given = {"failed_on": on, "failure": "退回", **details}
    with pytest.raises(CaseRefused, match=said):
        record_failure(service=service, version=again(reply.request).version, officer=people[1],
                       on=on, at=at, **given)  # fmt: skip
    assert not failed_services(people[0])


def test_who_saw_an_older_version_is_told_what_happened(people, reply, on, at):
    seen = again(reply.request).version
    sent(reply, people[1], on, at)
    with pytest.raises(CaseChanged, match="期间案件资料有修改"):
        send_letter(letter=reply, version=seen, method="COUNTER", sent_on=SENT_ON,
                    officer=people[1], on=on, at=at)  # fmt: skip


@pytest.mark.parametrize("place", [2, 3])
def test_only_the_clerk_serves(people, reply, on, at, place):
    with pytest.raises(NotAllowed, match="经办人"):
        sent(reply, people[place], on, at)


def test_the_other_organs_clerk_does_not_serve(reply, on, at):
    with pytest.raises(NotAllowed):
        sent(reply, office_of()[1], on, at)


def test_opening_on_the_site_serves_once(people, reply, on, at):
    service = sent(reply, people[1], on, at, method="PORTAL", tracking_no="")
    with pytest.raises(CaseRefused, match="以申请人打开文书为准"):
        record_service(service=service, version=again(reply.request).version, served_on=on,
                       recipient="赵", officer=people[1], on=on, at=at)  # fmt: skip
    opened = opened_on_portal(letter=reply, on=on, at=at)
    assert (opened.served_on, opened.recipient) == (on, "申请人（网上打开）")
    assert opened_on_portal(letter=reply, on=on, at=at) is None
    row = CaseEvent.objects.get(event="SERVED")
    assert (row.officer, row.recorded_at) == (None, at)


def test_taking_the_letter_from_the_applicants_page_opens_it(people, reply, on, at):
    service = sent(reply, people[1], on, at, method="PORTAL", tracking_no="")
    other = keep_file(kind="RELEASED", name="合同.pdf", media_type="application/pdf",
                      content=b"%PDF-1.4", at=at, request=reply.request)  # fmt: skip
    hand_over(request=again(reply.request), file=other, on=on, at=at)
    service.refresh_from_db()
    assert service.served_on is None
    hand_over(request=again(reply.request), file=reply.pdf, on=on, at=at)
    service.refresh_from_db()
    assert service.served_on == on


def test_opening_what_is_not_served_on_the_site_enters_nothing(people, reply, on, at):
    sent(reply, people[1], on, at)
    assert opened_on_portal(letter=reply, on=on, at=at) is None
    assert rows(reply.request, "SERVED") == []


def test_third_partys_limit_runs_from_receipt(people, on, at):
    """条例第三十二条: fifteen working days from the day it received the letter."""
    case, letter = consulted(people[0], people[1])
    due_before = case.due_on
    served(letter, people[1], on, at)
    asked = Consultation.objects.get()
    assert (asked.reached_on, asked.due_on) == (date(2024, 1, 10), date(2024, 1, 31))
    entry = case.history.get(event="THIRD_PARTY_CONSULTED", withdrawn_at=None)
    assert (entry.on, entry.reached_on) == (date(2024, 1, 8), date(2024, 1, 10))
    assert CounterEntry.objects.get().reason == "登记送达日期"
    letter.refresh_from_db()
    assert letter.event == entry
    # Two working days later than from the day it was sent: the reply may come as much later.
    assert again(case).due_on > due_before


def test_a_co_makers_limit_runs_from_receipt(people, on, at):
    _case, letter = consulted(people[0], people[1], "CO_MAKER")
    served(letter, people[1], on, at)
    assert Consultation.objects.get().due_on == date(2024, 1, 31)


def test_the_applicants_limit_to_pay_runs_from_the_day_after_receipt(people, on, at):
    """国办函〔2020〕109号: twenty working days from the day after the notice was received."""
    letter = IssuedLetterFactory(
        request=CaseFactory(agency=people[0]), drafter=people[1], kind="FEE_NOTICE"
    )
    assert again(letter.request).lapses_on == date(2024, 2, 4)
    served(letter, people[1], on, at)
    assert again(letter.request).lapses_on == date(2024, 2, 6)


def test_a_fee_notice_opened_on_the_site_starts_the_limit_too(people, on, at):
    letter = IssuedLetterFactory(
        request=CaseFactory(agency=people[0]), drafter=people[1], kind="FEE_NOTICE"
    )
    sent(letter, people[1], on, at, method="PORTAL", tracking_no="")
    opened_on_portal(letter=letter, on=on, at=at)
    assert again(letter.request).lapses_on == date(2024, 2, 6)
    assert CounterEntry.objects.get().officer is None


def test_a_letter_to_others_is_not_served_on_the_applicants_page(people, on, at):
    letter = consulted(people[0], people[1])[1]
    with pytest.raises(CaseRefused, match="不是发给申请人的"):
        sent(letter, people[1], on, at, method="PORTAL")


def test_without_a_mail_server_the_remedy_is_named_and_nothing_kept(
    people, reply, on, at, settings
):
    settings.EMAIL_HOST = ""
    with pytest.raises(MailNotConfigured, match="GONGKAI_EMAIL_URL"):
        sent(reply, people[1], on, at, method="EMAIL")
    assert not Service.objects.exists()
