"""An office that asks the public; what comes at once is raced on real connections."""

import pytest

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from participation.asked import place


@pytest.fixture
def where(db):
    """Return an organ, who drafts and who releases."""
    return place()
