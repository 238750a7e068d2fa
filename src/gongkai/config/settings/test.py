"""Settings for tests: quick hashing, a folder of their own, the database that is asked for."""

import atexit
import os
import shutil
import tempfile

# Never an installation's own folder or database, whatever the shell has set.
_HOME, _OWNER = tempfile.mkdtemp(prefix="gongkai-test-"), os.getpid()
os.environ["GONGKAI_HOME"] = _HOME


def _leave_nothing() -> None:
    # A process that was forked from this one leaves the folder to it.
    if os.getpid() == _OWNER:
        shutil.rmtree(_HOME, ignore_errors=True)


atexit.register(_leave_nothing)
os.environ["DATABASE_URL"] = os.environ.get("GONGKAI_TEST_DATABASE", "sqlite://:memory:")
os.environ["REDIS_URL"] = ""

from gongkai.config.settings.base import *  # noqa: E402, F403
from gongkai.config.settings.base import DATABASES, STATIC_ROOT  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if "init_command" in DATABASES["default"].get("OPTIONS", {}):
    # Rows that nobody asked to be ordered come the other way round, so that whoever relies on
    # their order is found here and not only where PostgreSQL happens to answer otherwise.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA reverse_unordered_selects=ON;"
AXES_ENABLED = False
GONGKAI_INSPECT_OUTWARD = False
# An installation has this folder from set-up on.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
