"""The self-inspection's pages: who sees them, what they show, what may be done on them."""

import io
from datetime import timedelta

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from console.conftest import desk, notes
from factories import ColumnFactory, OfficerFactory
from gongkai.audit.models import Entry
from gongkai.rules.site_inspection.faults import Fault, NotChecked
from gongkai.self_inspection.models import (
    FindingExemption,
    Inspection,
    InspectionSettings,
    InspectionState,
    SiteFinding,
)
from gongkai.self_inspection.operations.beginning import begin_inspection
from gongkai.self_inspection.operations.concluding import conclude
from gongkai.self_inspection.operations.recording import keep_step
from gongkai.self_inspection.operations.running import fail_inspection
from publications.office import AT, ON, office

pytestmark = pytest.mark.django_db
PAGE = "/console/self-inspection/"


@pytest.fixture
def place(settings, tmp_path):
    """Return an office whose people work at the console."""
    settings.GONGKAI_FILES = tmp_path / "files"
    made = office()
    made.agency.is_default = True
    made.agency.save()
    return made


def fault(rule, where="/", **more):
    given = {"place": "首页", "message": f"{rule}的问题。", "known_by": where, **more}
    return Fault(rule, where, **given)


def inspected(place, faults, *, on=ON, at=AT, gaps=(), **more):
    """Return an inspection that found some faults."""
    begun = begin_inspection(agency=place.agency, origin="MONTHLY", on=on, at=at, **more)
    keep_step(inspection=begun, faults=faults, gaps=list(gaps), phase="CONCLUDED", cursor={}, at=at)
    return conclude(inspection=begun, at=at)


@pytest.fixture
def found(place):
    """Return the newest of two inspections, with findings of every kind."""
    old = fault("WRONG_WORD", "/xinxi/a/9/", place="《旧通知》")
    inspected(place, [old, fault("STATISTICS")], on=ON - timedelta(days=31),
              at=AT - timedelta(days=31))  # fmt: skip
    column = ColumnFactory(agency=place.agency, name="工作动态", code="news")
    return inspected(
        place,
        [
            old,
            fault("HOME_STALE"),
            fault("DYNAMIC", "/lanmu/", place="栏目“工作动态”", subject=f"column:{column.pk}"),
            fault("PERSONAL_DATA", "/xinxi/a/5/", place="《名单》", subject="item:5"),
            fault("PAGE_SLOW", "/ditu/", place="网站地图"),
        ],
        gaps=[NotChecked("GUIDES_USELESS", "办事指南尚未接入")],
    )


def text_of(response):
    return response.content.decode()


def test_before_the_first_inspection_the_page_says_so(place):
    told = text_of(desk(place.drafter).get(PAGE))
    assert "还没有自查过" in told and "立即自查" in told


def test_points_vetoes_sections_rules_and_gaps_are_shown(place, found):
    told = text_of(desk(place.office_head).get(PAGE))
    assert "触及单项否决：首页不更新" in told
    for words in ("发布解读", "办事服务", "互动交流", "功能设计", "安全", "94.5"):
        assert words in told
    assert "国办秘函〔2019〕19号" in told and "[待核原文]" in told
    assert "办事指南尚未接入" in told and "没有检查不等于合格" in told
    assert (
        f"/console/publishing/columns/{SiteFinding.objects.get(rule='DYNAMIC').subject[7:]}/"
        in told
    )
    assert "/console/publishing/items/5/" in told
    assert '<a href="/ditu/">' in told
    # Since when: that of last month keeps its day.
    assert "2023-12-10发现" in told and "2024-01-10发现" in told


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?section=SECURITY", "《名单》", "网站地图"),
        ("?effect=ADVICE", "网站地图", "《名单》"),
        ("?show=mended", "STATISTICS的问题", "HOME_STALE的问题"),
        ("?show=aside", "没有搁置的问题", "HOME_STALE的问题"),
        ("?section=SERVICES", "没有符合条件的问题", "《名单》"),
        ("?section=nope&effect=nope&show=nope&page=xyz", "《名单》", "STATISTICS的问题"),
        ("?page=99999999999999999999", "《名单》", "STATISTICS的问题"),
        ("?all=1", "《名单》", "STATISTICS的问题"),
    ],
)
def test_findings_are_narrowed_down(place, found, query, shown, hidden):
    told = text_of(desk(place.drafter).get(PAGE + query))
    assert shown in told and hidden not in told


