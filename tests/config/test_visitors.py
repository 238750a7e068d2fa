"""A visitor's address is what our own proxies saw, never what he claims."""

import pytest
from django.test import RequestFactory

from gongkai.config.visitors import address_of

CASES = [
    (0, "9.9.9.9", "10.0.0.1"),
    (0, "", "10.0.0.1"),
    (1, "1.2.3.4", "1.2.3.4"),
    (1, "9.9.9.9, 1.2.3.4", "1.2.3.4"),
    (2, "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
    (2, "1.2.3.4", "10.0.0.1"),
    (1, "", "10.0.0.1"),
    (1, "1.2.3.4, ", "10.0.0.1"),
]


@pytest.mark.parametrize(("proxies", "forwarded", "address"), CASES)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **headers)
    assert address_of(request) == address
