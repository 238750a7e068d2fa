"""依申请公开: every field with wrong values, nothing lost, nothing forged, nothing filed twice."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from factories import AgencyFactory, ColumnFactory, ItemFactory, OfficerFactory
from gongkai.casework.models import CaseFile, DisclosureRequest
from gongkai.casework.operations.holding import hold_file, sweep_held
from gongkai.portal.throttling import ApplyThrottle
from portal.asking import PERSON, answer_to, file_one, receipt_of, typed
from portal.reading import tags, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return settings.GONGKAI_FILES


def online():
    """Return the requests that were filed on the site; the organ has others on record."""
    return DisclosureRequest.objects.exclude(query_digest="")


def wrongs(page):
    return re.findall(r'class="wrong"[^>]*>([^<]+)<', page)


def test_the_form_asks_what_the_regulation_asks_and_no_purpose(client, organ):
    response = client.get("/shenqing/")
    page = text(response)
    assert set(re.findall(r'name="([a-z_]+)"', page)) >= set(PERSON)
    for asked in ("用途", "三需要", "科研需要"):
        assert asked not in re.sub("不需要说明用途(或者理由)?", "", page)
    assert page.index("已经公开了吗") < page.index('name="document_title"')
    assert tags(response)["ColumnName"] == "依申请公开"
    assert "no-cache" in response["Cache-Control"]


def test_navigation_and_home_lead_to_both_pages(client, organ):
    page = text(client.get("/"))
    for address in ("/shenqing/", "/chaxun/", "/shixiang/tousu/"):
        assert f'href="{address}"' in page


def test_a_request_is_filed_and_its_number_told_once(client, organ):
    page = text(file_one(client))
    number, code = receipt_of(page)
    case = online().get()
    assert (case.register_no, case.agency, case.state) == (number, organ, "AWAITING_CONFIRMATION")
    for told in ("确认收到", "20个工作日", "尚未起算", "查询码只显示这一次"):
        assert told in page
    assert code not in str(list(Session.objects.values()))
    assert text(client.get("/shenqing/")).count("王小明") == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"document_title": "x" * 301}, "最多300个字"),
        ({"wanted": "长" * 2001}, "最多2000个字"),
        ({"applicant_kind": ""}, "申请人类型：未选择"),
        ({"applicant_kind": "GOVERNMENT"}, "没有这个选项"),
        ({"applicant_name": " 　"}, "申请人：未填写"),
        ({"applicant_name": "王" * 101}, "最多100个字"),
        ({"identity_kind": "LIBRARY_CARD"}, "没有这个选项"),
        ({"identity_number": "110105194912310021"}, "校验位不符"),
        ({"identity_number": "' OR 1=1 --"}, "居民身份证"),
        ({"phone": "", "email": ""}, "至少填写一项"),
        ({"phone": "<script>"}, "电话"),
        ({"email": "不是邮箱"}, "格式不对"),
        ({"postcode": "abc"}, "邮政编码"),
        ({"form": "FAX"}, "没有这个选项"),
        ({"form": "PAPER", "delivery": "PORTAL"}, "不符"),
        ({"delivery": "EMAIL"}, "须填写"),
        ({"document_title": "", "wanted": ""}, "至少一项"),
        ({"applicant_name": "a\x00b"}, ""),
    ],
)  # fmt: skip
def test_wrong_values_are_told_beside_the_field_and_nothing_is_lost(client, organ, changes, why):
    response = client.post("/shenqing/", typed(**changes))
    page = text(response)
    assert response.status_code == 400
    assert any(why in message for message in wrongs(page)), wrongs(page)
    assert 'role="alert"' in page and "<script>" not in page
    kept = {name: value for name, value in typed(**changes).items() if value}
    again = text(client.get("/shenqing/"))
    for value in (kept.get("phone"), kept.get("document_title")):
        assert value is None or value.replace("<", "&lt;").replace(">", "&gt;") in again
    assert client.get("/shenqing/queren/").status_code == 302
    assert not online().exists()


def test_a_forged_state_day_number_or_organ_is_ignored(client, organ):
    other = AgencyFactory(code="other")
    forged = {"state": "CLOSED", "due_on": "2099-01-01", "agency": other.pk, "version": 9,
              "received_on": "2020-01-01", "register_no": "SQ1", "outcome": "DISCLOSED",
              "channel": "IN_PERSON", "arrived_on": "2020-01-01"}  # fmt: skip
    page = text(client.get(client.post("/shenqing/", typed(**forged))["Location"]))
    client.post("/shenqing/queren/", answer_to(page) | forged)
    case = online().get()
    assert (case.agency, case.state, case.version, case.channel) == (
        organ, "AWAITING_CONFIRMATION", 1, "ONLINE",
    )  # fmt: skip
    assert (case.due_on, case.received_on, case.outcome) == (None, None, "")
    assert case.arrived_on == timezone.localdate() and case.register_no.startswith("SQ20")


def test_what_is_public_already_is_shown_before_filing(client, organ):
    ItemFactory(
        column=ColumnFactory(agency=organ, name="统计"), title="住房公积金2022年年度报告全文"
    )
    page = text(client.get(client.post("/shenqing/", typed())["Location"]))
    assert "如果就是您要的" in page and "统计" in page
    nothing = typed(document_title="", wanted="某条小路的路灯采购合同")
    page = text(client.get(client.post("/shenqing/", nothing)["Location"]))
    assert "没有在本站找到相近的公开信息" in page


def test_the_sum_is_asked_once_and_a_wrong_one_files_nothing(client, organ):
    address = client.post("/shenqing/", typed())["Location"]
    right = answer_to(text(client.get(address)))
    for wrong in ({}, right | {"answer": "99"}, right, {"question": "x", "answer": "1"}):
        response = client.post(address, wrong)
        assert response.status_code == 400 and "计算题" in text(response)
    assert not online().exists()
    right = answer_to(text(client.get(address)))
    chinese = "零一二三四五六七八九"
    number = int(right["answer"])
    words = chinese[number] if number < 10 else "十" + (chinese[number - 10] if number > 10 else "")
    assert client.post(address, right | {"answer": f" {words} "}).status_code == 302


def test_sending_again_files_nothing_more(client, organ):
    address = client.post("/shenqing/", typed())["Location"]
    first = answer_to(text(client.get(address)))
    second = answer_to(text(client.get(address)))
    assert client.post(address, first).status_code == 302
    assert client.post(address, second)["Location"] == "/shenqing/huizhi/"
    assert online().count() == 1


def test_the_draft_and_its_files_stand_sealed_and_are_forgotten(client, organ, folder):
    note = SimpleUploadedFile("证件.txt", "身份证复印件".encode())
    client.post("/shenqing/", typed(phone="") | {"files": note})
    stored = Session.objects.get().get_decoded()
    assert "王小明" not in str(stored) and "11010519491231002X" not in str(stored)
    [held] = (folder / "drafts").iterdir()
    assert "身份证复印件".encode() not in held.read_bytes()
    assert "证件.txt" in text(client.get("/shenqing/"))
    client.post("/shenqing/", typed(phone="") | {f"drop-{held.name}": "1"})
    assert not held.exists()
    client.post("/shenqing/", typed() | {"files": SimpleUploadedFile("a.txt", b"abc")})
    client.post("/shenqing/", {"forget": "1"})
    assert not list((folder / "drafts").iterdir())
    assert "王小明" not in text(client.get("/shenqing/"))


def test_held_files_are_filed_with_the_request(client, organ, folder):
    proof = SimpleUploadedFile("证.txt", b"abcd")
    note = SimpleUploadedFile("a.txt", b"abc")
    client.post("/shenqing/", typed() | {"files": note, "identity": proof})
    page = text(client.get("/shenqing/queren/"))
    assert "a.txt" in page and "证.txt" in page
    client.post("/shenqing/queren/", answer_to(page))
    kept = CaseFile.objects.order_by("pk").values_list("name", "media_type", "size", "kind")
    assert list(kept) == [
        ("证.txt", "text/plain", 4, "IDENTITY"), ("a.txt", "text/plain", 3, "APPLICATION"),
    ]  # fmt: skip
    assert not list((folder / "drafts").iterdir())


def test_a_draft_whose_files_were_swept_says_so(client, organ):
    client.post("/shenqing/", typed() | {"files": SimpleUploadedFile("a.txt", b"abc")})
    page = text(client.get("/shenqing/queren/"))
    assert sweep_held(at=timezone.now() + timedelta(days=2)) == 1
    response = client.post("/shenqing/queren/", answer_to(page))
    assert response.status_code == 400 and "重新选择附件" in text(response)
    assert not online().exists()


def test_another_visitors_draft_and_file_are_out_of_reach(client, organ, folder):
    client.post("/shenqing/", typed(phone="") | {"files": SimpleUploadedFile("a.txt", b"abc")})
    [held] = (folder / "drafts").iterdir()
    stranger = Client()
    stranger.post("/shenqing/", {f"drop-{held.name}": "1", "save": "1"})
    assert held.exists()
    assert "王小明" not in text(stranger.get("/shenqing/"))
    hold_file(content=b"x", at=timezone.now())
    assert held.exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("照片.jpg", b"MZ\x90\0" + b"\0" * 99, "程序文件"),
        ("身份证.pdf", b"\x89PNG\r\n\x1a\n", "已损坏"),
        ("身份证.pdf", "文字".encode(), "两者不符"),
        ("../../a.html", b"<html><script>", "脚本"),
        ("空.txt", b"", "空"),
    ],
)
def test_files_that_lie_are_refused_and_the_rest_is_kept(client, organ, name, content, why):
    good = SimpleUploadedFile("好.txt", b"abc")
    bad = SimpleUploadedFile(name, content)
    response = client.post("/shenqing/", typed() | {"files": [good, bad]})
    page = text(response)
    if content:
        assert response.status_code == 400 and why in page
    assert "好.txt" in text(client.get("/shenqing/"))
    assert "王小明" in page or response.status_code == 302


def test_too_many_and_too_large_files_are_refused_by_name(client, organ):
    many = [SimpleUploadedFile(f"{n}.txt", b"abc") for n in range(7)]
    page = text(client.post("/shenqing/", typed() | {"files": many}))
    assert "“5.txt”没有收取" in page and "“6.txt”没有收取" in page and "最多5个" in page
    large = SimpleUploadedFile("大.txt", b"a" * (10 * 1024 * 1024 + 1))
    client.post("/shenqing/", {"forget": "1"})
    response = client.post("/shenqing/", typed() | {"files": large})
    assert response.status_code == 400 and "“大.txt”超过10MB" in text(response)
    assert "王小明" in text(response)


def test_a_post_beyond_all_bounds_is_answered_unread(client, organ):
    response = client.post("/shenqing/", typed(), CONTENT_LENGTH=str(200 << 20))
    assert response.status_code == 413 and "文件过大" in text(response)


def test_a_forged_post_is_refused(organ):
    guarded = Client(enforce_csrf_checks=True)
    for address in ("/shenqing/", "/shenqing/queren/", "/shixiang/tousu/", "/chaxun/"):
        assert guarded.post(address, typed()).status_code in (302, 403)
    assert not online().exists()


def test_who_sends_too_often_is_asked_to_wait(client, organ, monkeypatch):
    monkeypatch.setattr(ApplyThrottle, "rate", "2/hour")
    statuses = [client.post("/shenqing/", typed(phone="")).status_code for _ in range(3)]
    assert statuses == [400, 400, 429]


def test_without_an_organ_nothing_is_taken(client, db):
    for address in ("/shenqing/", "/shenqing/queren/", "/shixiang/tousu/"):
        assert client.get(address).status_code == 503
    assert client.post("/chaxun/", {"number": "SQ1", "code": "x"}).status_code == 200


def test_pages_ask_the_database_little(client, organ, django_assert_max_num_queries):
    OfficerFactory(agency=organ, clerk=True)
    with django_assert_max_num_queries(2):
        client.get("/shenqing/")
    with django_assert_max_num_queries(6):
        address = client.post("/shenqing/", typed())["Location"]
    page = text(client.get(address))
    with django_assert_max_num_queries(40):
        client.post(address, answer_to(page))