def test_the_trend_is_a_chart_with_a_table(place, found):
    told = text_of(desk(place.drafter).get(PAGE))
    assert "<svg" in told and 'aria-labelledby="trend-title trend-desc"' in told
    assert told.count(">Word<") == 2


def test_invented_months_are_marked(place):
    inspected(place, [fault("WRONG_WORD")], is_invented=True)
    told = text_of(desk(place.drafter).get(PAGE))
    assert "虚构的演示记录" in told
    pk = Inspection.objects.get().pk
    assert "本月的问题为虚构" in text_of(desk(place.drafter).get(f"{PAGE}{pk}/"))


def test_an_inspection_is_begun_and_done_in_the_background(
    place, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk(place.drafter).post(f"{PAGE}begin/")
    assert answer.status_code == 302 and notes(answer) == ["自查已经开始，完成后结果显示在本页。"]
    done = Inspection.objects.get()
    assert (done.state, done.officer) == (InspectionState.DONE, place.drafter)


def test_while_one_is_at_work_its_progress_shows_and_no_other_begins(place):
    begun = begin_inspection(agency=place.agency, origin="MONTHLY", on=ON, at=AT)
    Inspection.objects.filter(pk=begun.pk).update(
        phase="PAGES", cursor={"done": 40, "total": 120}, moved_at="2999-01-01T00:00:00Z"
    )
    told = text_of(desk(place.drafter).get(PAGE))
    assert "正在自查，第3步（共6步）：打开本站页面" in told and "已完成40，共120" in told
    assert "刷新进度" in told and "立即自查" not in told
    answer = desk(place.drafter).post(f"{PAGE}begin/")
    assert "正在进行" in notes(answer)[0] and Inspection.objects.count() == 1


def test_one_that_failed_says_so_beside_the_earlier_result(place, found):
    begun = begin_inspection(agency=place.agency, origin="MONTHLY", on=ON, at=AT)
    fail_inspection(inspection=begun, problem="程序出错", at=AT)
    told = text_of(desk(place.drafter).get(PAGE))
    assert "没有完成：程序出错" in told and "触及单项否决：首页不更新" in told


def test_one_that_was_broken_off_may_be_taken_up(place):
    begin_inspection(agency=place.agency, origin="MONTHLY", on=ON, at=AT)
    told = text_of(desk(place.drafter).get(PAGE))
    assert "中断了" in told and "从中断处继续" in told


def test_the_head_sets_aside_and_takes_up(place, found):
    pk = SiteFinding.objects.get(rule="HOME_STALE").pk
    client = desk(place.office_head)
    answer = client.post(f"{PAGE}findings/{pk}/aside/", {"reason": "网站改版"})
    assert answer.status_code == 302
    told = text_of(client.get(f"{PAGE}?show=aside"))
    assert "钱主任" in told and "搁置：网站改版" in told
    assert "没有触及单项否决" in text_of(client.get(PAGE))
    client.post(f"{PAGE}findings/{pk}/take-up/")
    assert "触及单项否决：首页不更新" in text_of(client.get(PAGE))


@pytest.mark.parametrize("reason", ["", "   ", "长" * 301])
def test_without_a_reason_nothing_is_set_aside_and_what_was_typed_stays(place, found, reason):
    pk = SiteFinding.objects.get(rule="HOME_STALE").pk
    answer = desk(place.office_head).post(f"{PAGE}findings/{pk}/aside/", {"reason": reason})
    assert answer.status_code == 400 and not FindingExemption.objects.exists()
    assert "理由" in text_of(answer) and (not reason.strip() or reason in text_of(answer))


def test_nobody_else_sees_or_does_anything(place, found):
    outsider = OfficerFactory(head=True, agency=office().agency)
    pk = SiteFinding.objects.first().pk
    stranger = Client().get(PAGE)
    assert stranger.status_code == 302 and "login" in stranger["Location"]
    told = text_of(desk(outsider).get(PAGE))
    assert "《名单》" not in told
    assert desk(outsider).get(f"{PAGE}{found.pk}/").status_code == 404
    assert desk(outsider).get(f"{PAGE}{found.pk}/file/").status_code == 404
    answer = desk(outsider).post(f"{PAGE}findings/{pk}/aside/", {"reason": "理由"})
    assert answer.status_code == 404 and not FindingExemption.objects.exists()
    nobody = OfficerFactory(agency=place.agency)
    assert desk(nobody).get(PAGE).status_code == 403
    assert desk(nobody).post(f"{PAGE}begin/").status_code == 403
    clerk = desk(place.drafter)
    assert "记名搁置" not in text_of(clerk.get(PAGE))
    refused = clerk.post(f"{PAGE}findings/{pk}/aside/", {"reason": "理由"})
    assert refused.status_code == 403 and not FindingExemption.objects.exists()


def test_the_months_result_is_a_word_document(place, found):
    answer = desk(place.drafter).get(f"{PAGE}{found.pk}/file/")
    assert "wordprocessingml" in answer["Content-Type"]
    word = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "2024年1月网站自查情况" in text and "94.5分，触及单项否决：首页不更新" in text
    assert "办事指南尚未接入" in text and place.agency.name in text
    rows = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert ["发布解读", "2个", "5分"] in rows
    assert any("首页不更新" in row[2] for row in rows if len(row) == 5)
    assert any("待核" in row[3] for row in rows if len(row) == 5)


def test_an_earlier_result_is_shown_as_it_ended(place, found):
    earlier = Inspection.objects.order_by("on").first()
    told = text_of(desk(place.drafter).get(f"{PAGE}{earlier.pk}/"))
    assert "STATISTICS的问题" in told and "首页不更新" not in told
    assert desk(place.drafter).get(f"{PAGE}999/").status_code == 404


def settings_form(**changes):
    form = {"asks_outside": "on", "most_lists": "3000", "newest_items": "500", "listed_hosts": ""}
    page = InspectionSettings()
    assert page.limits == {}
    return form | changes


def limits_of(client):
    form = client.get(f"{PAGE}settings/").context["form"]
    return {limit.key: str(limit.value) for limit, _ in form.limit_rows()}


def test_limits_are_shown_with_defaults_and_set(place):
    client = desk(place.office_head)
    told = text_of(client.get(f"{PAGE}settings/"))
    assert "首页不更新（天）" in told and "[待核原文]" in told
    typed = settings_form(**limits_of(client)) | {
        "HOME_STALE.days": "7",
        "listed_hosts": "www.example.org.cn\nexample.com",
    }
    assert client.post(f"{PAGE}settings/", typed).status_code == 302
    row = InspectionSettings.objects.get()
    assert row.limits == {"HOME_STALE.days": 7}
    assert row.listed_hosts == ["www.example.org.cn", "example.com"]
    assert Entry.objects.filter(action="inspection.set").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"HOME_STALE.days": "0"},
        {"HOME_STALE.days": "很久"},
        {"most_lists": "-3"},
        {"listed_hosts": "https://example.com/"},
        {"newest_items": ""},
    ],
)
def test_settings_that_make_no_sense_come_back_as_typed(place, changes):
    client = desk(place.office_head)
    answer = client.post(f"{PAGE}settings/", settings_form(**limits_of(client)) | changes)
    assert answer.status_code == 400 and not InspectionSettings.objects.exists()
    assert next(iter(changes.values())) in text_of(answer)


def test_who_may_not_change_settings_sees_them_only(place):
    client = desk(place.drafter)
    assert "<button" not in text_of(client.get(f"{PAGE}settings/")).split("gk-limits")[1]
    typed = settings_form(**limits_of(client))
    assert client.post(f"{PAGE}settings/", typed).status_code == 403


def test_the_page_asks_as_much_however_much_is_found(place, found):
    client = desk(place.office_head)

    def asked():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    before = asked()
    many = [fault("LINK_DEAD", f"/xinxi/a/{n}/", subject=f"item:{n}") for n in range(60)]
    inspected(place, many, on=ON + timedelta(days=31), at=AT + timedelta(days=31))
    assert asked() <= before + 1
    assert before < 30
