"""`gongkai index`: how this node's search index stands, building it, following what changes."""

import argparse
import signal
import sys
import threading

from django.utils import timezone
from tqdm import tqdm

from gongkai.cli.arguments import Parser
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.search.following import follow_once
from gongkai.search.generations import IndexMissing
from gongkai.search.rebuilding import RebuildUnderway, rebuilding
from gongkai.search.standing import index_standing


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what",
        choices=["status", "rebuild", "follow"],
        metavar="操作",
        help="status 查看；rebuild 重建，期间检索照常；follow 持续更新，直到停止",
    )


def run(options: argparse.Namespace) -> int:
    """Do what was asked; `status` returns 1 where the index is missing or behind."""
    insist_on_current_database()
    return {"status": _status, "rebuild": _rebuild, "follow": _follow}[options.what]()


def build_index() -> int:
    """Build this node's index anew, showing progress on stderr; return how many entries it has.

    :raises Refused: if another process of this node is at it
    """
    done = 0
    at = timezone.now()
    try:
        with tqdm(desc="检索索引", unit="条", ncols=78, leave=False) as bar:
            for progress in rebuilding(timezone.localdate(at), at):
                bar.total = progress.total
                bar.update(progress.done - bar.n)
                done = progress.done
    except RebuildUnderway as underway:
        raise Refused(str(underway), 1) from underway
    except IndexMissing as fault:
        raise Refused(f"{fault}请检查磁盘空间和文件夹权限后重试。", 1) from fault
    return done


def _status() -> int:
    standing = index_standing()
    if standing.rebuild is not None:
        print(f"正在重建：已读取{standing.rebuild.done}条，共约{standing.rebuild.total}条。")
    if standing.fault or standing.place is None:
        print(f"{standing.fault}请运行 gongkai index rebuild。")
        return 1
    moment = timezone.localtime(standing.place.at)
    print(
        f"索引共{standing.entries}条，{standing.megabytes} MB，"
        f"更新到第{standing.place.position}号变更（{moment:%Y-%m-%d %H:%M}）。"
    )
    if standing.behind:
        print(f"有{standing.behind}项变更尚未更新到索引。")
    return 1 if standing.behind else 0


def _rebuild() -> int:
    print(f"检索索引已重建，共{build_index()}条。")
    return 0


def _follow() -> int:
    stopped = threading.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stopped.set())
    while not stopped.is_set():
        taken = follow_once(timezone.now())
        if taken:
            print(f"已更新{taken}项变更。")
            sys.stdout.flush()
        stopped.wait(0.2 if index_standing().rebuild else 1)
    return 0
