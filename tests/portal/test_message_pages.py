"""咨询投诉建议 on the portal: the form, its guards, the answer followed, what is published."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from factories import AgencyFactory, OfficerFactory
from gongkai.hotline.models import SiteMessage
from gongkai.portal.kept_pages import READS_HEADER, RENDERING
from hotline.sent_messages import answered, published, sent
from portal.asking import answer_to, receipt_of
from portal.reading import text

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "CONSULTATION", "title": "租房提取", "text": "没有合同可以提取吗？",
    "answer_way": "ONLINE", "name": "", "phone": "", "email": "", "homepage": "",
}  # fmt: skip
BOX = "/liuyan/"


@pytest.fixture
def people(organ):
    return OfficerFactory(agency=organ, clerk=True), OfficerFactory(agency=organ, head=True)


def send(client, **changes):
    page = text(client.get(BOX))
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    typed = {**TYPED, "token": token, **answer_to(page), **changes}
    return client.post(BOX, typed, follow=True)


def test_a_message_is_sent_and_followed_to_its_answer(client, organ, people):
    number, code = receipt_of(text(send(client)))
    row = SiteMessage.objects.get()
    assert (row.register_no, row.agency, row.title) == (number, organ, "租房提取")
    browser = Client()
    typed = {"number": number, "code": code}
    page = text(browser.post("/liuyan/chaxun/", typed, follow=True))
    assert "待答复" in page and "没有合同可以提取吗" in page and "满意吗" not in page
    refused = Client().post("/liuyan/chaxun/", {"number": number, "code": "AAAAA-AAAAA"})
    assert refused.status_code == 404 and "不相符" in text(refused)
    assert "没有合同" not in text(Client().get(f"/liuyan/chaxun/{number}/", follow=True))


def test_the_answer_is_rated_with_one_click_once(client, organ, people):
    row = answered(organ, *people, closes=True)
    address = f"/liuyan/chaxun/{row.register_no}/"
    assert client.post(f"{address}pingjia/", {"opinion": "SATISFIED"}).status_code == 302
    row.ticket.refresh_from_db()
    assert row.ticket.opinion == ""
    number, code = receipt_of(text(send(client)))
    mine = SiteMessage.objects.get(register_no=number)
    early = client.post(f"/liuyan/chaxun/{number}/pingjia/", {"opinion": "SATISFIED"}, follow=True)
    assert "还没有答复" in text(early)
    mine.delete()
    SiteMessage.objects.filter(pk=row.pk).update(query_digest=mine.query_digest)
    page = client.post("/liuyan/chaxun/", {"number": row.register_no, "code": code}, follow=True)
    assert "您对答复满意吗" in text(page) and row.answer in text(page)
    page = text(client.post(f"{address}pingjia/", {"opinion": "SATISFIED"}, follow=True))
    assert "谢谢" in page and "您的评价：满意" in page and "满意吗" not in page
    again = text(client.post(f"{address}pingjia/", {"opinion": "DISSATISFIED"}, follow=True))
    assert "已经评价过" in again


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": ""}, "留言类别"),
        ({"title": ""}, "标题：未填写"),
        ({"text": "长" * 2001}, "最多2000个字"),
        ({"answer_way": "PHONE"}, "联系电话"),
        ({"answer_way": "EMAIL", "name": "赵"}, "电子邮箱"),
        ({"homepage": "https://spam.example"}, "请清空"),
        ({"answer": "99"}, "计算题"),
        ({"kind": "<b>", "title": "<script>"}, "没有这个选项"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, organ, changes, why):
    response = send(client, **changes)
    page = text(response)
    assert response.status_code == 400 and why in page and "<script>" not in page
    assert changes.get("text", "没有合同可以提取吗？") in page
    assert not SiteMessage.objects.exists()
    # Who comes back later finds it too.
    assert changes.get("text", "没有合同可以提取吗？") in text(client.get(BOX))


def test_who_comes_too_often_loses_nothing(client, organ):
    for _ in range(60):
        client.post(BOX, TYPED)
    response = client.post(BOX, TYPED | {"text": "第六十一次"})
    assert response.status_code == 429 and response["Retry-After"]
    cache.clear()
    assert "第六十一次" in text(client.get(BOX))


def test_a_form_sent_twice_is_one_message(client, organ):
    page = text(client.get(BOX))
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    client.post(BOX, {**TYPED, "token": token, **answer_to(page)})
    client.post(BOX, {**TYPED, "token": token, **answer_to(text(client.get(BOX)))})
    assert SiteMessage.objects.count() == 1


def test_pages_without_a_grant_or_receipt_lead_to_the_question(client, organ):
    for address in ("/liuyan/huizhi/", "/liuyan/chaxun/LY2024-00001/"):
        assert client.get(address)["Location"] == "/liuyan/chaxun/"
    assert client.get("/liuyan/chaxun/LY2024-00001/pingjia/").status_code == 405


def test_what_is_published_shows_no_sender_and_says_what_it_reads(client, organ, people):
    row = published(organ, *people)
    hidden = sent(organ, title="没有公开的留言")
    other = AgencyFactory()
    client.defaults[RENDERING] = True
    response = client.get("/liuyan/xuandeng/")
    page = text(response)
    assert row.public_title in page and hidden.title not in page and "赵小明" not in page
    assert response[READS_HEADER] == f"messages:{organ.pk} site"
    one = client.get(f"/liuyan/xuandeng/{row.pk}/")
    assert row.public_answer in text(one) and "赵小明" not in text(one)
    assert one[READS_HEADER] == f"message:{row.pk} site"
    for pk in (hidden.pk, row.pk + 99):
        assert client.get(f"/liuyan/xuandeng/{pk}/").status_code == 404
    assert client.get("/liuyan/xuandeng/p1/").status_code == 404
    assert other.pk != organ.pk


def test_counts_are_those_of_the_records(client, organ, people):
    published(organ, *people)
    sent(organ)
    page = re.sub(r"\s+|<[^>]+>", "", text(client.get("/liuyan/xuandeng/")))
    assert "收到留言2条" in page and "办结1条" in page and "公开答复1条" in page


def test_the_list_takes_as_many_queries_however_long_it_is(
    client, organ, people, django_assert_max_num_queries
):
    for _ in range(5):
        published(organ, *people)
    client.get("/liuyan/xuandeng/")
    with django_assert_max_num_queries(14):
        client.get("/liuyan/xuandeng/")


def test_without_an_organ_the_box_is_closed(client, db):
    assert client.get(BOX).status_code == 503
    assert client.get("/liuyan/xuandeng/").status_code == 503
