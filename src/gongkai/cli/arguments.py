"""Arguments of the command line, refused in Chinese and in one line."""

import argparse
from datetime import date
from typing import Any, NoReturn

from gongkai.cli.outcome import Refused

_WORDS = (
    ("the following arguments are required:", "缺少参数"),
    ("unrecognized arguments:", "不认识的参数"),
    ("expected one argument", "后面须写一个值"),
    ("expected at least one argument", "后面须写至少一个值"),
    ("invalid choice:", "不能选"),
    ("choose from", "可选"),
    ("ignored explicit argument", "后面不能写值"),
    ("argument ", "参数 "),
)


class _ChineseHelp(argparse.HelpFormatter):
    """Help with a Chinese heading before the usage."""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that tells help and errors in Chinese and leaves no usage text behind an error."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **settings, formatter_class=_ChineseHelp, add_help=False, allow_abbrev=False
        )
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments.

        :raises Refused: always
        """
        for english, chinese in _WORDS:
            message = message.replace(english, chinese)
        raise Refused(f"{message}。用法见：{self.prog} --help")


def day(text: str) -> date:
    """Return the day that an argument names as YYYY-MM-DD."""
    try:
        named = date.fromisoformat(text)
    except ValueError:
        named = None
    # Python also reads 20250120 and 2025-W04-1; no clerk means those.
    if named is None or named.isoformat() != text:
        raise argparse.ArgumentTypeError(f"日期“{text}”无法识别，请写成 2025-01-20 的形式")
    return named


def year(text: str) -> int:
    """Return the year that an argument names in four digits."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"年度“{text}”无法识别，请写四位数字，例如 2023")
    return int(text)


def whole_number(text: str) -> int:
    """Return the whole number that an argument names."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是整数，请填写整数") from error
