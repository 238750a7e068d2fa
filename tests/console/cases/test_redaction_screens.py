"""Severing in the console: marked without scripts, shown, made, confirmed by another."""

import io

import pytest
from PIL import Image

from casework.office import new_case, new_office
from casework.severing import LINES, WHY, box_of, kept, word
from console.conftest import desk, notes
from documents.redactions.files import IDENTITY, NAME, pdf_of
from gongkai.audit.models import Entry
from gongkai.casework.models import RedactedArea, Redaction

pytestmark = pytest.mark.django_db
BASE = "/console/requests/"


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office(name="丁市住房公积金管理中心", is_default=True)


@pytest.fixture
def case(office):
    return new_case(office)


def begin(office, case, **details):
    """Return the address of a severing begun in the console."""
    file = kept(case, office.clerk, **details)
    case.refresh_from_db()
    clerk = desk(office.clerk)
    shown = clerk.get(f"{BASE}files/{file.pk}/redact/")
    assert "原文件不变" in shown.content.decode()
    answer = clerk.post(f"{BASE}files/{file.pk}/redact/", {"version": case.version})
    redaction = Redaction.objects.get()
    assert answer["Location"] == f"{BASE}redactions/{redaction.pk}/"
    # Once begun it is gone on with.
    assert clerk.get(f"{BASE}files/{file.pk}/redact/")["Location"] == answer["Location"]
    return answer["Location"]


def mark(office, case, address, number=1, **typed):
    """Send the form for one row of a page."""
    case.refresh_from_db()
    edges = dict(
        zip(("left", "top", "right", "bottom"), (100 * e for e in box_of(number)), strict=True)
    )
    data = {"version": case.version, "page": 1, **edges, **WHY, **typed}
    return desk(office.clerk).post(f"{address}?page={data['page']}", data)


def step(officer, case, address, name, **typed):
    """Press one of the buttons."""
    case.refresh_from_db()
    return desk(officer).post(f"{address}{name}/", {"version": case.version, "page": 1, **typed})


def test_two_clicks_on_the_picture_tell_a_box(office, case):
    address = begin(office, case)
    clerk = desk(office.clerk)
    half = clerk.get(f"{address}?page=1&corner.x=64&corner.y=320").content.decode()
    assert "请再点击对角" in half
    assert 'name="left" value="10.0"' in half and 'name="top" value="50.0"' in half
    whole = clerk.get(
        f"{address}?page=1&left=10.0&top=50.0&corner.x=32&corner.y=480"
    ).content.decode()
    assert "方框已标出" in whole
    for name, value in (("left", "5.0"), ("top", "50.0"), ("right", "10.0"), ("bottom", "75.0")):
        assert f'name="{name}" value="{value}"' in whole


@pytest.mark.parametrize(
    "query", ["corner.x=a&corner.y=1", "corner.x=9999&corner.y=1", "page=x", "page=99",
              "left=1e9&top=nan&corner.x=1&corner.y=1", "left=500&top=1&corner.x=1&corner.y=1"]
)  # fmt: skip
def test_forged_addresses_show_the_page_all_the_same(office, case, query):
    address = begin(office, case)
    assert desk(office.clerk).get(f"{address}?{query}").status_code == 200


def test_from_box_to_confirmation(office, case):
    address = begin(office, case)
    assert mark(office, case, address)["Location"] == f"{address}?page=1"
    shown = desk(office.clerk).get(address)
    page = shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert NAME in page and IDENTITY in page and WHY["reason"] in page
    assert '<rect class="gk-box" x="2.000"' in page
    step(office.clerk, case, address, "make")
    page = desk(office.reviewer).get(address).content.decode()
    assert "检查通过" in page and "我已逐页核对" in page
    assert "我已逐页核对" not in desk(office.clerk).get(address).content.decode()
    digest = Redaction.objects.get().output.sha256
    assert "另一名" in notes(step(office.clerk, case, address, "confirm", sha256=digest))[0]
    assert "不一致" in notes(step(office.reviewer, case, address, "confirm", sha256="x"))[0]
    assert "已复核" in notes(step(office.reviewer, case, address, "confirm", sha256=digest))[0]
    page = desk(office.clerk).get(address).content.decode()
    assert "复核即失效" in page
    page = desk(office.clerk).get(f"{BASE}{case.pk}/").content.decode()
    assert "已复核" in page and address in page
    area = RedactedArea.objects.get()
    step(office.clerk, case, address, f"areas/{area.pk}/drop")
    assert Redaction.objects.get().state == "DRAFT"


