"""Files taken over at the same time, broken off half way, or under a mapping that was changed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.hotline import tasks
from gongkai.hotline.models import Call, ImportRun
from gongkai.hotline.operations.outside.import_files import discard_run, end_left_files
from gongkai.hotline.operations.outside.importing import check_run, confirm_run, import_run
from gongkai.hotline.operations.outside.importing_calls import (
    compare_calls,
    plan_calls,
    read_calls,
)
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.queries.outside.import_faults import ImportFaults
from gongkai.hotline.queries.outside.import_rows import rows_of
from gongkai.hotline.queries.outside.import_runs import path_of, table_of
from gongkai.privacy.digests import keyed_digest
from hotline.outside.import_files import NOW, ON, call_row, csv_of, matched, received, taken
from hotline.tickets.opened import ticket_office

ROWS = [call_row(f"A{place}", 主叫号码=f"1990000{place:04}") for place in range(30)]


def confirmed(office, content):
    run = received(office, content)
    if run.state == "UNMAPPED":
        run = matched(office, run)
    confirm_run(run=run, without_faulty=False, officer=office.dispatcher, on=ON)
    return run


@pytest.mark.postgresql
@pytest.mark.parametrize("files", [1, 2])
def test_two_workers_at_once_take_every_call_over_once(race, settings, tmp_path, files):
    settings.GONGKAI_FILES = tmp_path
    office = ticket_office()
    first = confirmed(office, csv_of(ROWS[:20]))
    second = confirmed(office, csv_of(ROWS[10:])) if files == 2 else first
    told = race(
        lambda: import_run(run=ImportRun.objects.get(pk=first.pk), **NOW).state,
        lambda: import_run(run=ImportRun.objects.get(pk=second.pk), **NOW).state,
    )
    assert told == ["IMPORTED", "IMPORTED"], told
    assert Call.objects.count() == (30 if files == 2 else 20)
    counts = [each.result["counts"] for each in ImportRun.objects.all()]
    assert sum(each["known"] for each in counts) == (10 if files == 2 else 0)


@pytest.fixture
def office(db, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return ticket_office()


def test_what_breaks_off_leaves_nothing_and_may_be_done_again(office):
    content = csv_of([*ROWS, call_row("M1", 接通与否="未接")])
    run = confirmed(office, content)
    sealed = path_of(run).read_bytes()
    path_of(run).write_bytes(sealed[:-1])
    assert import_run(run=run, **NOW).state == "UNREADABLE"
    assert run.message == "文件已不在，请重新上传。" and not Call.objects.exists()
    run = confirmed(office, content)
    ImportRun.objects.filter(pk=run.pk).update(mapping=None)
    with pytest.raises(AttributeError):
        tasks.carry_out_import.func(run.pk, ON.isoformat(), NOW["at"].isoformat())
    run.refresh_from_db()
    assert run.state == "FAILED" and "没有登记任何记录" in run.message and not Call.objects.exists()
    assert check_run(run=run, **NOW).state == "CHECKED"
    confirm_run(run=run, without_faulty=False, officer=office.dispatcher, on=ON)
    assert import_run(run=run, **NOW).state == "IMPORTED" and Call.objects.count() == 30
    assert import_run(run=run, **NOW).state == "IMPORTED" and Call.objects.count() == 30


def test_a_mapping_changed_since_somebody_looked_is_looked_at_again(office):
    run = confirmed(office, csv_of(ROWS))
    other = received(office, csv_of(ROWS))
    fields = {"outside_no": "话单号", "began_at": "来电时间"}
    matched(office, other, fixed={"route": "VIA_12345"}, fields=fields)
    run = import_run(run=ImportRun.objects.get(pk=run.pk), **NOW)
    assert run.state == "CHECKED" and "情况有变化" in run.message and not Call.objects.exists()
    confirm_run(run=run, without_faulty=False, officer=office.dispatcher, on=ON)
    import_run(run=ImportRun.objects.get(pk=run.pk), **NOW)
    assert {each.route for each in Call.objects.all()} == {"VIA_12345"}


def test_what_is_over_cannot_be_confirmed_matched_or_given_up(office):
    run = taken(office, csv_of(ROWS))
    with pytest.raises(OutsideRefused, match="不能放弃"):
        discard_run(run=run, officer=office.dispatcher, **NOW)
    with pytest.raises(OutsideRefused, match="已导入"):
        confirm_run(run=run, without_faulty=True, officer=office.dispatcher, on=ON)
    with pytest.raises(OutsideRefused, match="不能再改对应关系"):
        matched(office, run)
    gone = discard_run(run=received(office, csv_of(ROWS)), officer=office.dispatcher, **NOW)
    assert gone.state == "DISCARDED" and gone.sample == ""
    assert discard_run(run=gone, officer=office.dispatcher, **NOW).state == "DISCARDED"


def test_a_number_that_a_ledger_brought_is_passed_over(office):
    Call.objects.create(agency=office.agency, register_no="HD2024-000002", called_on=ON)
    taken(office, csv_of(ROWS[:3]))
    numbers = set(Call.objects.values_list("register_no", flat=True))
    assert numbers == {f"HD2024-00000{place}" for place in (1, 2, 3, 4)}


def test_a_file_that_nobody_confirms_is_deleted_after_a_month(office):
    done, left = taken(office, csv_of(ROWS[:1])), received(office, csv_of(ROWS))
    at = NOW["at"] + timedelta(days=30)
    assert end_left_files(at=at) == 0 and path_of(left).exists()
    assert end_left_files(at=at + timedelta(minutes=1)) == 1
    left.refresh_from_db()
    done.refresh_from_db()
    assert (left.state, done.state, left.sample) == ("DISCARDED", "IMPORTED", "")
    assert "超过30天" in left.message and not path_of(left).exists()
    assert end_left_files(at=at + timedelta(days=1)) == 0


def test_what_was_compared_before_another_file_came_is_compared_anew(office):
    run = confirmed(office, csv_of(ROWS))
    table, faults = table_of(run), ImportFaults()
    rows = rows_of(table, run.mapping, faults, ON)
    read = read_calls(agency=office.agency, mapping=run.mapping, rows=rows, faults=faults,
                      at=NOW["at"])  # fmt: skip
    compared = compare_calls(agency=office.agency, read=read)
    assert len(plan_calls(agency=office.agency, read=read, compared=compared).new) == 30
    taken(office, csv_of(ROWS[:10]))
    plan = plan_calls(agency=office.agency, read=read, compared=compared)
    assert plan.counts() == {"made": 20, "joined": 0, "missed": 0, "known": 10, "changed": 0}


@pytest.mark.parametrize("by_agents", [False, True])
def test_the_desk_waits_for_a_few_statements_however_long_the_file_is(office, by_agents):
    rows = [call_row(f"L{place}", 主叫号码=f"1890000{place:04}") for place in range(1500)]
    if by_agents:
        registered = [Call(agency=office.agency, register_no=f"RX{place}", called_on="2024-01-09",
                           route="DIRECT", origin="DESK", number_digest=digest,
                           began_at="2024-01-09T08:03:00+08:00")
                      for place, row in enumerate(rows)
                      for digest in [keyed_digest("phone", row[4])]]  # fmt: skip
        Call.objects.bulk_create(registered)
    run = confirmed(office, csv_of(rows))
    run = ImportRun.objects.get(pk=run.pk)
    with CaptureQueriesContext(connection) as asked:
        run = import_run(run=run, **NOW)
    counts = run.result["counts"]
    assert counts["joined" if by_agents else "made"] == 1500, counts
    statements = [each["sql"] for each in asked.captured_queries]
    # From here on others wait.
    held = statements[[each[:9] for each in statements].index("SAVEPOINT") :]
    assert len(held) < 30, len(held)
    assert Call.objects.exclude(outside_no="").count() == 1500


def test_progress_never_goes_back(office):
    rows = [call_row(f"P{place}", 主叫号码=f"1880000{place:04}") for place in range(4500)]
    run = ImportRun.objects.get(pk=confirmed(office, csv_of(rows)).pk)
    with CaptureQueriesContext(connection) as asked:
        import_run(run=run, **NOW)
    told = [found for each in asked.captured_queries
            for found in re.findall(r'SET "progress" = (\d+) WHERE', each["sql"])]  # fmt: skip
    percents = [int(each) for each in told]
    assert len(percents) > 3 and percents == sorted(percents), percents
