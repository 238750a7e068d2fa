"""The measurement of a batch of 2,000 workers works and can fail; how fast it is, no test asks."""

import io

import openpyxl
import pytest
from bench.fund_batch import NotFiled, Office, measured
from bench.timing import Fact, Limit

from gongkai.fund_services.models import Application

pytestmark = pytest.mark.django_db


def test_a_batch_is_measured_from_the_sheet_to_the_receipt(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    results = measured("SQLite", 1)
    assert [type(one) for one in results] == [Limit, Limit, Fact]
    assert results[0].limit == 20
    assert Application.objects.get().row_count > 1_900


def test_a_batch_that_is_not_taken_in_is_not_timed(settings, tmp_path, monkeypatch):
    settings.GONGKAI_FILES = tmp_path
    monkeypatch.setattr("bench.fund_batch.batch_template", lambda *_, **__: spoilt())
    with pytest.raises(NotFiled):
        Office().filed()


def spoilt():
    """Return a workbook that holds another table."""
    from_another = openpyxl.Workbook()
    from_another.active.title = "花名册"
    held = io.BytesIO()
    from_another.save(held)
    return held.getvalue()
