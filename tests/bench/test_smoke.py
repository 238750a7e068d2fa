"""The measurements work and can fail; how fast anything is, no test asks."""

from pathlib import Path

import duckdb
import openpyxl
import pytest
from bench.building import CommandFailed, run_command
from bench.counting import CountsDiffer, insist_on_equal_counts, measured
from bench.ledger_import import read_with_openpyxl, write_ledger
from bench.loading import fill_sqlite
from bench.records import AVERAGE, LARGEST, SMALL, make_records
from bench.reference import DuckCounts
from bench.timing import Comparison, Fact, Limit, as_json, from_json, in_turn
from django.db import connection

from bench import page
from gongkai.hotline.models import Call

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    file = tmp_path_factory.mktemp("bench") / "records.duckdb"
    make_records(file, 0.001)
    return file


@pytest.fixture
def loaded(records, db):
    connection.ensure_connection()
    fill_sqlite(records, connection.connection)
    return DuckCounts(records)


def test_scale_gives_the_number_of_rows(tmp_path):
    rows = make_records(tmp_path / "records.duckdb", 0.002)
    big = ("casework_disclosurerequest", "hotline_call", "hotline_ticket")
    assert [rows[table] for table in big] == [2000, 10000, 2000]
    assert rows["agencies_agency"] == 100


def test_records_are_the_same_each_time(records, tmp_path):
    again = tmp_path / "again.duckdb"
    make_records(again, 0.001)
    for table in ("casework_disclosurerequest", "hotline_ticket", "casework_dispute"):
        with (
            duckdb.connect(str(records), read_only=True) as first,
            duckdb.connect(str(again)) as two,
        ):
            query = f"SELECT * FROM {table} ORDER BY id"
            assert first.execute(query).fetchall() == two.execute(query).fetchall()


def test_organs_differ_in_size_as_offices_do(tmp_path):
    file = tmp_path / "records.duckdb"
    make_records(file, 0.02)
    with duckdb.connect(str(file)) as store:
        query = "SELECT agency_id, count(*) FROM hotline_call GROUP BY 1"
        sizes = dict(store.execute(query).fetchall())
    total = sum(sizes.values())
    assert max(sizes, key=sizes.get) == LARGEST
    assert sizes[LARGEST] / total == pytest.approx(0.19, abs=0.02)
    assert sizes[AVERAGE] / total == pytest.approx(0.01, abs=0.002)
    assert sizes[SMALL] < sizes[AVERAGE]


def test_counting_is_measured_where_both_count_the_same(loaded):
    results = measured("SQLite", loaded, 1)
    kinds = [type(one) for one in results]
    assert kinds == [Fact, Comparison, Comparison, Comparison, Comparison, Fact]
    assert all(len(one.ours) == 1 for one in results if isinstance(one, Comparison))


def test_a_missing_call_is_found_before_anything_is_timed(loaded):
    Call.objects.filter(agency=LARGEST, called_on__year=2024).first().delete()
    with pytest.raises(CountsDiffer, match=r"gjj-1 calls\.total"):
        insist_on_equal_counts(loaded)


def test_ours_and_the_reference_take_turns():
    order = []
    ours, theirs = in_turn(lambda: order.append("ours"), lambda: order.append("theirs"), 3)
    assert order == ["ours", "theirs"] * 4  # one to warm up
    assert len(ours) == len(theirs) == 3


RESULTS = [
    Comparison("counting", "SQLite", "DuckDB", [0.2, 0.4, 0.3], [0.1, 0.1, 0.1], 3.0),
    Comparison("slower", "SQLite", "DuckDB", [0.4, 0.4, 0.3], [0.1, 0.1, 0.1], 3.0),
    Limit("memory", "SQLite", "MB", [100.0, 301.0], 300.0),
    Fact("queries", "SQLite", "15"),
]


def test_results_survive_the_way_between_processes():
    assert from_json(as_json(RESULTS)) == RESULTS


@pytest.mark.parametrize(
    ("result", "met"),
    [
        (Comparison("", "", "", [0.2, 0.4, 0.29], [0.1, 0.1, 0.1], 3.0), True),
        (Comparison("", "", "", [0.2, 0.4, 0.31], [0.1, 0.1, 0.1], 3.0), False),
        (Comparison("", "", "", [0.9], [0.1]), None),
        (Limit("", "", "s", [2.0, 2.9, 3.5], 3.0), True),
        (Limit("", "", "s", [2.0, 3.1, 3.5], 3.0), False),
        (Limit("", "", "MB", [100.0, 299.0], 300.0), True),
        (Limit("", "", "MB", [100.0, 200.0, 301.0], 300.0), False),
    ],
)
def test_time_is_judged_by_the_median_and_memory_by_the_highest(result, met):
    assert result.met is met


def test_the_page_keeps_what_stands_around_the_measurements(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n", encoding="utf-8")
    measured_part = page.section(RESULTS, {"Cores": "2"}, {"calls": 5_000_000})
    page.write_page(file, measured_part)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "old" not in text
    assert "| slower | SQLite | **4.00** (3.00–4.00) | ≤ 3 | **missed** |" in text
    assert "5,000,000 calls" in text and "- Cores: 2" in text


def test_a_page_without_markers_is_left_alone(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(page.MarkersMissing):
        page.write_page(file, "measured")
    assert file.read_text(encoding="utf-8") == "nothing\n"


def test_a_part_measured_alone_leaves_the_other_part(tmp_path):
    file = tmp_path / "performance.md"
    begin, end = page.READINGS
    file.write_text(f"{page.BEGIN}\nold\n{page.END}\n{begin}\nolder\n{end}\n", encoding="utf-8")
    page.write_page(file, page.readings_section(RESULTS, {"Cores": "2"}), page.READINGS)
    text = file.read_text(encoding="utf-8")
    assert "old\n" in text and "older" not in text and "| memory |" in text


def test_the_page_in_the_repository_has_its_markers():
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    for marker in (page.BEGIN, page.END, *page.READINGS):
        assert text.count(marker) == 1


def test_the_ledger_is_what_an_office_hands_in(tmp_path):
    file = tmp_path / "calls.xlsx"
    write_ledger(file, 30)
    rows = list(openpyxl.load_workbook(file)["热线来电"].values)
    assert rows[0] == ("登记号", "来电日期", "接入方式")
    assert len({row[0] for row in rows[1:]}) == 30 and rows[1][1].year == rows[30][1].year == 2025
    assert read_with_openpyxl(file) == 31


def test_a_command_notes_the_memory_and_the_processor_time_it_took(tmp_path):
    note = tmp_path / "peak"
    environment = {
        "GONGKAI_HOME": str(tmp_path),
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
    }
    done = run_command(note, [], environment)
    assert 20 < done.peak_mb < 2000
    assert done.processor_s > 0


def test_a_command_that_fails_stops_the_run(tmp_path):
    with pytest.raises(CommandFailed, match="没有“nonsense”这个命令"):
        run_command(tmp_path / "peak", ["nonsense"], {})
