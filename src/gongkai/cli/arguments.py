"""Arguments of the command line, refused in Chinese and in one line."""

import argparse
from datetime import date
from typing import NoReturn

from gongkai.cli.outcome import Refused

_WORDS = (
    ("the following arguments are required:", "缺少参数"),
    ("unrecognized arguments:", "不认识的参数"),
    ("expected one argument", "后面须写一个值"),
    ("expected at least one argument", "后面须写至少一个值"),
    ("invalid choice:", "不能选"),
    ("choose from", "可选"),
    ("ambiguous option:", "参数不明确"),
    ("argument ", "参数 "),
)


class Parser(argparse.ArgumentParser):
    """A parser that tells its errors in Chinese and leaves no usage text behind them."""

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
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"日期“{text}”无法识别，请写成 2025-01-20 的形式"
        ) from error


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
