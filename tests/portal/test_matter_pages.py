"""更正、建议、投诉: three forms, each with its own insistences, followed like a request."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.casework.models import Matter, ProactiveProposal
from portal.asking import answer_to, receipt_of
from portal.reading import text

pytestmark = pytest.mark.django_db
RECORD = {
    "name": "王小明", "identity_number": "11010519491231002X", "phone": "13800138000",
    "text": "缴存基数记错，应为5000元",
}  # fmt: skip
PROPOSAL = {"title": "2022年审计报告", "text": "很多人关心"}
COMPLAINT = {"text": "没有按期答复"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


def bring(client, kind, typed, **more):
    address = f"/shixiang/{kind}/"
    page = text(client.get(address))
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    return client.post(address, {**typed, "token": token, **answer_to(page), **more}, follow=True)


def evidence():
    return SimpleUploadedFile("流水.txt", "银行流水".encode())


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [("gengzheng", RECORD, "RECORD_CORRECTION"), ("jianyi", PROPOSAL, "PROPOSAL"),
     ("tousu", COMPLAINT, "COMPLAINT")],
)  # fmt: skip
def test_a_matter_is_filed_and_followed(client, organ, kind, typed, stored):
    page = text(bring(client, kind, typed, files=evidence()))
    number, code = receipt_of(page)
    matter = Matter.objects.get()
    assert (matter.register_no, matter.kind, matter.agency) == (number, stored, organ)
    assert matter.files.get().name == "流水.txt"
    assert ProactiveProposal.objects.count() == (kind == "jianyi")
    browser = Client()
    answer = browser.post("/chaxun/", {"number": number, "code": code}, follow=True)
    assert "已提交" in text(answer) and typed["text"] in text(answer)
    assert "13800138000" not in text(answer)


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("gengzheng", RECORD, "证据材料"),
        ("gengzheng", RECORD | {"identity_number": ""}, "证件号码"),
        ("gengzheng", RECORD | {"phone": ""}, "至少填写一项"),
        ("gengzheng", RECORD | {"text": " "}, "内容"),
        ("jianyi", PROPOSAL | {"title": ""}, "信息名称"),
        ("tousu", {"text": ""}, "内容"),
        ("tousu", {"text": "长" * 5001}, "最多5000个字"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(client, organ, kind, typed, why):
    response = bring(client, kind, typed)
    page = text(response)
    assert response.status_code == 400 and why in page
    for value in typed.values():
        assert not value.strip() or value in page
    assert not Matter.objects.exists()


def test_the_sum_guards_these_forms_too(client, organ):
    response = client.post("/shixiang/tousu/", COMPLAINT)
    assert response.status_code == 400 and "计算题" in text(response)
    assert not Matter.objects.exists()


def test_sent_again_it_is_one_matter(client, organ):
    page = text(client.get("/shixiang/tousu/"))
    other = text(client.get("/shixiang/tousu/"))
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    for asked in (page, other):
        data = {**COMPLAINT, "token": token, **answer_to(asked)}
        assert client.post("/shixiang/tousu/", data).status_code == 302
    assert Matter.objects.count() == 1


def test_there_are_three_and_no_more(client, organ):
    assert client.get("/shixiang/xinfang/").status_code == 404
