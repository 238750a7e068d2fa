"""A site with one published year."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from portal.office import office, published_report

# WhiteNoise warns of a folder that only collectstatic makes.
Path(settings.STATIC_ROOT).mkdir(exist_ok=True)


@pytest.fixture(autouse=True)
def nobody_came_before():
    """Forget how often the test's address has searched."""
    cache.clear()


@pytest.fixture
def organ(db):
    """Return the site's organ with the records of a small year."""
    return office(
        name="某某市住房公积金管理中心", is_default=True, postcode="100000", email="gjj@example.cn"
    )


@pytest.fixture
def report(organ):
    """Return its published report."""
    return published_report(organ)
