"""Two devices at once: one draft, one application, one number, on databases of both kinds."""

import pytest

from fund_services.centre import make_centre
from fund_services.filing.forms import begun, filled, submitted
from gongkai.fund_services.models import (
    Application,
    ApplicationDraft,
    ApplicationFile,
    ReceiptSeries,
)
from gongkai.fund_services.operations.applications.drafting import save_step
from gongkai.fund_services.operations.applications.submitting import DraftChanged
from gongkai.fund_services.queries.applications.drafts import content_now

pytestmark = pytest.mark.postgresql


@pytest.fixture
def centre(race, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return make_centre()


def test_a_form_sent_from_two_windows_at_once_is_filed_once(centre, race):
    draft = filled(centre)
    seen = content_now(draft).digest()
    results = race(*[lambda: submitted(centre, draft, seen=seen)] * 4)
    filed = [each for each in results if not isinstance(each, Exception)]
    # Who comes after it was filed finds no draft; all others get the same receipt.
    assert all(isinstance(each, DraftChanged) for each in results if each not in filed)
    assert len({each.application.receipt_no for each in filed}) == 1
    assert len({each.code for each in filed}) == 1
    assert Application.objects.count() == 1 and ApplicationFile.objects.count() == 1
    assert ReceiptSeries.objects.get().last == 1


def test_two_drafts_begun_at_once_are_one(centre, race):
    results = race(*[lambda: begun(centre).pk] * 3)
    assert len(set(results)) == 1, results
    assert ApplicationDraft.objects.count() == 1


def test_two_steps_saved_at_once_are_both_kept(centre, race):
    draft = begun(centre)
    steps = [{"home_address": "某某市某某路8号"}, {"amount": "100"}, {"bank": "某某银行"}]

    def save(values):
        return lambda: save_step(draft=draft, values=values, at=centre.at)

    results = race(*map(save, steps))
    assert not [each for each in results if isinstance(each, Exception)], results
    kept = content_now(draft).values
    assert all(kept.items() >= values.items() for values in steps)
