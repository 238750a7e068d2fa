"""The values of 公开属性 and the marks they print: 条例第十三条, GB/T 9704-2012 第7.3.6条."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.rules.bundled import bundled_table


class UnknownAttribute(LookupError):
    """The code names no value of 公开属性 that is offered here."""


class DisclosureAttribute(StrEnum):
    """How a document may reach the public: 条例第十三条至第十六条."""

    PROACTIVE = "PROACTIVE"
    ON_REQUEST = "ON_REQUEST"
    WITHHELD = "WITHHELD"

    @property
    def label(self) -> str:
        """Return the value's official term."""
        return str(_table()["values"][self.value]["label"])

    @property
    def mark(self) -> str:
        """Return the 附注 that is printed below the date, with its round brackets."""
        return attribute_value(self.value).mark


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One value that a form may offer.

    :param mark: the printed 附注, with its round brackets
    :param counts_as: the value that holds for everything the law attaches
    :param needs_reason: whether ground and reason must be given
    """

    code: str
    label: str
    mark: str
    counts_as: DisclosureAttribute
    needs_reason: bool
    is_local: bool = False


def attribute_values(local: Iterable[str] = ()) -> tuple[AttributeValue, ...]:
    """Return the three values, then the local ones that an office has chosen.

    :param local: codes below `[local]` in data/attributes.toml
    :raises UnknownAttribute: for a local code that the data do not have
    """
    common = (_value(code, row) for code, row in _table()["values"].items())
    return (*common, *(_local(code) for code in local))


def local_codes() -> tuple[str, ...]:
    """Return the codes of all local values that an office may choose to offer."""
    return tuple(_table()["local"])


def attribute_value(code: str, local: Iterable[str] = ()) -> AttributeValue:
    """Return one value by its code.

    :raises UnknownAttribute: for a code that is not offered
    """
    offered = attribute_values(local)
    for value in offered:
        if value.code == code:
            return value
    labels = "、".join(value.label for value in offered)
    raise UnknownAttribute(f"公开属性“{code}”不是可选的值，请从{labels}中选择一项。")


def _local(code: str) -> AttributeValue:
    rows = _table()["local"]
    if code not in rows:
        known = "、".join(f"{key}（{row['label']}）" for key, row in rows.items())
        raise UnknownAttribute(f"本地公开属性“{code}”没有定义，可启用的有：{known}。")
    return _value(code, rows[code], is_local=True)


def _value(code: str, row: dict[str, Any], *, is_local: bool = False) -> AttributeValue:
    return AttributeValue(
        code=code,
        label=row["label"],
        mark=f"（{row['mark']}）",
        counts_as=DisclosureAttribute(row.get("counts_as", code)),
        needs_reason=row["needs_reason"],
        is_local=is_local,
    )


def _table() -> dict[str, Any]:
    return bundled_table("attributes.toml")
