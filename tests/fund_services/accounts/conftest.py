"""Races on a database that several connections share."""

from audit.racing import race as race
from audit.racing import shared_database as shared_database
