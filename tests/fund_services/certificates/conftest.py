import pytest

from audit.racing import race, shared_database
from fund_services.certificates.issuing_office import file_seal, make_office

__all__ = ["race", "shared_database"]


@pytest.fixture
def sealing(settings, tmp_path):
    """Keep files where no other test looks, and seal with a key of its own."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = file_seal()


@pytest.fixture
def office(db, sealing, on, at):
    return make_office(on, at)
