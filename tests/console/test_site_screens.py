"""Setting up a site and building pages at the console, without a script."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from console.conftest import desk, notes
from console.publishing.conftest import at, sent, shown
from gongkai.sites.models import SiteFile, SitePage, SitePreview, SiteVersion
from gongkai.sites.queries.hosts import site_of_agency
from publications.office import office
from sites.making import added, document, drafted, passed, picture, published, saved, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def place(db):
    return office()


@pytest.fixture
def other(db):
    return office()


def set_site(officer, **changes):
    """Return the answer to what an officer sends from the form of the site."""
    return desk(officer).post(at("site"), fields(**changes))


def fields(**changes):
    return {"name": "甲中心网站", "colour": "#1f4e8c", "do": "save", **changes}


def test_a_site_is_set_kept_and_taken_back(place):
    head = place.office_head
    assert "尚未设置" in shown(head, "site")
    answer = set_site(
        head,
        note="开通",
        hosts="testserver",
        **{
            "menu-label": ["首页", "", "年报"],
            "menu-target": ["/", "", "/nianbao/"],
            "menu-hint": ["", "", ""],
        },
        home_columns=[place.column.code],
    )
    assert answer.status_code == 302
    assert "已保存为新版本" in notes(answer)[0]
    hosted = site_of_agency(place.agency)
    assert [entry.label for entry in hosted.content.menu] == ["首页", "年报"]
    assert (hosted.hosts, hosted.content.home_columns) == (("testserver",), (place.column.code,))
    set_site(head, name="改了的名称")
    page = shown(head, "site")
    assert "第2版" in page
    assert "开通" in page
    detail = shown(head, "site-version", 2)
    assert "甲中心网站" in detail
    assert "banben=" in detail
    assert sent(head, "use-site-version", 1).status_code == 302
    assert site_of_agency(place.agency).content.name == "甲中心网站"
    assert "没有第9版" in notes(sent(head, "use-site-version", 9))[0]
    shown(head, "site-version", 9, status=404)


def test_what_is_wrong_is_said_and_what_was_typed_stays(place):
    answer = set_site(
        place.office_head,
        colour="#ffff00",
        id_code="12",
        hosts="a.b.c",
        description="说明文字",
        **{"menu-label": ["坏的"], "menu-target": ["javascript:x"], "menu-hint": [""]},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    for part in (
        "对比度只有",
        "应为10位数字",
        "GONGKAI_HOSTS",
        "主导航第1项",
        "说明文字",
        "#ffff00",
        "javascript:x",
        "a.b.c",
    ):
        assert part in page
    assert not SiteVersion.objects.exists()


def test_a_picture_that_is_none_is_refused_in_words(place):
    answer = set_site(place.office_head, logo="nonsense", map_picture="-1")
    assert answer.status_code == 400 and "gk-thumb" not in answer.content.decode()


def test_rows_are_moved_added_and_removed_without_keeping_anything(place):
    rows = {
        "menu-label": ["甲", "乙", "丙"],
        "menu-target": ["/1/", "/2/", "/3/"],
        "menu-hint": ["", "", ""],
    }

    def labels(step):
        answer = set_site(place.office_head, do=step, name="未存的名称", **rows)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "未存的名称" in page
        inputs = page.split('name="menu-label" value="')[1:]
        return [each.partition('"')[0] for each in inputs]

    assert labels("up:menu:2") == ["乙", "甲", "丙", ""]
    assert labels("down:menu:2") == ["甲", "丙", "乙", ""]
    assert labels("remove:menu:1") == ["乙", "丙", ""]
    assert labels("add:menu") == ["甲", "乙", "丙", ""]
    for odd in ("up:menu:1", "up:menu:99", "down:menu:x", "up:menu:-1"):
        assert labels(odd) == ["甲", "乙", "丙", ""]
    assert not SiteVersion.objects.exists()


def test_pictures_are_uploaded_with_the_form_and_stay_chosen(place):
    file = SimpleUploadedFile("徽标.png", picture(), "image/png")
    answer = set_site(place.office_head, do="preview", logo_file=file, logo_alt="中心徽标", name="")
    assert answer.status_code == 400
    kept = SiteFile.objects.get()
    assert f'<option value="{kept.pk}" selected>' in answer.content.decode()
    set_site(place.office_head, logo=kept.pk)
    assert site_of_agency(place.agency).content.logo == kept.pk
    bad = SimpleUploadedFile("x.svg", b"<svg/>", "image/svg+xml")
    answer = set_site(place.office_head, logo_file=bad, logo_alt="坏的")
    assert "不收取SVG" in answer.content.decode()
    assert SiteVersion.objects.count() == 1


def test_a_preview_opens_in_two_frames_and_changes_nothing(place):
    answer = set_site(place.office_head, do="preview", name="试看")
    page = answer.content.decode()
    assert page.count('<iframe src="/?banben=') == 2
    assert SitePreview.objects.count() == 1
    assert not SiteVersion.objects.exists()


def test_who_may_not_set_the_site_sees_it_only(place, other):
    page = shown(place.drafter, "site")
    assert "保存为新版本" not in page
    assert set_site(place.drafter).status_code == 403
    saved(other)
    file = added(other)
    shown(place.office_head, "site-file", file.pk, status=404)
    shown(place.office_head, "site-page", drafted(other).pk, status=404)


def test_a_page_is_begun_and_built_block_by_block(place):
    who = place.drafter
    answer = sent(who, "new-site-page", kind="TOPIC", title="", slug="有 空格")
    assert answer.status_code == 400
    assert "未填写" in answer.content.decode()
    answer = sent(who, "new-site-page", kind="TOPIC", title="提取专题", slug="tiqu")
    page = SitePage.objects.get()
    assert answer["Location"] == at("edit-site-page", page.pk)
    head = {"version": page.version, "title": "提取专题", "slug": "tiqu", "summary": "怎样提取。"}
    added_one = sent(who, "edit-site-page", page.pk, **head, count="0", do="add:HEADING")
    assert 'name="b1-text"' in added_one.content.decode()
    one = {"b1-kind": "HEADING", "b1-text": "未存的小标题"}
    two = {"b2-kind": "NOTE", "b2-title": "", "b2-text": "提示文字"}
    up = sent(who, "edit-site-page", page.pk, **head, **one, **two, count="2", do="up:2")
    text = up.content.decode()
    assert text.index("提示文字") < text.index("未存的小标题")
    assert "尚未保存" in text
    gone = sent(who, "edit-site-page", page.pk, **head, **one, **two, count="2", do="remove:1")
    assert "未存的小标题" not in gone.content.decode()
    page.refresh_from_db()
    assert page.blocks == []
    kept = sent(who, "edit-site-page", page.pk, **head, **one, **two, count="2", do="save")
    assert kept.status_code == 302
    page.refresh_from_db()
    assert [block["kind"] for block in page.blocks] == ["HEADING", "NOTE"]


def test_faults_of_blocks_stay_beside_what_was_typed(place):
    page = drafted(place)
    answer = sent(
        place.drafter, "edit-site-page", page.pk, version=page.version, title=page.title,
        slug=page.slug, summary=page.summary, count="2", do="save",
        **{"b1-kind": "TABLE", "b1-caption": "表", "b1-cells": "只有一行",
           "b2-kind": "LINKS", "b2-title": "去处", "b2-label": ["坏", ""],
           "b2-target": ["javascript:1", ""]},
    )  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 400
    for part in (
        "第1块（数据表）",
        "至少两行",
        "第2块（链接组）",
        "javascript:1",
        "只有一行",
        "去处",
    ):
        assert part in text
    page.refresh_from_db()
    assert len(page.blocks) == 6


def test_files_of_blocks_are_uploaded_with_the_form(place):
    page = drafted(place)
    head = {"version": page.version, "title": page.title, "slug": page.slug, "summary": "简介"}
    answer = sent(
        place.drafter, "edit-site-page", page.pk, **head, count="2", do="save",
        **{"b1-kind": "PICTURE", "b1-alt": "正门", "b1-file": "", "b1-caption": "",
           "b1-upload": SimpleUploadedFile("门.png", picture(), "image/png"),
           "b2-kind": "FILE", "b2-file": document(place).pk, "b2-label": ""},
    )  # fmt: skip
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.blocks[0]["file"] == SiteFile.objects.get(name="门.png").pk
    assert page.blocks[1]["label"] == "办事指南"
    text = shown(place.drafter, "edit-site-page", page.pk)
    assert text.count(" selected>") == 2


def test_who_comes_later_keeps_what_he_typed(place):
    page = drafted(place)
    head = {"title": "我改的", "slug": page.slug, "summary": "简介", "count": "0", "do": "save"}
    sent(place.drafter, "edit-site-page", page.pk, version=page.version, **head)
    answer = sent(place.drafter, "edit-site-page", page.pk, version=page.version, **head)
    assert answer.status_code == 409
    assert "我改的" in answer.content.decode()
    assert "已有变动" in answer.content.decode()


def test_a_page_goes_its_whole_way_at_the_console(place):
    page = drafted(place)
    sent(place.drafter, "site-page-act", page.pk, "submit", version=page.version)
    for officer in place.signers:
        text = shown(officer, "site-page", page.pk)
        digest = text.split('name="content_hash" value="')[1][:64]
        checks = [each.partition('"')[0] for each in text.split('name="checked" value="')[1:]]
        sent(officer, "sign-site-page", page.pk, content_hash=digest, verdict="PASS",
             opinion="同意", checked=checks)  # fmt: skip
    sent(place.secrecy, "site-page-secrecy", page.pk, content_hash=digest, conclusion="PUBLIC",
         basis="不涉及国家秘密")  # fmt: skip
    page.refresh_from_db()
    assert page.state == "APPROVED"
    sent(place.drafter, "site-page-act", page.pk, "publish", version=page.version)
    page.refresh_from_db()
    assert page.state == "PUBLISHED"
    assert "撤下" in shown(place.leader, "site-page", page.pk)
    assert sent(place.leader, "take-down-site-page", page.pk, reason="").status_code == 400
    sent(place.leader, "take-down-site-page", page.pk, reason="电话有误")
    assert "电话有误" in shown(place.drafter, "site-page", page.pk)
    shown(place.drafter, "site-page-revision", page.pk, 1)
    shown(place.drafter, "site-page-revision", page.pk, 99, status=404)
    assert sent(place.drafter, "site-page-act", page.pk, "nichts").status_code == 404
    assert sent(place.reviewer, "sign-site-page", page.pk, verdict="PASS").status_code == 400


def test_every_state_is_listed_in_a_fixed_number_of_questions(place):
    made = SimpleNamespace(
        draft=drafted(place, slug="a"),
        waiting=submitted(place, slug="b"),
        passed=passed(place, slug="c"),
        public=published(place, slug="d"),
    )
    with CaptureQueriesContext(connection) as few:
        text = shown(place.drafter, "site-pages")
    for label in ("草稿", "审核中", "待发布", "已发布"):
        assert label in text
    assert made.public.slug in text
    assert "待您审核" not in text
    assert shown(place.department_head, "site-pages").count("待您审核") == 1
    assert "待您审核" not in shown(place.leader, "site-pages")
    for number in range(3):
        submitted(place, slug=f"mehr{number}")
    with CaptureQueriesContext(connection) as more:
        shown(place.drafter, "site-pages")
    assert len(more) == len(few)
    shown(place.reviewer, "edit-site-page", made.public.pk, status=302)
