import pytest

from audit.racing import race, shared_database
from fund_services.centre import file_rent, make_centre

__all__ = ["race", "shared_database"]


@pytest.fixture
def centre(db, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return make_centre()


@pytest.fixture
def filed(centre):
    return file_rent(centre)
