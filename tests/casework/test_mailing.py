"""A letter served by mail: sent by the job, and a failure becomes a task of the clerks."""

from datetime import date

import pytest

from casework.after_reply import again, consulted, office_of, replied, sent
from factories import CaseFactory
from gongkai.agencies.models import Appointment
from gongkai.casework.models import Service
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.letter_mail import mail_key
from gongkai.casework.operations.mailing import send_by_mail
from gongkai.casework.operations.serving import Proof, record_service
from gongkai.casework.queries.serving import failed_services
from gongkai.casework.tasks import start_sending
from gongkai.messages.models import Mail
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.queries import proof_of, unread_notices
from messages.smtp import mail_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def people():
    return office_of(name="丙市住房公积金管理中心")


@pytest.fixture
def reply(people):
    return replied(people[0], people[1], email="zhao@example.com")[1]


def mailed(letter, officer, on, at):
    return sent(letter, officer, on, at, method="EMAIL", tracking_no="")


def test_the_letter_goes_out_with_its_enclosures_and_counts_as_served_only_with_proof(
    people, reply, on, at, settings
):
    case, clerk = reply.request, people[1]
    reply.enclosures.add(keep_file(kind="RELEASED", name="合同.pdf", media_type="application/pdf",
                                   content=b"%PDF-1.4", at=at, request=case))  # fmt: skip
    with mail_office(settings) as office:
        service = mailed(reply, clerk, on, at)
        start_sending(service)
        start_sending(service)
    [taken] = office.taken
    assert taken["To"] == "zhao@example.com"
    assert reply.number in taken["Subject"] and "丙市住房公积金管理中心" in taken["Subject"]
    assert "赵小明" not in taken.as_string()
    names = [part.get_filename() for part in taken.iter_attachments()]
    assert names == [f"{reply.number}.pdf", "附件1 合同.pdf"]
    assert proof_of(mail_key(service)).state == "SENT" and carry_due(at=at) == 0
    service.refresh_from_db()
    assert service.served_on is None
    given = {"service": service, "served_on": on, "officer": clerk, "on": on, "at": at}
    with pytest.raises(CaseRefused, match="须上传收件人确认收到的凭证"):
        record_service(version=again(case).version, **given)
    proof = Proof("回复.txt", "已收到".encode())
    assert record_service(version=again(case).version, proof=proof, **given).served_on == on


def test_a_refused_address_becomes_a_failed_service_and_a_notice(people, reply, on, at, settings):
    with mail_office(settings, "refuse"):
        service = mailed(reply, people[1], on, at)
        start_sending(service)
        start_sending(service)
    [failed] = failed_services(people[0])
    assert "拒收该收件地址（550）" in failed.failure and "zhao" not in failed.failure
    proof = proof_of(mail_key(service))
    assert (proof.state, proof.ways[0].failure) == ("FAILED", failed.failure)
    assert reply.request.history.filter(event="SERVICE_FAILED").count() == 1
    assert unread_notices(people[1]).count() == 1


def test_a_busy_server_is_left_for_later(people, reply, on, at, settings):
    with mail_office(settings, "busy") as office:
        service = mailed(reply, people[1], on, at)
        again_at = send_by_mail(service=service, on=on, at=at)
        assert again_at > at and not failed_services(people[0])
        assert send_by_mail(service=service, on=on, at=again_at) is None
    assert len(office.taken) == 1


def test_a_mail_that_failed_before_a_crash_is_entered_by_the_next_run(
    people, reply, on, at, settings
):
    settings.EMAIL_HOST = "mail.example"
    service = mailed(reply, people[1], on, at)
    Mail.objects.update(state="FAILED", failure="邮件服务器未接收（554）")
    send_by_mail(service=service, on=on, at=at)
    assert failed_services(people[0]).get().failure == "邮件服务器未接收（554）"


def test_a_failure_after_the_sender_has_left_is_still_told(people, reply, on, at, settings):
    with mail_office(settings, "refuse"):
        service = mailed(reply, people[1], on, at)
        Appointment.objects.filter(officer=people[1]).update(until_on=date(2024, 1, 9))
        start_sending(service)
    assert failed_services(people[0]).get() == service
    assert not reply.request.history.filter(event="SERVICE_FAILED").exists()


def test_a_file_that_is_gone_is_a_failure(people, reply, on, at, settings, tmp_path):
    with mail_office(settings) as office:
        service = mailed(reply, people[1], on, at)
        settings.GONGKAI_FILES = tmp_path / "elsewhere"
        start_sending(service)
    assert office.connections == 0
    assert "无法读出" in failed_services(people[0]).get().failure


def test_the_address_is_the_one_on_record(people, on, at, settings):
    settings.EMAIL_HOST = "mail.example"
    without = replied(people[0], people[1])[1]
    with pytest.raises(CaseRefused, match="没有登记收件人的电子邮箱"):
        mailed(without, people[1], on, at)
    assert not Service.objects.exists()


def test_a_letter_to_a_third_party_goes_to_the_third_party(people, on, at, settings):
    letter = consulted(people[0], people[1])[1]
    with mail_office(settings) as office:
        start_sending(mailed(letter, people[1], on, at))
    assert office.taken[0]["To"] == "lianxi@example.com"


def test_a_file_of_another_case_is_never_sent(people, reply, on, at, settings):
    settings.EMAIL_HOST = "mail.example"
    other = CaseFactory(agency=people[0])
    reply.enclosures.add(keep_file(kind="RELEASED", name="甲.pdf", media_type="application/pdf",
                                   content=b"%PDF-1.4", at=at, request=other))  # fmt: skip
    with pytest.raises(CaseRefused, match="不属于本案"):
        mailed(reply, people[1], on, at)


def test_more_than_mail_takes_is_refused(people, reply, on, at, settings):
    settings.EMAIL_HOST = "mail.example"
    file = keep_file(kind="RELEASED", name="大.pdf", media_type="application/pdf",
                     content=b"%PDF-1.4", at=at, request=reply.request)  # fmt: skip
    type(file).objects.filter(pk=file.pk).update(size=20 << 20)
    reply.enclosures.add(file)
    with pytest.raises(CaseRefused, match="合计超过20MB"):
        mailed(reply, people[1], on, at)
