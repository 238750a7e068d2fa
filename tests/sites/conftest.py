"""Files of the tests' own, and an office that publishes."""

import pytest

from publications.office import office


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep what is uploaded in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path
    return tmp_path


@pytest.fixture
def place(db):
    """Return an organ with one person of each role."""
    return office()
