"""An installation that is set up once for a whole run, and copied wherever one is needed."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from config.settings_probe import clean_environment


class SetUp(NamedTuple):
    """An installation after `gongkai setup` on nothing, with what the command said."""

    home: Path
    code: int
    stdout: str
    stderr: str

    def copied_to(self, home):
        """Put a copy into a folder, as if the command had been run there."""
        assert self.code == 0, self.stderr
        shutil.copytree(
            self.home, home, ignore=shutil.ignore_patterns("static"), dirs_exist_ok=True
        )
        # Collected files are replaced, never written into, so that all may hold the same.
        shutil.copytree(self.home / "static", home / "static", copy_function=os.link)
        return home


def set_up_once(folder):
    """Set up an installation in a folder that all processes of the run share, the first of them.

    Its tables come from nothing by every migration, which takes far longer than all else.
    """
    home, told = folder / "set-up", folder / "set-up.json"
    with open(folder / "set-up.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            done = subprocess.run(
                [sys.executable, "-m", "gongkai.cli.main", "setup"],
                env=clean_environment(home), capture_output=True, text=True, timeout=600,
                check=False,
            )  # fmt: skip
            told.write_text(json.dumps([done.returncode, done.stdout, done.stderr]))
    return SetUp(home, *json.loads(told.read_text()))
