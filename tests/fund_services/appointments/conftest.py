"""A centre that is booked; what comes at once is raced on real connections."""

import pytest

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from fund_services.appointments.office import centre


@pytest.fixture
def place(db):
    """Return a centre with counters, plans and people."""
    return centre()
