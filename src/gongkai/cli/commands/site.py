"""`gongkai site`: makes all public pages anew as files, exports them, tells how they stand."""

import argparse
import os
import sys
import time
from functools import partial
from pathlib import Path

from django.utils import timezone
from tqdm import tqdm

from gongkai.cli.arguments import Parser, whole_number
from gongkai.cli.outcome import Refused
from gongkai.cli.records import insist_on_current_database
from gongkai.static_site.building import BuildFailed, BuildUnderWay, build
from gongkai.static_site.exporting import ExportRefused, export
from gongkai.static_site.generations import current, discard_next
from gongkai.static_site.hosts import KeptSite, kept_sites
from gongkai.static_site.keeping import Keeper, standings
from gongkai.static_site.working import WorkerLost


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what", choices=["build", "status"], metavar="操作", help="build 生成或导出；status 查看"
    )
    parser.add_argument("--all", action="store_true", help="全部重新生成，中断后再次运行即继续")
    parser.add_argument("--export", metavar="文件夹或.zip", help="导出为可离线打开的文件夹或ZIP")
    parser.add_argument("--agency", default="", metavar="代码", help="只处理该机关的网站")
    parser.add_argument("--processes", type=whole_number, metavar="数", help="进程数，默认每核一个")
    parser.add_argument("--anew", action="store_true", help="放弃中断的进度，从头生成")
    parser.add_argument("--stale", action="store_true", help="只生成已经过时的网站")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: argparse.Namespace) -> int:
    """Do what is asked and return 0; 1 if `status` finds files missing or behind.

    :raises Refused: if nothing is asked, or it cannot be done
    """
    insist_on_current_database()
    if options.what == "status":
        return _status()
    if bool(options.all) == bool(options.export):
        raise Refused("请写明 --all（全部生成）或者 --export 文件夹（导出），二者选一。")
    sites = [site for site in kept_sites() if options.agency in ("", site.code)]
    if not sites:
        raise Refused("没有可以生成的网站：请先用 gongkai agency add 登记机关，并核对机关代码。")
    try:
        if options.export:
            return _export(sites, options)
        return _build(sites, options)
    except (BuildFailed, BuildUnderWay, ExportRefused) as refused:
        raise Refused(str(refused), 1) from refused
    except WorkerLost as lost:
        raise Refused(f"{lost}已经生成的部分保留，再次运行即继续。", 1) from lost


def _build(sites: list[KeptSite], options: argparse.Namespace) -> int:
    behind = {each.site.code for each in standings() if each.generation is None or each.is_stale}
    for site in sites:
        if options.stale and site.code not in behind:
            continue
        if options.anew:
            discard_next(site)
        began = time.monotonic()
        with tqdm(desc=site.code, unit="页", ncols=78, leave=False, disable=options.quiet) as bar:
            built = build(
                site,
                at=timezone.now(),
                processes=options.processes or os.cpu_count() or 1,
                progress=partial(_show, bar),
            )
        if not options.quiet:
            gone_on = f"，其中{built.resumed}个是上次中断前生成的" if built.resumed else ""
            print(
                f"{site.code}：已生成{built.pages}个网页，共{built.size / 1e6:.1f} MB，"
                f"用时{time.monotonic() - began:.0f}秒{gone_on}。"
            )
    Keeper().follow_all(timezone.now())
    return 0


def _export(sites: list[KeptSite], options: argparse.Namespace) -> int:
    if len(sites) > 1:
        codes = "、".join(site.code for site in sites)
        raise Refused(f"本系统有多个网站（{codes}），请用 --agency 选择一个。")
    generation = current(sites[0])
    if generation is None:
        raise Refused("网页文件尚未生成，请先运行 gongkai site build --all。", 1)
    generation.close()
    Keeper().follow_all(timezone.now())
    number = export(sites[0], Path(options.export))
    print(f"已导出{number}个文件：{options.export}")
    return 0


def _status() -> int:
    sound = True
    for each in standings():
        if each.generation is None:
            sound = False
            print(f"{each.site.code}：尚未生成（{'、'.join(each.site.hosts)}）")
            continue
        sound = sound and not each.is_stale and not each.unread
        told = (
            "须重新生成"
            if each.is_stale
            else f"有{each.unread}处变更未跟进"
            if each.unread
            else "最新"
        )
        print(
            f"{each.site.code}：第{each.generation}代，{each.pages}个网页，"
            f"{each.size / 1e6:.1f} MB，{told}（{'、'.join(each.site.hosts)}）"
        )
    sys.stdout.flush()
    return 0 if sound else 1


def _show(bar: tqdm, done: int, known: int) -> None:
    bar.total = known
    bar.update(done - bar.n)
