"""Single values of a form's table, each with the place where it stands for whoever wrote it."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_]{0,39}")
_MOST_CHOICES = 60


class FormFaulty(ValueError):
    """The table defines no form; the message names the place and the remedy, in Chinese."""


def text(
    row: Mapping[str, Any], key: str, where: str, *, most: int = 100, default: str | None = None
) -> str:
    """Return a text of at most so many characters; without a default it has to be there.

    :raises FormFaulty: otherwise
    """
    value = row.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise FormFaulty(f"{where}缺少 {key}，请填写文字。")
    if len(value) > most:
        raise FormFaulty(f"{where}的 {key} 有{len(value)}个字，请缩短到{most}字以内。")
    return value.strip()


def texts(
    row: Mapping[str, Any], key: str, where: str, default: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return a list of texts.

    :raises FormFaulty: otherwise
    """
    value = row.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise FormFaulty(f'{where}的 {key} 应为文字的列表，例如 ["a", "b"]。')
    return tuple(value)


def name_of(row: Mapping[str, Any], where: str) -> str:
    """Return the name of a field, material or column.

    :raises FormFaulty: unless it is small letters, digits and underscores
    """
    value = row.get("name", "")
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise FormFaulty(f"{where}的 name“{value}”应为小写字母开头的字母、数字和下划线。")
    return value


def flag(row: Mapping[str, Any], key: str, where: str, *, default: bool) -> bool:
    """Return yes or no.

    :raises FormFaulty: otherwise
    """
    value = row.get(key, default)
    if not isinstance(value, bool):
        raise FormFaulty(f"{where}的 {key} 应为 true 或者 false。")
    return value


def whole(
    row: Mapping[str, Any], key: str, where: str, *, default: int, least: int = 0, most: int
) -> int:
    """Return a whole number within limits.

    :raises FormFaulty: otherwise
    """
    value = row.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise FormFaulty(f"{where}的 {key} 应为{least}至{most}的整数。")
    return value


def amount(row: Mapping[str, Any], key: str, where: str) -> Decimal | None:
    """Return a number, written as one or as text so that no digit is lost; None without one.

    :raises FormFaulty: otherwise
    """
    value = row.get(key)
    if value is None:
        return None
    try:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise InvalidOperation
        number = Decimal(value)
    except InvalidOperation as error:
        raise FormFaulty(f'{where}的 {key} 应为整数，或者引号内的数字，例如 "0.01"。') from error
    if not number.is_finite():
        raise FormFaulty(f"{where}的 {key} 应为有限的数字。")
    return number


def member(row: Mapping[str, Any], key: str, kinds: type[E], where: str) -> E:
    """Return one of some codes.

    :raises FormFaulty: otherwise, naming them
    """
    value = row.get(key, "")
    try:
        return kinds(value)
    except ValueError as error:
        known = "、".join(each.value for each in kinds)
        raise FormFaulty(f"{where}的 {key}“{value}”不认识，可用的有：{known}。") from error


def choices(row: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    """Return codes and labels, in the order of the table.

    :raises FormFaulty: otherwise
    """
    value = row.get("choices", [])
    pairs = value if isinstance(value, list) else None
    if pairs is None or len(pairs) > _MOST_CHOICES:
        raise FormFaulty(f'{where}的 choices 应为列表，例如 [["A", "甲"], ["B", "乙"]]。')
    found: list[tuple[str, str]] = []
    for pair in pairs:
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or not all(isinstance(each, str) and each.strip() for each in pair)
            or not _CODE.fullmatch(pair[0])
        ):
            raise FormFaulty(f'{where}的每个选项应为 ["代码", "名称"]，代码用大写字母和数字。')
        found.append((pair[0], pair[1].strip()))
    if len(dict(found)) != len(found):
        raise FormFaulty(f"{where}的选项代码重复，请核对。")
    return tuple(found)
