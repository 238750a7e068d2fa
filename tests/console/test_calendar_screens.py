"""A year of the working calendar, from the notice to the deadline."""

from datetime import date

from console.conftest import desk, notes
from gongkai.agencies.models import CalendarYear
from gongkai.agencies.queries import working_calendar
from gongkai.audit.models import Entry

NOTICE = "国务院办公厅关于2031年部分节假日安排的通知"
YEAR = {
    "year": "2031",
    "notice": NOTICE,
    "holidays": "1月1日、1月22日至29日，04-05 2031-05-01至2031-05-05\n6月24日；10-01至10-07",
    "make_up_days": "２月１日",
}


def post(officer, **changes):
    return desk(officer).post("/console/calendars/add/", YEAR | changes)


def test_the_bundled_years_are_listed_with_their_notice(office):
    page = desk(office.clerk).get("/console/calendars/").content.decode()
    assert "2019年" in page and "系统内置" in page and "国办发明电" in page
    assert "录入年份" not in page
    assert "录入年份" in desk(office.head).get("/console/calendars/").content.decode()


def test_a_year_is_shown_as_twelve_months(office):
    response = desk(office.clerk).get("/console/calendars/2024/")
    page = response.content.decode()
    assert page.count("<caption>") == 12
    days = [d for m in response.context["months"] for w in m["weeks"] for d in w if d]
    assert len(days) == 366
    calendar = working_calendar()
    for day in days:
        works = day.kind in ("WORKDAY", "MAKE_UP")
        assert works == calendar.is_working_day(day.day), day
    assert desk(office.clerk).get("/console/calendars/2035/").status_code == 404


def test_a_year_is_previewed_before_it_is_kept(office):
    page = post(office.head).content.decode()
    assert "2031年预览（尚未保存）" in page and page.count("<caption>") == 12
    assert not CalendarYear.objects.exists()
    kept = post(office.head, save="1")
    assert notes(kept) == ["2031年工作日历已保存。"]
    calendar = working_calendar()
    assert not calendar.is_working_day(date(2031, 1, 27))
    assert not calendar.is_working_day(date(2031, 10, 7))
    assert calendar.is_working_day(date(2031, 2, 1))
    entry = Entry.objects.get(action="calendar.add")
    assert entry.officer == office.head and entry.detail["make_up_days"] == ["2031-02-01"]
    page = desk(office.clerk).get("/console/calendars/").content.decode()
    assert NOTICE in page and office.head.name in page


def test_every_fault_is_named_and_nothing_is_kept(office):
    for changes, said in [
        ({"holidays": "2月30日"}, "“2月30日”不是日期"),
        ({"make_up_days": "2月3日"}, "本来就是工作日"),
        ({"make_up_days": "10月4日"}, "同时填为"),
        ({"holidays": "10月7日至1日"}, "颠倒"),
        ({"holidays": "5月1日"}, "缺少"),
        ({"holidays": "2032-01-01"}, "不在2031年内"),
        ({"year": "31"}, "年份 31 无效"),
        ({"year": "明年"}, "年份须为四位整数"),
        ({"notice": ""}, "请填写依据通知的名称和文号"),
    ]:
        answer = post(office.head, save="1", **changes)
        assert answer.status_code == 400, changes
        assert said in answer.content.decode(), changes
    assert not CalendarYear.objects.exists()


def test_a_known_year_is_corrected_only_on_purpose(office):
    post(office.head, save="1")
    longer = YEAR["holidays"] + "、10月8日"
    refused = post(office.head, save="1", holidays=longer)
    assert refused.status_code == 400
    assert "替换已有日历" in refused.content.decode()
    assert working_calendar().is_working_day(date(2031, 10, 8))
    post(office.head, save="1", holidays=longer, replace="on")
    assert not working_calendar().is_working_day(date(2031, 10, 8))


def test_only_the_head_adds_a_year(office):
    for officer in (office.clerk, office.reviewer, office.retired):
        assert post(officer, save="1").status_code == 403
    assert not CalendarYear.objects.exists()
