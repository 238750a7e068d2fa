"""The settings as an installation imports them: secure mode, database and cache by environment."""

import os

import pytest

from config.settings_probe import run_python, settings_under

_CACHE = """
import django; django.setup()
from django.core.cache import cache
cache.set("住房", {"公积金": [1, 2]}, timeout=60)
assert cache.get("住房") == {"公积金": [1, 2]}
cache.delete("住房")
assert cache.get("住房") is None
print(type(cache._cache).__name__, cache._cache.get_client().ping())
"""


def test_without_anything_set_all_stands_in_the_home_folder(tmp_path):
    found = settings_under(
        tmp_path,
        "DATABASES", "CACHES", "STATIC_ROOT", "MEDIA_ROOT", "GONGKAI_FILES", "GONGKAI_FONTS",
        "ALLOWED_HOSTS", "DEBUG", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
        "GONGKAI_FIELD_CIPHER",
    )  # fmt: skip
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "gongkai.sqlite3")
    assert found["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")
    folders = ("STATIC_ROOT", "MEDIA_ROOT", "GONGKAI_FILES", "GONGKAI_FONTS")
    assert [found[name] for name in folders] == [
        str(tmp_path / name) for name in ("static", "media", "files", "fonts")
    ]
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert (found["DEBUG"], found["SESSION_COOKIE_SECURE"]) == (False, False)
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["GONGKAI_FIELD_CIPHER"] == "aes"


def test_secure_mode_seals_cookies_and_trusts_the_proxy(tmp_path):
    found = settings_under(
        tmp_path,
        "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
        "SECURE_PROXY_SSL_HEADER", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS",
        GONGKAI_SECURE="1",
        GONGKAI_HOSTS="gk.example.gov.cn",
        GONGKAI_ORIGINS="https://gk.example.gov.cn",
    )  # fmt: skip
    assert found == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLOWED_HOSTS": ["gk.example.gov.cn"],
        "CSRF_TRUSTED_ORIGINS": ["https://gk.example.gov.cn"],
    }


def test_deployment_check_has_nothing_to_say_in_secure_mode(tmp_path):
    code = (
        "import sys; from django.core.management import execute_from_command_line as run\n"
        "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )
    done = run_python(code, tmp_path, GONGKAI_SECURE="1")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout or "没有发现问题" in done.stdout


def test_database_and_cache_follow_their_addresses(tmp_path):
    found = settings_under(
        tmp_path,
        "DATABASES", "CACHES",
        DATABASE_URL="postgresql://gk:x@db.internal/gongkai",
        REDIS_URL="redis://cache.internal:6379/1",
    )  # fmt: skip
    default = found["DATABASES"]["default"]
    assert (default["ENGINE"], default["HOST"]) == ("django.db.backends.postgresql", "db.internal")
    assert "OPTIONS" not in default
    assert found["CACHES"]["default"] == {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://cache.internal:6379/1",
    }


@pytest.mark.parametrize("variable", ["DATABASE_URL", "REDIS_URL", "GONGKAI_HOSTS"])
def test_variable_set_to_nothing_is_as_not_set(tmp_path, variable):
    names = ("DATABASES", "CACHES", "ALLOWED_HOSTS")
    assert settings_under(tmp_path, *names, **{variable: ""}) == settings_under(tmp_path, *names)


@pytest.mark.redis
def test_cache_round_trip_through_redis(tmp_path):
    done = run_python(_CACHE, tmp_path, REDIS_URL=os.environ["GONGKAI_TEST_REDIS"])
    assert done.returncode == 0, done.stderr
    assert done.stdout == "RedisCacheClient True\n"
