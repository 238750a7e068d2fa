"""Each test keeps its files, kept pages and uploads in folders of its own."""

import shutil

import pytest

from static_site.installation import fill

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Put the installation's folders into the test's own."""
    settings.HOME = tmp_path
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.WAGTAILADMIN_BASE_URL = "http://testserver"
    settings.ALLOWED_HOSTS = ["testserver"]
    return tmp_path


@pytest.fixture(scope="session")
def installed(set_up, tmp_path_factory):
    """Return a real installation with kept pages, shared by the tests of one process."""
    home = set_up.copied_to(tmp_path_factory.mktemp("kept"))
    fill(home)
    return home
