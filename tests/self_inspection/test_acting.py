"""Setting findings aside, settings, permissions, the month's turn, and the job."""

from datetime import date, timedelta

import pytest

from factories import AgencyFactory, ColumnFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.rules.site_inspection.limits import LimitRefused
from gongkai.self_inspection.models import (
    FindingExemption,
    Inspection,
    InspectionSettings,
    InspectionState,
    SiteFinding,
)
from gongkai.self_inspection.operations.beginning import begin_inspection
from gongkai.self_inspection.operations.configuring import SettingRefused, set_inspection
from gongkai.self_inspection.operations.setting_aside import FindingNotOpen, set_aside, take_up
from gongkai.self_inspection.permissions import may_inspect, may_see, may_set_aside
from gongkai.self_inspection.queries.due import due_for_inspection
from gongkai.self_inspection.queries.progress import SILENT
from gongkai.self_inspection.queries.settings import chosen
from gongkai.self_inspection.tasks import start_inspecting
from publications.office import AT, NOW, ON
from self_inspection.conftest import inspect, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(site):
    """Return the one finding of an office's site."""
    inspect(site)
    return SiteFinding.objects.get(rule="ANSWERS_UNPUBLISHED")


def test_what_is_set_aside_costs_nothing_until_it_is_taken_up_again(site, finding):
    newest = Inspection.objects.get()
    before = newest.points
    set_aside(finding=finding, reason="  刚刚开通留言  ", officer=site.office_head, **NOW)
    newest.refresh_from_db()
    assert newest.points == before + 3 and "ANSWERS_UNPUBLISHED" not in newest.result["counts"]
    told = FindingExemption.objects.get()
    assert (told.reason, told.officer) == ("刚刚开通留言", site.office_head)
    take_up(finding=finding, officer=site.leader, **NOW)
    newest.refresh_from_db()
    told.refresh_from_db()
    assert newest.points == before and told.ended_by == site.leader
    actions = Entry.objects.filter(action__startswith="finding.").values_list("action", flat=True)
    assert set(actions) == {"finding.set_aside", "finding.taken_up"}


def test_what_was_set_aside_stays_so_in_the_next_inspection(site, finding):
    set_aside(finding=finding, reason="刚刚开通留言", officer=site.office_head, **NOW)
    done = inspect(site, on=ON + timedelta(days=31), at=AT + timedelta(days=31))
    assert done.counts["ANSWERS_UNPUBLISHED"] == 1
    assert "ANSWERS_UNPUBLISHED" not in done.result["counts"]


@pytest.mark.parametrize("reason", ["", "   ", "长" * 301])
def test_a_reason_is_wanted(site, finding, reason):
    with pytest.raises(FindingNotOpen, match="理由"):
        set_aside(finding=finding, reason=reason, officer=site.office_head, **NOW)
    assert not FindingExemption.objects.exists()


def test_nothing_is_set_aside_twice_or_taken_up_without(site, finding):
    with pytest.raises(FindingNotOpen, match="没有搁置"):
        take_up(finding=finding, officer=site.office_head, **NOW)
    set_aside(finding=finding, reason="刚刚开通留言", officer=site.office_head, **NOW)
    with pytest.raises(FindingNotOpen, match="已经搁置"):
        set_aside(finding=finding, reason="再次", officer=site.office_head, **NOW)
    SiteFinding.objects.filter(pk=finding.pk).update(mended_on=ON)
    with pytest.raises(FindingNotOpen, match="已经整改"):
        set_aside(finding=finding, reason="再次", officer=site.office_head, **NOW)


def test_only_heads_set_aside_and_those_of_publishing_see(site, finding):
    outsider = OfficerFactory(head=True)
    for officer in (site.drafter, site.reviewer, site.department_head, outsider):
        with pytest.raises(NotAllowed):
            set_aside(finding=finding, reason="理由", officer=officer, **NOW)
        assert not may_set_aside(officer, site.agency, ON)
    assert may_see(site.drafter, site.agency, ON) and may_inspect(site.drafter, site.agency, ON)
    assert not may_see(outsider, site.agency, ON) and not may_inspect(None, site.agency, ON)
    with pytest.raises(NotAllowed):
        begin_inspection(agency=site.agency, origin="OFFICER", officer=outsider, on=ON, at=AT)


