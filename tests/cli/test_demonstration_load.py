"""Loading the demonstration year: the published figures, once, with logins that work."""

import json
import stat
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import override_settings

from gongkai.agencies.models import Role
from gongkai.agencies.queries import agency_named, officers_with_role
from gongkai.annual_reports.models import (
    Collection,
    CollectionOrgan,
    ConsolidationAdjustment,
    ReceivedRemark,
    ReceivedReport,
    ReceivedReturn,
    ReceivedWaiver,
)
from gongkai.annual_reports.queries.collections import collection_for, state_of
from gongkai.annual_reports.queries.compiling import compile_year, report_of
from gongkai.annual_reports.queries.consolidating import ConsolidationScope, consolidation_of
from gongkai.annual_reports.queries.drift import differences
from gongkai.annual_reports.queries.gate import gate_findings
from gongkai.annual_reports.queries.published import published_report
from gongkai.cli.demonstration.load import load_demonstration
from gongkai.cli.demonstration.publishing.script import told_acts
from gongkai.cli.demonstration.publishing.year import entry_titles
from gongkai.cli.demonstration.stored import stored_rows
from gongkai.publications.queries import columns_of

AT = datetime(2024, 1, 24, 2, 0, tzinfo=UTC)
ON = date(2024, 1, 24)
CODE = "huludao-gjj"
PUBLISHED = json.loads((Path(__file__).parent / "data" / "huludao-2023.json").read_text())
COLUMNS = [
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other",
    "total",
]
RESULTS = ["upheld", "corrected", "other", "pending", "total"]
ROLES = {
    "jingban": Role.CLERK,
    "shenhe": Role.REVIEWER,
    "fuzeren": Role.OFFICE_HEAD,
    "shiban": Role.CITY_OFFICE,
    "kezhang": Role.DEPARTMENT_HEAD,
    "lingdao": Role.LEADER,
    "baomi": Role.SECRECY_REVIEWER,
    "zuoxi": Role.HOTLINE_AGENT,
    "gongdan": Role.TICKET_DISPATCHER,
    "chengban": Role.TICKET_HANDLER,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, home):
    """Load once for this module and take everything back afterwards."""
    told = []
    with (
        django_db_blocker.unblock(),
        override_settings(HOME=home, GONGKAI_FILES=home / "files"),
        transaction.atomic(),
    ):
        first = load_demonstration(at=AT, on=ON, progress=lambda *step: told.append(step))
        yield first, told
        transaction.set_rollback(True)


@pytest.fixture
def compiled(loaded, db):
    return compile_year(agency_named(CODE), 2023)


@pytest.mark.parametrize(("path", "published"), PUBLISHED["figures"].items())
def test_figures_are_the_published_ones(compiled, path, published):
    assert compiled.values[path] == str(published)


def test_columns_are_the_published_ones_in_their_order(compiled):
    columns = columns_of(compiled.agency).filter(part="SITE")
    values = [
        [column.name, int(compiled.values[f"site.columns.{column.code.replace('-', '_')}"])]
        for column in columns
    ]
    assert values == PUBLISHED["columns"]


def test_prose_prints_the_published_figures(compiled):
    proactive = compiled.texts["proactive"]
    assert [phrase for phrase in PUBLISHED["phrases"] if phrase not in proactive] == []
    listed = "，".join(f"{name}{count}条" for name, count in PUBLISHED["columns"])
    assert listed in proactive


def test_prose_names_the_institutions_in_order(compiled):
    names = "".join(f"《{name}》" for name in PUBLISHED["institutions"])
    assert names in compiled.texts["oversight"]


def test_prose_tells_of_the_interview_and_of_the_items_online(compiled):
    assert "“政务访谈”1次" in compiled.texts["oversight"]
    assert "18项单位事项全部" in compiled.texts["platform"]


def test_tables_are_the_published_ones(compiled):
    report = compiled.report.to_json()
    assert report["proactive"] == PUBLISHED["proactive"]
    assert report["requests"] == {
        row: dict(zip(COLUMNS, cells, strict=True)) for row, cells in PUBLISHED["requests"].items()
    }
    assert report["disputes"] == {
        route: dict(zip(RESULTS, cells, strict=True))
        for route, cells in PUBLISHED["disputes"].items()
    }


def test_nothing_is_found_wrong_with_the_report(compiled):
    found = gate_findings(compiled, report_of(compiled.agency, 2023))
    assert [(one.finding.rule, one.finding.message) for one in found] == []


def test_the_overview_is_short_enough(compiled):
    assert len(compiled.report.narrative["overview"]) < 1000


def test_the_report_is_published_as_the_records_stand(compiled, home):
    report = published_report(CODE, 2023)
    assert report.snapshot.content == compiled.report.to_json()
    assert differences(report.snapshot, compiled) == []
    names = {path.suffix for path in (home / "files").rglob("report.*")}
    assert names == {".html", ".docx", ".pdf", ".xlsx", ".json"}


def test_published_pages_say_that_they_show_demonstration_data(compiled, home):
    [page] = (home / "files").rglob("report.html")
    assert "演示数据" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("year", [2022, 2024])
def test_other_years_have_records_of_their_own_and_no_report(compiled, year):
    other = compile_year(compiled.agency, year)
    assert 0 < int(other.values["calls.total"]) < 200
    assert 0 < int(other.values["tickets.accepted"]) < 60
    assert report_of(compiled.agency, year) is None


def test_organs_are_marked_and_stand_one_above_the_other(loaded, db):
    centre = agency_named(None)
    assert (centre.code, centre.is_default, centre.is_demonstration) == (CODE, True, True)
    city = centre.parent
    assert (city.code, city.kind, city.is_demonstration) == (
        "huludao-zwgk",
        "CITY_GOVERNMENT",
        True,
    )


