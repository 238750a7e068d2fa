"""The situation guide and the forms to take away, as visitors get them."""

import io
import re

import docx
import pdfplumber
import pytest
from django.test import Client
from django.utils import timezone

from factories import AgencyFactory
from fund_services.appointments.office import item
from gongkai.fund_services.operations.form_files import make_form_files
from gongkai.rules.situations import every_path
from gongkai.static_site.marks import READS_HEADER, RENDERING
from portal.reading import text

pytestmark = pytest.mark.django_db
RENT = "matter=rent&owns=no&renting=market&family=married&together=yes&who=self"


@pytest.fixture
def agency(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return AgencyFactory(is_default=True, name="某某市住房公积金管理中心")


def links(page):
    return [
        each.replace("&amp;", "&") for each in re.findall(r'href="(/banshi/qingjing/[^"]*)"', page)
    ]


def test_one_question_a_page_and_every_answer_is_a_link(agency):
    client = Client()
    page = text(client.get("/banshi/qingjing/"))
    assert "您要办什么事" in page and "<script" not in page.split("<main")[1].split("</main")[0]
    address, steps = "/banshi/qingjing/?matter=rent", 0
    while "question" in (page := text(client.get(address))) and "第" in page and steps < 9:
        if "您的材料清单" in page:
            break
        address = next(each for each in links(page.split('class="answers"')[1]))
        steps += 1
    assert "您的材料清单" in page and "租赁住房提取" in page


def test_the_result_names_items_materials_with_reasons_and_what_is_not_needed(agency):
    row = item(agency, "RENT_WITHDRAWAL", "租赁住房提取", 1)
    page = text(Client().get(f"/banshi/qingjing/?{RENT}"))
    for told in (
        "租赁住房提取", "配偶的身份证", "配偶的公积金一起提取", "不需要",
        "自己去开的无房证明", "《住房公积金管理条例》第二十五条", "以本中心规定为准",
    ):  # fmt: skip
        assert told in page, told
    assert f"/yuyue/?item={row.pk}" in page
    assert "noindex" in page


def test_an_answer_can_be_changed_without_giving_the_others_again(agency):
    client = Client()
    page = text(client.get(f"/banshi/qingjing/?{RENT}"))
    change = next(each for each in links(page) if "family=" not in each and "matter=" in each)
    page = text(client.get(change.partition("#")[0]))
    assert "您的婚姻状况是" in page and "您的材料清单" not in page
    single = next(each for each in links(page) if "family=single" in each)
    page = text(client.get(single))
    assert "您的材料清单" in page and "未婚" in page and "配偶的身份证" not in page


def test_answers_nobody_offered_are_told_and_asked_again(agency):
    response = Client().get("/banshi/qingjing/?matter=<script>alert(1)</script>")
    page = text(response)
    assert response.status_code == 400 and "不在选项中" in page and "<script>alert" not in page
    assert Client().get("/banshi/qingjing/?foo=bar").status_code == 200
    assert Client().get("/banshi/qingjing/?matter=" + "x" * 3000).status_code == 400


def test_the_list_comes_as_pdf(agency):
    response = Client().get(f"/banshi/qingjing/qingdan.pdf?{RENT}")
    assert response["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(response.content)) as pdf:
        told = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    for each in ("办事材料清单", "租赁住房提取", "配偶的身份证", "某某市住房公积金管理中心"):
        assert each in told
    assert Client().get("/banshi/qingjing/qingdan.pdf?matter=rent").status_code == 404


def test_every_result_can_be_shown(agency, django_assert_max_num_queries):
    client = Client()
    for path in list(every_path())[::12]:
        with django_assert_max_num_queries(12):
            response = client.get("/banshi/qingjing/", path)
        assert "您的材料清单" in text(response), path


def test_forms_are_offered_with_kind_and_size_and_open_again(agency):
    row = item(agency, "HOME_PURCHASE_WITHDRAWAL", "购买自住住房提取", 1)
    client = Client()
    assert "表格正在制作" in text(client.get("/xiazai/"))
    address = f"/xiazai/{row.pk}/kongbiao.docx"
    assert client.get(address).status_code == 404, "a request makes nothing"
    at = timezone.now()
    make_form_files(on=timezone.localdate(at), at=at)
    page = text(client.get("/xiazai/"))
    assert address in page and "填写样表" in page and re.search(r"Word\s+[\d.]+.KB", page)
    response = client.get(address)
    assert "attachment" in response["Content-Disposition"] and response["ETag"]
    assert docx.Document(io.BytesIO(response.content)).tables
    sample = client.get(f"/xiazai/{row.pk}/yangbiao.pdf")
    with pdfplumber.open(io.BytesIO(sample.content)) as pdf:
        assert "虚构" in "".join(page.extract_text() for page in pdf.pages)
    own = f"/xiazai/{row.pk}"
    for wrong in (
        f"{own}/x.pdf", f"{own}/kongbiao.exe", "/xiazai/99/kongbiao.pdf",
        "/xiazai/999999999999999999/kongbiao.pdf",
    ):  # fmt: skip
        assert client.get(wrong).status_code == 404


def test_first_question_forms_and_their_files_are_kept_with_what_they_read(agency):
    row = item(agency, "HOME_PURCHASE_WITHDRAWAL", "购买自住住房提取", 1)
    at = timezone.now()
    make_form_files(on=timezone.localdate(at), at=at)
    for address, subjects in (
        ("/banshi/qingjing/", "site"),
        ("/xiazai/", f"forms:{agency.pk} guides:{agency.pk} site"),
        (f"/xiazai/{row.pk}/yangbiao.pdf", f"forms:{agency.pk} guides:{agency.pk} site"),
    ):
        response = Client().get(address, **{RENDERING: "1"})
        assert set(response[READS_HEADER].split()) >= set(subjects.split()), address
