"""The measurement of searches works and can fail; how fast anything is, no test asks."""

import pytest
from bench.searching import measured

from gongkai.search.finding import find
from gongkai.search.reading import forget_index
from gongkai.search.shelves import forget_counts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep the index in a folder of the test's own."""
    settings.GONGKAI_INDEX = tmp_path / "index"
    settings.ALLOWED_HOSTS = ["testserver"]
    yield
    forget_index()
    forget_counts()


def results_of(number):
    return {result.what.partition(",")[0]: result for result in measured("SQLite", number, 3)}


def test_everything_is_measured_and_found():
    found = results_of(80)
    missed = next(one for what, one in found.items() if what.startswith("Not found of"))
    assert missed.found == (0,) and missed.met
    assert found["Found though the word is not there"].met
    assert found["Recall of two-character words against a scan"].text == "1.000"
    assert len([what for what in found if what.startswith("Search ")]) == 7


def test_what_is_not_found_is_told(monkeypatch):
    def blind(asked, at, **where):
        return find(asked, at, **where) if len(asked.words[0]) != 2 else find(asked, at, limit=0)

    monkeypatch.setattr("bench.searching.find", blind)
    found = results_of(80)
    missed = next(one for what, one in found.items() if what.startswith("Not found of"))
    assert not missed.met
