"""The year at a glance, and the trail of what was done."""

from annual_reports.year import YEAR
from console.conftest import desk, signed
from gongkai.audit.models import Entry


def get(officer, path, **data):
    return desk(officer).get(path, data).content.decode()


def test_the_overview_shows_key_figures_that_open_their_records(office, opened):
    page = get(office.clerk, "/console/", year=YEAR)
    for path in ("site.total", "wechat.posts", "calls.total", "tickets.accepted",
                 "requests.received.total", "proactive.normative_documents.made"):  # fmt: skip
        assert f"{opened}figures/{path}/" in page
    assert "满意率 66.67%" in page and "2024-01-31" in page and "编制中" in page


def test_a_year_without_records_is_told(office):
    assert "先导入该年度的台账" in get(office.clerk, "/console/", year=2021)
    assert "年概览" in get(office.clerk, "/console/", year="二〇二三")


def test_what_waits_is_shown_to_whose_turn_it_is(office, opened):
    desk(office.clerk).post(f"{opened}sign-off/submit/")
    link = f'href="{opened}sign-off/"'
    assert link in get(office.reviewer, "/console/")
    assert link not in get(office.head, "/console/")
    assert link not in get(office.clerk, "/console/")


def test_the_trail_lists_filters_and_proves(office, opened):
    signed(office, opened)
    page = get(office.head, "/console/audit/")
    assert "年度报告签发存档" in page and office.reviewer.name in page
    page = get(office.head, "/console/audit/", action="annual_report.submit")
    assert "共1条" in page
    assert "审计链完整" in get(office.head, "/console/audit/", verify=1)
    Entry.objects.filter(action="annual_report.submit").update(subject="改过")
    page = get(office.head, "/console/audit/", verify=1)
    assert "审计链不完整" in page and "内容与摘要不符" in page


def test_the_trail_of_another_organ_stays_there(office, opened):
    assert "没有审计记录" in get(office.outsider, "/console/audit/")
