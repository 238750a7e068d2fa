"""`gongkai publish`: what is due to go out or to be taken away; the service keeps at it."""

import argparse
import logging
import signal
import sys
import threading
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from gongkai.cli.records import insist_on_current_database
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.hotline.operations.outside.exchanging import exchange_due
from gongkai.messages.operations.carrying import carry_due
from gongkai.publications.operations.distribution.accounts import template_sender_of
from gongkai.publications.operations.distribution.delivering import deliver_due
from gongkai.publications.operations.publishing import expire_due, publish_due

_EVERY = 20
"""Seconds between two looks."""
_log = logging.getLogger(__name__)


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--watch", action="store_true", help=f"持续运行，每{_EVERY}秒查看一次")
    parser.add_argument("--quiet", action="store_true", help="没有到期的信息时不输出")


def run(options: argparse.Namespace) -> int:
    """Publish, take away, deliver, send and exchange what is due; a second run adds none."""
    insist_on_current_database()
    if options.watch:
        return _watch()
    _tell(_work(timezone.now()), quiet=options.quiet)
    return 0


def _work(at: datetime) -> tuple[int, ...]:
    on = timezone.localdate(at)
    return (
        publish_due(on=on, at=at),
        expire_due(on=on, at=at),
        deliver_due(at=at),
        carry_due(at=at, sender_of=template_sender_of),
        exchange_due(seconds=settings.GONGKAI_OUTLET_SECONDS, on=on, at=at),
        exchange_with_core(on=on, at=at),
    )


def _watch() -> int:
    stopped = threading.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stopped.set())
    while not stopped.is_set():
        close_old_connections()
        try:
            _tell(_work(timezone.now()), quiet=True)
        except DatabaseError:
            # The database may be away for a while: what is due waits for it.
            _log.exception("Looking for what is due failed; it is tried again.")
        stopped.wait(_EVERY)
    return 0


def _tell(done: tuple[int, ...], *, quiet: bool) -> None:
    published, expired, delivered, sent, exchanged, handled = done
    if any(done) or not quiet:
        told = f"已发布{published}条，到期撤下{expired}条，推送{delivered}次"
        told += f"，处理消息{sent}条" if sent else ""
        told += f"，与12345平台交换{exchanged}条" if exchanged else ""
        told += f"，与业务系统交换{handled}件" if handled else ""
        print(f"{told}。")
        sys.stdout.flush()