def test_leaks_are_listed_without_telling_them(office, case):
    address = begin(office, case, content=pdf_of(LINES, [f"抄送{NAME}"]))
    mark(office, case, address)
    step(office.clerk, case, address, "make")
    page = desk(office.reviewer).get(address).content.decode()
    assert "检查未通过" in page and "第2页文字" in page and "欧■■■" in page
    assert "我已逐页核对" not in page


def test_pages_before_and_after_are_pictures_that_nobody_keeps(office, case):
    address = begin(office, case)
    mark(office, case, address)
    step(office.clerk, case, address, "make")
    before = Entry.objects.count()
    for side in ("before", "after"):
        answer = desk(office.reviewer).get(f"{address}{side}/1.png")
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(answer.content)).convert("L")
        row = picture.crop((100, 118, 900, 165)).getextrema()
        assert (row == (0, 0)) == (side == "after")
    assert Entry.objects.count() == before + 2
    assert desk(office.reviewer).get(f"{address}before/9.png").status_code == 404
    assert desk(office.outsider).get(f"{address}before/1.png").status_code == 404


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"ground": ""}, "请选择依据"),
        ({"ground": "X"}, "列出的条款"),
        ({"reason": ""}, "请写明隐去的理由"),
        ({"left": ""}, "请在页面上标出方框"),
        ({"left": "abc"}, "0到100"),
        ({"left": "nan"}, "0到100"),
        ({"right": "101"}, "0到100"),
        ({"right": "2", "left": "2"}, "没有面积"),
        ({"page": "7"}, "页码7不存在"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(office, case, typed, told):
    address = begin(office, case)
    answer = mark(office, case, address, text="另查这一句", **typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page and "另查这一句" in page
    assert not RedactedArea.objects.exists()


def test_who_was_too_late_is_told_and_sends_again(office, case):
    address = begin(office, case)
    answer = mark(office, case, address, version=0)
    assert answer.status_code == 409 and WHY["reason"] in answer.content.decode()
    case.refresh_from_db()
    assert f'name="version" value="{case.version}"' in answer.content.decode()


def test_word_files_show_their_text_and_take_words(office, case):
    content = word(*LINES, f"抄送{NAME}")
    address = begin(office, case, content=content, name="审批单.docx")
    page = desk(office.clerk).get(address).content.decode()
    assert f"抄送{NAME}" in page and "要隐去的文字" in page
    case.refresh_from_db()
    data = {"version": case.version, "text": NAME, **WHY}
    assert desk(office.clerk).post(address, data).status_code == 302
    step(office.clerk, case, address, "make")
    page = desk(office.reviewer).get(address).content.decode()
    assert "抄送■■■■" in page and "检查通过" in page


def test_who_may_not_sees_nothing(office, case):
    address = begin(office, case)
    assert desk(office.outsider).get(address).status_code == 404
    viewed = desk(office.reviewer).get(address).content.decode()
    assert "隐去这部分" not in viewed
    refused = mark(office, case, address)
    assert refused.status_code == 302
    identity = kept(case, office.clerk, kind="IDENTITY")
    assert desk(office.clerk).get(f"{BASE}files/{identity.pk}/redact/").status_code == 404


def test_a_broken_file_is_refused_on_screen(office, case):
    file = kept(case, office.clerk, content=b"%PDF-1.7 x")
    case.refresh_from_db()
    clerk = desk(office.clerk)
    answer = clerk.post(f"{BASE}files/{file.pk}/redact/", {"version": case.version})
    assert "损坏" in notes(answer)[0]
    assert clerk.get(answer["Location"]).status_code == 200
    assert not Redaction.objects.exists()


def test_queries_do_not_grow_with_the_areas(office, case, django_assert_max_num_queries):
    address = begin(office, case)
    for number in range(3):
        mark(office, case, address, number)
    clerk = desk(office.clerk)
    clerk.get(address)
    with django_assert_max_num_queries(30):
        clerk.get(address)
