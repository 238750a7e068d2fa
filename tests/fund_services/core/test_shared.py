"""How the system stands is one thing for all nodes: in memory, and in Redis."""

import os

import pytest
from django.core.cache import cache

from gongkai.fund_services.core.breaking import Standing
from gongkai.fund_services.core.shared import SharedStanding

_LOCAL = "django.core.cache.backends.locmem.LocMemCache"
_REDIS = "django.core.cache.backends.redis.RedisCache"
BASE = "http://127.0.0.1:9/core"


@pytest.fixture(params=[_LOCAL, pytest.param(_REDIS, marks=pytest.mark.redis)])
def nodes(request, settings):
    """Return what two nodes remember."""
    place = {"LOCATION": os.environ["GONGKAI_TEST_REDIS"]} if request.param == _REDIS else {}
    settings.CACHES = {"default": {"BACKEND": request.param, **place}}
    cache.clear()
    yield SharedStanding(BASE), SharedStanding(BASE)
    cache.clear()


def test_what_one_node_writes_the_other_reads(nodes):
    first, second = nodes
    assert second.read() == Standing()
    shut = Standing(failures=5, failing_since=1.5, shut_until=1_700_000_000.25, rest=40.0)
    first.write(shut)
    assert second.read() == shut
    assert SharedStanding("http://127.0.0.1:9/other").read() == Standing()
    second.write(Standing())
    assert first.read() == Standing()


def test_one_node_probes_at_a_time(nodes):
    first, second = nodes
    assert first.claim_probe() is True
    assert (second.claim_probe(), first.claim_probe()) == (False, False)
    second.end_probe()
    assert second.claim_probe() is True


def test_what_somebody_else_left_there_is_no_standing(nodes):
    first, _second = nodes
    cache.set(first._key, "5", 60)
    assert first.read() == Standing()