def setting(site, **changes):
    given = {
        "limits": {}, "listed_hosts": [], "asks_outside": True, "most_lists": 3000,
        "newest_items": 500, "officer": site.office_head, **changes,
    }  # fmt: skip
    return set_inspection(agency=site.agency, **given, **NOW)


def test_settings_hold_from_the_next_inspection(site, settings):
    settings.GONGKAI_INSPECT_OUTWARD = True
    assert chosen(site.agency).asks_outside
    hosts = ["WWW.Example.org.cn ", "", "www.example.org.cn"]
    limits = {"ANSWERS_UNPUBLISHED.days": 90, "HOME_STALE.days": 14}
    setting(site, limits=limits, listed_hosts=hosts, asks_outside=False)
    row = InspectionSettings.objects.get()
    assert row.limits == {"ANSWERS_UNPUBLISHED.days": 90}
    assert row.listed_hosts == ["www.example.org.cn"]
    wanted = chosen(site.agency)
    assert not wanted.asks_outside and wanted.limits.of("ANSWERS_UNPUBLISHED", "days") == 90
    inspect(site)
    assert "超过90天" in SiteFinding.objects.get(rule="ANSWERS_UNPUBLISHED").message


def test_an_installation_without_a_way_out_asks_nobody(site, settings):
    settings.GONGKAI_INSPECT_OUTWARD = False
    setting(site, asks_outside=True)
    assert not chosen(site.agency).asks_outside
    settings.WAGTAILADMIN_BASE_URL = "https://gjj.example.gov.cn"
    settings.ALLOWED_HOSTS = ["gjj.example.gov.cn"]
    done = inspect(site)
    assert ("CERTIFICATE", "已设置为不访问外部网络") in {tuple(each) for each in done.not_checked}
    assert "DOMAIN" not in {rule for rule, _ in standing()}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"listed_hosts": ["https://example.com/"]}, SettingRefused),
        ({"listed_hosts": ["例子"]}, SettingRefused),
        ({"listed_hosts": [f"a{n}.example.com" for n in range(501)]}, SettingRefused),
        ({"most_lists": 0}, SettingRefused),
        ({"newest_items": 20_001}, SettingRefused),
        ({"limits": {"HOME_STALE.days": 0}}, LimitRefused),
        ({"limits": {"NOPE.days": 3}}, LimitRefused),
    ],
)
def test_settings_that_make_no_sense_are_refused(site, changes, refusal):
    with pytest.raises(refusal):
        setting(site, **changes)
    assert not InspectionSettings.objects.exists()


def due(on=ON):
    return due_for_inspection(on, AT - SILENT)


def test_each_organ_with_columns_is_due_once_a_month(site):
    AgencyFactory()
    assert due() == [site.agency]
    inspect(site)
    assert due() == []
    assert due(date(2024, 1, 31)) == []
    assert due(date(2024, 2, 1)) == [site.agency]


def test_what_was_broken_off_is_due_and_what_is_at_work_or_failed_is_not(site):
    begun = begin_inspection(agency=site.agency, origin="MONTHLY", on=ON, at=AT)
    assert due() == []
    Inspection.objects.update(moved_at=AT - SILENT)
    assert due() == [site.agency]
    Inspection.objects.filter(pk=begun.pk).update(state=InspectionState.FAILED)
    assert due() == []


def test_a_job_takes_an_inspection_to_its_end(site, django_capture_on_commit_callbacks):
    begun = begin_inspection(
        agency=site.agency, origin="OFFICER", officer=site.drafter, on=ON, at=AT
    )
    with django_capture_on_commit_callbacks(execute=True):
        start_inspecting(begun, at=AT)
    begun.refresh_from_db()
    assert begun.state == InspectionState.DONE and begun.ended_at >= AT
    # Run again, as after a crash of the worker, it changes nothing.
    with django_capture_on_commit_callbacks(execute=True):
        start_inspecting(begun, at=AT)
    assert Inspection.objects.count() == 1 and begun.result["mended"] == 0


def test_another_organs_column_does_not_count(site):
    ColumnFactory(name="工作动态", code="news")
    assert len(due()) == 2