@pytest.mark.parametrize(("username", "role"), ROLES.items())
def test_officers_may_enter_the_console_with_the_printed_password(loaded, db, username, role):
    [login] = [login for login in loaded[0].logins if login.username == username]
    user = get_user_model().objects.get(username=username)
    assert user.check_password(login.password)
    assert user.has_perm("wagtailadmin.access_admin")
    agency = agency_named("huludao-zwgk" if role == Role.CITY_OFFICE else CODE)
    held = officers_with_role(agency, role, date(2022, 1, 1))
    assert [officer.user_id for officer in held] == [user.pk]


def test_passwords_are_kept_for_the_owner_only(loaded, home):
    kept = home / "demo-logins.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    text = kept.read_text(encoding="utf-8")
    assert all(login.password in text for login in loaded[0].logins)


def test_counts_and_progress_reach_the_number_of_rows_and_files(loaded, db):
    first, told = loaded
    rows = {kind: len(listed) for kind, listed in stored_rows().items()}
    steps = len(entry_titles()) + len(told_acts())
    assert first.counts == {
        **rows,
        "finished_reports": ReceivedReport.objects.count(),
        "publishing_steps": steps,
    }
    total = sum(first.counts.values())
    assert told[-1] == (total, total)
    assert told == sorted(told)


def test_loading_again_changes_nothing_and_shows_the_same_logins(loaded, db):
    before = _row_counts()
    hash_before = compile_year(agency_named(CODE), 2023).content_hash
    again = load_demonstration(at=AT, on=ON)
    assert _row_counts() == before
    assert compile_year(agency_named(CODE), 2023).content_hash == hash_before
    assert (again.logins, again.counts) == (loaded[0].logins, {})


def test_a_lost_file_of_logins_gives_new_passwords_that_work(loaded, db, tmp_path, settings):
    settings.HOME = tmp_path
    again = load_demonstration(at=AT, on=ON)
    for old, new in zip(loaded[0].logins, again.logins, strict=True):
        assert old.password != new.password
        assert get_user_model().objects.get(username=new.username).check_password(new.password)


STATUSES = {
    2022: {"ACCEPTED": 12},
    2023: {"ACCEPTED": 4, "ERRORS": 3, "WARNINGS": 2, "CLEAN": 1, "RETURNED": 1, "MISSING": 2},
}


@pytest.fixture
def city_officer(loaded, db):
    [officer] = officers_with_role(agency_named("huludao-zwgk"), Role.CITY_OFFICE, ON)
    return officer


@pytest.mark.parametrize("year", STATUSES)
def test_the_city_office_has_collected_both_years(city_officer, year):
    state = state_of(collection_for(city_officer, year))
    assert Counter(line.status for line in state.lines) == STATUSES[year]
    assert state.working == 0
    assert all(line.organ.contact for line in state.lines)


def test_each_kind_of_trouble_is_there_to_see(city_officer):
    state = state_of(collection_for(city_officer, 2023))
    by_name = {line.organ.name: line for line in state.lines}
    rules = {
        name: [one.finding.rule for one in line.findings if one.finding.severity != "info"]
        for name, line in by_name.items()
    }
    assert rules["葫芦岛市城市建设局（演示）"] == ["I2", "I3"]
    assert rules["葫芦岛市土地房产局（演示）"] == ["I4"]
    assert rules["葫芦岛市水务环境局（演示）"] == ["W1"]
    assert set(rules["葫芦岛市文旅广播局（演示）"]) == {"Z1", "C2"}
    [stuck] = state.stuck
    assert stuck.state == "UNREADABLE" and "扫描件" in stuck.message
    waived = [one for one in by_name["葫芦岛市交通港航局（演示）"].findings if one.waiver]
    assert [one.finding.rule for one in waived] == ["S1"]
    assert [one.report.organ.name for one in ReceivedRemark.objects.all()] == [
        "葫芦岛市土地房产局（演示）"
    ]


def test_what_was_sent_back_is_kept_with_its_findings(city_officer):
    sent = ReceivedReturn.objects.order_by("pk")
    assert [(one.report.collection.year, one.report.version) for one in sent] == [
        (2022, 1),
        (2023, 1),
    ]
    assert all(one.findings and one.report.organ.name.startswith("葫芦岛市健康") for one in sent)


def test_the_centre_takes_part_with_its_own_report(city_officer):
    state = state_of(collection_for(city_officer, 2023))
    [own] = [line for line in state.lines if line.organ.agency_id is not None]
    assert own.organ.agency.code == CODE
    assert own.report.content["requests"] == {
        row: dict(zip(COLUMNS, cells, strict=True)) for row, cells in PUBLISHED["requests"].items()
    }


def test_what_two_organs_counted_is_summed_once(city_officer):
    state = consolidation_of(collection_for(city_officer, 2023), ConsolidationScope.ACCEPTED)
    assert [one.is_applied for one in state.adjustments] == [True]
    told = sum(one.content.value("requests.received.total") for one in state.members)
    assert state.summed().report().value("requests.received.total") == told - 2


def test_an_installation_without_collections_is_given_them_only(city_officer, loaded):
    for model in (ReceivedWaiver, ReceivedRemark, ReceivedReturn, ConsolidationAdjustment,
                  ReceivedReport, CollectionOrgan, Collection):  # fmt: skip
        model.objects.all().delete()
    again = load_demonstration(at=AT, on=ON)
    assert again.counts == {"finished_reports": loaded[0].counts["finished_reports"]}
    assert Counter(Collection.objects.values_list("year", flat=True)) == {2022: 1, 2023: 1}


def _row_counts():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            if table.startswith("sqlite_"):
                continue
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts
