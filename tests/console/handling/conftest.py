import pytest

from fund_services.centre import file_rent, make_centre


@pytest.fixture
def centre(db, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return make_centre()


@pytest.fixture
def filed(centre):
    return file_rent(centre)
