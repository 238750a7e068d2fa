"""`gongkai setup`: makes or upgrades the installation in this folder; repeatable."""

import argparse
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from gongkai.cli.commands.index import build_index
from gongkai.cli.records import upgrade
from gongkai.search.following import follow_once, stop_following
from gongkai.search.standing import index_standing


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(options: argparse.Namespace) -> int:
    """Set up and return 0."""
    set_up()
    index_what_is_there()
    print(f"系统已就绪：{settings.HOME}")
    return 0


def set_up() -> None:
    """Bring folders, database and static files up to date, saying what takes long."""
    for folder in (settings.HOME, settings.GONGKAI_FILES, settings.MEDIA_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    say("检查数据库……")
    steps = upgrade()
    if steps:
        say(f"数据库已升级（{steps}步，{time.monotonic() - began:.0f}秒）")
    if _static_files_are_old():
        say("整理页面文件……")
        call_command("collectstatic", verbosity=0, interactive=False)


def index_what_is_there() -> None:
    """Build this node's search index where it is missing, else take over what it is behind."""
    standing = index_standing()
    if standing.rebuild is not None:
        return
    if standing.fault:
        say("建立检索索引……")
        build_index()
        return
    while follow_once(timezone.now()):
        continue
    stop_following()


def say(text: str) -> None:
    """Show progress on stderr, so that stdout holds results only."""
    print(text, file=sys.stderr, flush=True)


def _static_files_are_old() -> bool:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    sources = (path for path in Path(settings.PACKAGE).rglob("static/**/*") if path.is_file())
    newest = max((path.stat().st_mtime for path in sources), default=0.0)
    return manifest.stat().st_mtime < newest
