"""Compile the message catalogues (.po) to the .mo files that gettext reads.

Usage: compile_locale.py [--check] [DIRECTORY]
"""

import argparse
import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "src" / "gongkai" / "locale"


def compiled(po: Path) -> bytes:
    """Return the .mo content of a .po file; the same input gives the same bytes."""
    return polib.pofile(str(po)).to_binary()


def stale(po: Path) -> bool:
    """Tell whether the .mo beside a .po is missing or differs from it."""
    mo = po.with_suffix(".mo")
    return not mo.is_file() or mo.read_bytes() != compiled(po)


def main(arguments: list[str] | None = None) -> int:
    """Write the stale .mo files, or with --check only name them; return the exit code."""
    parser = argparse.ArgumentParser(description="把翻译目录 .po 编译为 .mo")
    parser.add_argument("directory", nargs="?", type=Path, default=LOCALE, help="翻译目录")
    parser.add_argument(
        "--check", action="store_true", help="只检查：.mo 与 .po 不一致时退出码为 1"
    )
    options = parser.parse_args(arguments)
    catalogues = sorted(options.directory.glob("*/LC_MESSAGES/*.po"))
    if not catalogues:
        print(f"{options.directory} 中没有 .po 文件；请检查目录。", file=sys.stderr)
        return 1
    out_of_date = [po for po in catalogues if stale(po)]
    for po in out_of_date:
        if options.check:
            print(
                f"{po.with_suffix('.mo')} 与 {po.name} 不一致；请运行 scripts/compile_locale.py。",
                file=sys.stderr,
            )
        else:
            po.with_suffix(".mo").write_bytes(compiled(po))
            print(po.with_suffix(".mo"))
    return int(options.check and bool(out_of_date))


if __name__ == "__main__":
    sys.exit(main())
