"""Lets the tests of this folder race real connections."""

from audit.racing import race as race
from audit.racing import shared_database as shared_database
