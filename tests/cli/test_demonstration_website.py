"""The demonstration's website: set up once, every page of it there for the public."""

from pathlib import Path

import pytest

from gongkai.cli.demonstration.people import (
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
)
from gongkai.cli.demonstration.platforms import columns
from gongkai.cli.demonstration.website import set_up_website
from gongkai.publications.operations import add_columns
from gongkai.sites.queries.hosts import site_of_agency
from gongkai.sites.queries.public_pages import public_pages
from gongkai.sites.queries.topics import topics_of_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(settings, tmp_path, on, at):
    """Return the demonstration's centre with its website, and the files that were kept for it."""
    settings.HOME, settings.GONGKAI_FILES = tmp_path, tmp_path / "files"
    agency = demonstration_agency()
    demonstration_logins(agency, tmp_path)
    add_columns(agency=agency, names=columns())
    written: list[Path] = []
    people = demonstration_officers(agency)
    set_up_website(agency, people, on=on, at=at, written=written)
    again: list[Path] = []
    set_up_website(agency, people, on=on, at=at, written=again)
    assert again == []
    return agency, written


def test_the_website_is_set_up_once_with_its_files(centre):
    agency, written = centre
    site = site_of_agency(agency)
    assert (site.version, site.hosts) == (1, ())
    assert site.content.picture(site.content.map_picture).alt_text.startswith("位置示意图")
    assert len(written) == 2
    assert all(path.is_file() for path in written)
    assert topics_of_year(agency, 2024) == (1, 1)


def test_every_page_of_it_is_there(centre, client):
    agency, _written = centre
    for page in public_pages(agency):
        shown = client.get(page.path)
        assert shown.status_code == 200
        assert "演示" in shown.content.decode()
    home = client.get("/").content.decode()
    assert "住房公积金提取办事专题（演示）" in home
    for entry in site_of_agency(agency).content.quick:
        assert client.get(entry.target).status_code == 200
    picture = site_of_agency(agency).content.map_picture
    assert client.get(f"/wangzhan/{picture}.png").status_code == 200
