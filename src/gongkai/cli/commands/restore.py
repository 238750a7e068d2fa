"""`gongkai restore`: puts a backup in place, once it is proven whole."""

import argparse
from pathlib import Path

from gongkai.audit.queries import broken_links
from gongkai.cli.archive import read_backup
from gongkai.cli.arguments import Parser
from gongkai.cli.records import upgrade
from gongkai.search.generations import drop_index


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份文件")
    parser.add_argument("--replace", action="store_true", help="替换本系统中已有的数据")


def run(options: argparse.Namespace) -> int:
    """Restore and return 0; 1 if the restored trail is broken."""
    manifest = read_backup(options.file, replace=options.replace)
    upgrade()
    # It is of other records; who follows builds another.
    drop_index()
    print(f"已恢复 {manifest['made_at']} 的备份。")
    faults = broken_links()
    for fault in faults:
        print(fault)
    return 1 if faults else 0
