"""A mail is sent once, whatever the mail server does meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from gongkai.config.installation import mail_server
from gongkai.messages.models import Mail
from gongkai.messages.operations.mailing import (
    ATTEMPTS,
    PAUSES,
    Enclosure,
    MailNotConfigured,
    deliver,
    queue_mail,
)
from messages.smtp import mail_office

pytestmark = pytest.mark.django_db
ADDRESS = "zhaoxiaoming@example.com"


def queued(at, key="service-1"):
    return queue_mail(key=key, to=ADDRESS, subject="答复书\r\nBcc: x@y", body="见附件。", at=at)


def test_a_mail_arrives_whole_and_once(settings, at):
    with mail_office(settings) as office:
        mail = queued(at)
        enclosures = [Enclosure("答复书.pdf", b"%PDF-1.4", "application/pdf")]
        assert deliver(mail=mail, enclosures=enclosures, at=at).is_sent
        assert deliver(mail=mail, enclosures=enclosures, at=at).is_sent
    [taken] = office.taken
    assert taken["To"] == ADDRESS and taken["From"] == "gongkai@gjj.example.gov.cn"
    assert taken["Message-ID"] == mail.message_id and taken["Bcc"] is None
    assert taken["Subject"] == "答复书 Bcc: x@y"
    [part] = taken.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("答复书.pdf", b"%PDF-1.4")
    assert office.connections == 1


def test_the_same_key_is_the_same_mail(settings, at):
    settings.EMAIL_HOST = "mail.example"
    assert queued(at) == queued(at + timedelta(days=1))
    assert queued(at, "service-2") != queued(at)


def test_address_and_text_are_sealed_in_the_database(settings, at):
    settings.EMAIL_HOST = "mail.example"
    queued(at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gongkai_messages_mail")
        stored = repr(cursor.fetchall())
    assert ADDRESS not in stored and "见附件" not in stored


@pytest.mark.parametrize(
    ("manner", "why"),
    [
        ("drop", "连接中断"),
        ("drop at data", "连接中断"),
        ("busy", "拒收该收件地址（451）"),
        ("slow", "超时未应答"),
    ],
)
def test_what_may_pass_is_tried_again_under_the_same_identifier(settings, at, manner, why):
    with mail_office(settings, manner) as office:
        mail = deliver(mail=queued(at), at=at)
        assert (mail.state, mail.next_at) == ("QUEUED", at + PAUSES[0])
        assert why in mail.failure and ADDRESS not in mail.failure
        assert deliver(mail=mail, at=mail.next_at).is_sent
    assert [taken["Message-ID"] for taken in office.taken] == [mail.message_id]


def test_an_answer_lost_after_the_mail_was_taken_gives_a_copy_with_the_same_identifier(
    settings, at
):
    with mail_office(settings, "drop after data") as office:
        mail = deliver(mail=queued(at), at=at)
        assert mail.state == "QUEUED"
        assert deliver(mail=mail, at=mail.next_at).is_sent
    assert {taken["Message-ID"] for taken in office.taken} == {mail.message_id}


def test_a_refusal_for_good_is_not_tried_again(settings, at):
    with mail_office(settings, "refuse") as office:
        mail = deliver(mail=queued(at), at=at)
        assert mail.has_failed and "550" in mail.failure and mail.next_at is None
        assert deliver(mail=mail, at=at).has_failed
    assert office.connections == 1 and office.taken == []


def test_after_the_last_attempt_it_has_failed(settings, at):
    with mail_office(settings, *["busy"] * ATTEMPTS) as office:
        mail = queued(at)
        for number in range(ATTEMPTS):
            assert not mail.has_failed
            mail = deliver(mail=mail, at=at + timedelta(hours=number))
        assert mail.has_failed and mail.attempts == ATTEMPTS
    assert office.connections == ATTEMPTS


def test_nobody_takes_a_mail_from_a_worker_at_it_but_from_a_dead_one(settings, at):
    with mail_office(settings) as office:
        mail = queued(at)
        Mail.objects.update(state="SENDING", claimed_at=at, attempts=1)
        assert deliver(mail=mail, at=at + timedelta(minutes=9)).state == "SENDING"
        assert office.connections == 0
        assert deliver(mail=mail, at=at + timedelta(minutes=11)).is_sent


def test_without_a_server_the_remedy_is_named(settings, at):
    settings.EMAIL_HOST = ""
    with pytest.raises(MailNotConfigured, match="GONGKAI_EMAIL_URL"):
        queued(at)
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.gjj.gov.cn", "mail.gjj.gov.cn", 25, False, False),
        ("smtp+tls://gk%40gjj:p%2Fw@mail:2525", "mail", 2525, True, False),
        ("smtps://gk%40gjj:p%2Fw@mail", "mail", 465, False, True),
        ("", "", 25, False, False),
    ],
)
def test_the_address_of_a_server_is_read(url, host, port, tls, ssl):
    found = mail_server(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)
    if "@" in url:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("gk@gjj", "p/w")


@pytest.mark.parametrize("url", ["mail.gjj.gov.cn", "http://mail", "smtps:///", "smtp://mail:port"])
def test_an_address_that_makes_no_sense_is_refused_without_showing_it(url):
    with pytest.raises(Exception, match="GONGKAI_EMAIL_URL 无法识别") as refused:
        mail_server(url)
    assert url not in str(refused.value)


class TestRacing:
    """Two workers at once: real connections."""

    pytestmark = pytest.mark.django_db(databases=[])

    def test_one_of_two_workers_sends(self, race, settings, at):
        with mail_office(settings) as office:
            mail = queued(at)
            race(*[lambda: deliver(mail=mail, at=at)] * 2)
        assert len(office.taken) == 1
