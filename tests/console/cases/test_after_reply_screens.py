"""Service, archive, public log and proposals at the console."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casework.after_reply import again, replied, sent
from casework.test_serving import PNG
from console.conftest import desk, notes
from console.test_query_counts import queries
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import Archive, DisclosureLogEntry, ProactiveProposal, Service
from gongkai.casework.operations.publishing_log import begin_log_entry
from messages.smtp import mail_office

pytestmark = pytest.mark.django_db
BASE = "/console/requests/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def reply(bureau):
    return replied(bureau.agency, bureau.clerk, email="zhao@example.com")[1]


@pytest.fixture
def entry(reply, on, at):
    return begin_log_entry(case=again(reply.request), on=on, at=at)


def post(officer, path, row, **data):
    return desk(officer).post(BASE + path, {"version": again(row).version, **data})


def body(response):
    return response.content.decode()


def test_a_letter_is_served_at_the_counter_with_its_proof(bureau, reply):
    page = body(desk(bureau.clerk).get(f"{BASE}letters/{reply.pk}/serve/"))
    assert reply.number in page and "尚未送达" in page and "GONGKAI_EMAIL_URL" in page
    answer = post(bureau.clerk, f"letters/{reply.pk}/serve/counter/", reply.request,
                  served_on="2024-01-09", recipient="赵小明",
                  proof=SimpleUploadedFile("回证.png", PNG))  # fmt: skip
    assert answer.status_code == 302 and notes(answer) == ["已登记当面送达。"]
    page = body(desk(bureau.clerk).get(f"{BASE}letters/{reply.pk}/serve/"))
    assert "2024-01-09送达" in page and "回证.png" in page and "登记寄发" not in page
    case = body(desk(bureau.clerk).get(f"{BASE}{reply.request_id}/"))
    assert "2024-01-09送达" in case and "答复送达后归档" in case


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tracking_no": ""}, "邮件号：未填写"),
        ({"sent_on": "2024-01-01"}, "早于文书的成文日期"),
        ({"sent_on": "昨天"}, "须为日期"),
        ({"sent_on": ""}, "请填写日期"),
        ({"method": "COUNTER"}, "请从列出的项中选择"),
        ({"method": ""}, "请选择一项"),
        ({"version": "x"}, "尚未保存"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(bureau, reply, typed, said):
    given = {"method": "REGISTERED_MAIL", "sent_on": "2024-01-09", "tracking_no": "XA<1>", **typed}
    answer = post(bureau.clerk, f"letters/{reply.pk}/serve/", reply.request, **given)
    assert answer.status_code == 400 and said in body(answer)
    assert "tracking_no" in typed or "XA&lt;1&gt;" in body(answer)
    assert not Service.objects.exists()


def test_who_acts_on_an_older_page_is_told_and_can_send_again(bureau, reply, on, at):
    seen = again(reply.request).version
    sent(reply, bureau.clerk, on, at)
    data = {"version": seen, "method": "PORTAL", "sent_on": "2024-01-09"}
    path = f"{BASE}letters/{reply.pk}/serve/"
    answer = desk(bureau.clerk).post(path, data)
    assert answer.status_code == 409 and "他人已办理本案" in body(answer)
    assert f'name="version" value="{again(reply.request).version}"' in body(answer)


def test_an_attempt_fails_stays_listed_and_is_settled_by_another(bureau, reply, on, at):
    service = sent(reply, bureau.clerk, on, at)
    listed = body(desk(bureau.head).get(f"{BASE}services/"))
    assert reply.number in listed and "XA12345678911" in listed
    post(bureau.clerk, f"services/{service.pk}/failed/", reply.request, failed_on="2024-01-10",
         failure="原址查无此人")  # fmt: skip
    listed = body(desk(bureau.head).get(f"{BASE}services/"))
    assert "原址查无此人" in listed and "另行送达" in listed
    post(bureau.clerk, f"letters/{reply.pk}/serve/", reply.request, method="PORTAL",
         sent_on="2024-01-10")  # fmt: skip
    assert "原址查无此人" not in body(desk(bureau.head).get(f"{BASE}services/"))


def test_a_letter_is_mailed_and_its_state_shown(bureau, reply, settings):
    with mail_office(settings) as office:
        post(bureau.clerk, f"letters/{reply.pk}/serve/", reply.request, method="EMAIL",
             sent_on="2024-01-09")  # fmt: skip
        service = Service.objects.get()
        post(bureau.clerk, f"services/{service.pk}/mail/", reply.request)
    assert len(office.taken) == 1
    page = body(desk(bureau.clerk).get(f"{BASE}letters/{reply.pk}/serve/"))
    assert "邮件服务器已接收" in page and "不等于送达" in page
    path = f"services/{service.pk}/served/"
    answer = post(bureau.clerk, path, reply.request, served_on="2024-01-10", recipient="")
    assert answer.status_code == 400 and "须上传收件人确认收到的凭证" in body(answer)


def test_a_draft_is_not_served_and_other_organs_see_nothing(bureau, reply):
    for path in (f"letters/{reply.pk}/serve/", f"{reply.request_id}/archive/"):
        assert desk(bureau.outsider).get(BASE + path).status_code == 404
        assert desk(bureau.bystander).get(BASE + path).status_code == 403
    type(reply).objects.filter(pk=reply.pk).update(state="APPROVED")
    answer = desk(bureau.clerk).get(f"{BASE}letters/{reply.pk}/serve/")
    assert answer.status_code == 404 and "尚未发出" in body(answer)


def test_a_case_is_archived_downloaded_on_record_and_verified(bureau, reply):
    client = desk(bureau.clerk)
    page = body(client.get(f"{BASE}{reply.request_id}/archive/"))
    assert "没有答复书送达的记录" in page and 'name="version"' not in page
    post(bureau.clerk, f"letters/{reply.pk}/serve/counter/", reply.request,
         served_on="2024-01-09", recipient="赵小明")  # fmt: skip
    answer = post(bureau.clerk, f"{reply.request_id}/archive/", reply.request)
    assert notes(answer) == ["已归档，案卷已加密保存。"]
    page = body(client.get(f"{BASE}{reply.request_id}/archive/?verify=1"))
    assert "卷内目录" in page and "核验通过" in page and "申请登记表" in page
    archive = Archive.objects.get()
    got = client.get(f"{BASE}archives/{archive.pk}/zip/")
    assert got.content.startswith(b"PK") and "attachment" in got["Content-Disposition"]
    assert AuditEntry.objects.order_by("sequence").last().action == "request.read_archive"
    assert desk(bureau.outsider).get(f"{BASE}archives/{archive.pk}/pdf/").status_code == 404
    assert client.get(f"{BASE}archives/{archive.pk}/exe/").status_code == 404
    assert "已归档" in body(client.get(f"{BASE}{reply.request_id}/"))


def test_an_entry_is_prepared_looked_at_and_shown_to_the_public(bureau, entry, client):
    path = f"log/{entry.pk}/"
    assert "整理内容" in body(desk(bureau.clerk).get(BASE + path))
    answer = post(bureau.clerk, f"{path}prepare/", entry.request, title="赵小明要的",
                  summary="已提供。")  # fmt: skip
    assert answer.status_code == 400 and "含有申请人姓名" in body(answer)
    assert 'value="赵小明要的"' in body(answer)
    post(bureau.clerk, f"{path}prepare/", entry.request, title="公积金归集", summary="已提供。")
    assert "复核并公示" in body(desk(bureau.reviewer).get(BASE + path))
    post(bureau.reviewer, f"{path}confirm/", entry.request)
    assert "公积金归集" in body(client.get("/gongshi/"))
    assert "已提供" in body(client.get(f"/gongshi/{entry.pk}/"))
    answer = post(bureau.head, f"{path}withdraw/", entry.request, reason="")
    assert answer.status_code == 400
    post(bureau.head, f"{path}withdraw/", entry.request, reason="表述有误")
    assert client.get(f"/gongshi/{entry.pk}/").status_code == 404
    listed = body(desk(bureau.clerk).get(f"{BASE}log/?state=EXEMPT"))
    assert "公积金归集" in listed


def test_missing_entries_are_made_up(bureau, reply):
    answer = desk(bureau.clerk).post(f"{BASE}log/")
    assert notes(answer) == ["补建了1条。"] and DisclosureLogEntry.objects.count() == 1
    assert desk(bureau.reviewer).post(f"{BASE}log/").status_code == 403


def test_the_head_decides_on_a_proposal(bureau, reply, at):
    proposal = ProactiveProposal.objects.create(agency=bureau.agency, title="归集情况",
                                                source="DETECTED", proposed_at=at)  # fmt: skip
    proposal.requests.add(reply.request)
    assert "决定说明" not in body(desk(bureau.clerk).get(f"{BASE}proposals/"))
    path = f"{BASE}proposals/{proposal.pk}/decide/"
    head = desk(bureau.head)
    assert head.post(path, {"state": "ACCEPTED", "reason": ""}).status_code == 400
    assert desk(bureau.clerk).post(path, {"state": "ACCEPTED"}).status_code == 403
    assert head.post(path, {"state": "ACCEPTED", "reason": "在网站公开"}).status_code == 302
    assert "在网站公开" in body(desk(bureau.clerk).get(f"{BASE}proposals/"))


@pytest.mark.parametrize(("path", "at_most"), [("services/", 18), ("log/", 18), ("proposals/", 18)])
def test_more_rows_ask_no_more_queries(bureau, on, at, path, at_most):
    def more(count):
        for _ in range(count):
            case, letter = replied(bureau.agency, bureau.clerk, wanted="甲")
            service = sent(letter, bureau.clerk, on, at)
            other = sent(letter, bureau.clerk, on, at, method="PORTAL")
            Service.objects.filter(pk=service.pk).update(failed_on=on, failure="退回")
            entry = begin_log_entry(case=case, on=on, at=at)
            DisclosureLogEntry.objects.filter(pk=entry.pk).update(
                prepared_by=bureau.clerk, checked_by=bureau.head
            )
            row = ProactiveProposal.objects.create(agency=bureau.agency, title="甲",
                                                   source="DETECTED", proposed_at=at)  # fmt: skip
            row.requests.add(case)
            assert other.pk

    client = desk(bureau.head)
    more(1)
    before = queries(client, BASE + path)
    more(3)
    assert queries(client, BASE + path) == before <= at_most


def test_days_are_proposed_but_never_guessed(bureau, reply):
    today = timezone.localdate()
    page = body(desk(bureau.clerk).get(f"{BASE}letters/{reply.pk}/serve/"))
    assert f'value="{today:%Y-%m-%d}"' in page
    assert today - timedelta(days=1) > date(2024, 1, 1)
