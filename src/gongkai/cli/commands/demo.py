"""`gongkai demo`: the demonstration year, its report, and a server to look at both."""

import argparse
import time
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone
from tqdm import tqdm

from gongkai.cli.arguments import whole_number
from gongkai.cli.commands.serve import insist_on_free_port, serve
from gongkai.cli.commands.setup import index_what_is_there, say, set_up
from gongkai.cli.demonstration.load import load_demonstration


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=whole_number, default=8000, help="端口，默认 8000")
    parser.add_argument("--no-serve", action="store_true", help="只装入演示数据，不启动服务")


def run(options: argparse.Namespace) -> int:
    """Load the demonstration and serve it until stopped."""
    if not options.no_serve:
        insist_on_free_port("127.0.0.1", options.port)
    began = time.monotonic()
    set_up()
    with tqdm(desc="演示数据", unit="条", ncols=78, leave=False) as bar:
        loaded = load_demonstration(
            at=timezone.now(), on=timezone.localdate(), progress=_shown_on(bar)
        )
    index_what_is_there()
    say(f"演示年度已就绪（用时{time.monotonic() - began:.0f}秒）")
    address = f"http://127.0.0.1:{options.port}"
    print(f"\n  门户      {address}/")
    print(f"  年度报告  {address}/nianbao/")
    print(f"  工作台    {address}/console/")
    for login in loaded.logins:
        print(f"    用户名 {login.username:<9} 密码 {login.password}  {login.title}")
    for code in loaded.codes:
        print(f"  申请查询  {code.register_no}  查询码 {code.query_code}  {code.title}")
    if loaded.accounts:
        print(f"  我的公积金 {address}/wode/（以手机号码登录）")
    for account in loaded.accounts:
        print(f"    手机号码 {account.username} 密码 {account.password}  {account.title}")
    if not loaded.codes:
        print("  未装入在办的公开申请（缺少本年度工作日日历，或者已有其他申请）")
    print(f"  数据目录  {settings.HOME}\n", flush=True)
    if options.no_serve:
        return 0
    print("按 Ctrl+C 停止。", flush=True)
    return serve("127.0.0.1", options.port, 2)


def _shown_on(bar: tqdm) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show
