"""The measurement of the hotline works and can fail; how fast anything is, no test asks."""

import pytest
from bench.hotline import DuckWall, FiguresDiffer, measured
from bench.hotline_records import TABLES, make_hotline
from bench.loading import fill_sqlite
from bench.timing import Comparison, Fact, Limit
from django.db import connection

from gongkai.hotline.models import Call, Ticket


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hotline")
    rows = make_hotline(
        folder / "hotline.duckdb", 0.002,
        {"GONGKAI_HOME": str(folder), "DATABASE_URL": "sqlite://:memory:",
         "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base"},
    )  # fmt: skip
    assert rows == {"calls": 10_000, "tickets": 2000}
    return folder / "hotline.duckdb"


@pytest.fixture
def loaded(records, db):
    connection.ensure_connection()
    fill_sqlite(records, connection.connection, TABLES)
    return DuckWall(records)


def one_of(model, **chosen):
    """Return a query of one row, whose encrypted texts nobody opens."""
    keys = model.objects.filter(**chosen).values_list("pk", flat=True)
    return model.objects.filter(pk=keys[0])


def test_the_wall_is_measured_where_both_count_the_same(loaded):
    results = measured("SQLite", loaded, 1)
    assert [type(one) for one in results] == [Comparison, Limit, Limit, Limit, Fact, Fact]


def test_a_call_too_few_is_found_before_anything_is_timed(loaded):
    one_of(Call, called_on="2025-12-31").update(called_on="2020-01-01")
    with pytest.raises(FiguresDiffer):
        measured("SQLite", loaded, 1)


def test_a_ticket_of_another_state_is_found(loaded):
    one_of(Ticket, closed_on=None).update(state="MERGED")
    with pytest.raises(FiguresDiffer):
        measured("SQLite", loaded, 1)
