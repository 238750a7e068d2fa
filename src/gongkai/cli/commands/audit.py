"""`gongkai audit verify`: whether the chained trail is whole."""

import argparse

from gongkai.audit.queries import broken_links
from gongkai.cli.arguments import Parser
from gongkai.cli.records import insist_on_current_database


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", choices=["verify"], metavar="操作", help="verify 核验审计链")


def run(options: argparse.Namespace) -> int:
    """Print what is broken; return 0 if nothing is, else 1."""
    insist_on_current_database()
    faults = broken_links()
    for fault in faults:
        print(fault)
    if not faults:
        print("审计记录完整，未发现改动。")
    return 1 if faults else 0
