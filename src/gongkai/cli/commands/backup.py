"""`gongkai backup`: one archive of everything, consistent while others go on working."""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.cli.archive import write_backup
from gongkai.cli.arguments import Parser
from gongkai.cli.records import insist_on_current_database


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份文件，例如 2025-01-20.tar.gz")
    parser.add_argument("--with-keys", action="store_true", help="把密钥一并放入备份（须严加保管）")


def run(options: argparse.Namespace) -> int:
    """Write the archive and return 0."""
    insist_on_current_database()
    size = write_backup(options.file, timezone.now(), with_keys=options.with_keys)
    print(f"已备份：{options.file}（{size / (1 << 20):.1f} MB）")
    if not options.with_keys:
        print(
            f"备份不含密钥；个人信息须凭 {settings.HOME / 'keys.toml'} 解密，请另行妥善保存该文件。"
        )
    return 0
