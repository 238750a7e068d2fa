"""A PostgreSQL of the test's own, which can be stopped without others noticing."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BEGUN = """. scripts/services.sh
start_postgresql
[ -z "${PGTMP:-}" ] || printf '%s\\n%s\\n' "$GONGKAI_TEST_POSTGRESQL" "$PGTMP"
"""
_TOLD = """. scripts/services.sh
PGTMP=$1; PGBIN=$(pg_folder)
[ -n "$PGBIN" ] || PGBIN=$(dirname "$(command -v pg_ctl)")
"""


class Server:
    """A server in a folder of its own, started and stopped as scripts/services.sh does."""

    def __init__(self) -> None:
        """Start it; `address` is "" where PostgreSQL is not installed."""
        told = _shell(f"set -e\n{_BEGUN}").splitlines()
        self.address, self._folder = told if len(told) == 2 else ("", "")

    def stop(self) -> None:
        """Stop it as a crash would."""
        _shell(f"{_TOLD}halt_postgresql", self._folder)

    def start(self) -> None:
        """Start it again on what it held."""
        _shell(f"set -e\n{_TOLD}run_postgresql", self._folder)

    def remove(self) -> None:
        """Stop it for good and take its folder away."""
        if self._folder:
            _shell(f"{_TOLD}stop_services", self._folder)


def _shell(script: str, *arguments: str) -> str:
    # Into a file: the server keeps a pipe open that it was given.
    done = subprocess.run(
        ["sh", "-c", script, "sh", *arguments], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, timeout=180, check=True,
    )  # fmt: skip
    return done.stdout
