"""Asks the real settings, in a process of their own, what they make of an environment."""

import json
import os
import subprocess
import sys

# What of the shell that runs the tests could steer an installation.
_STEERING = ("GONGKAI_", "DATABASE_URL", "REDIS_URL", "DJANGO_")


def clean_environment(home, **environment: str) -> dict[str, str]:
    """Return an environment in which nothing but what is given steers an installation."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_STEERING)}
    return {**clean, "GONGKAI_HOME": str(home), **environment}


def run_python(code: str, home, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code under the settings of an installation in `home`."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean_environment(
            home, DJANGO_SETTINGS_MODULE="gongkai.config.settings.base", **environment
        ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def settings_under(home, *names: str, **environment: str) -> dict[str, object]:
    """Return settings by name, as JSON keeps them."""
    code = (
        "import json; from django.conf import settings\n"
        f"print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}, default=str))"
    )
    done = run_python(code, home, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
