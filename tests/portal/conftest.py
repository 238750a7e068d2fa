"""A site with one published year."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings

from portal.office import office, published_report
from portal.page_types import whole_site

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


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return name and address of one page of every type, made once for a module that walks them."""
    with (
        django_db_blocker.unblock(),
        override_settings(GONGKAI_FILES=tmp_path_factory.mktemp("files")),
    ):
        try:
            yield whole_site()
        finally:
            call_command("flush", verbosity=0, interactive=False)
