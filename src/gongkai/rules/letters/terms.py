"""What an officer decides in a letter, typed into its form: cleaned, or refused by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.rules.letters.fields import Field
from gongkai.rules.letters.kinds import LetterKind
from gongkai.rules.letters.wordings import wording

METHODS: Mapping[str, str] = {"BY_ITEM": "按件", "BY_PAGE": "按量"}
UNITS: Mapping[str, str] = {"BY_ITEM": "件", "BY_PAGE": "页"}
LONGEST_TERM = 3000
"""The most characters of one term."""

# What every letter may hold beside the terms of its fields: the remedy an office chose where the
# law leaves it open, and the joined cases that the same reply closes.
_REPLY_TERMS = ("remedy", "closes")


class TermsRefused(ValueError):
    """What was typed into a letter's form cannot stand; the message names field and remedy."""


def cleaned_terms(
    kind: LetterKind, outcome: str, terms: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """Return the terms of a letter as they are kept; empty ones are left out.

    :param on: the day of drafting, before which no limit can end
    :raises TermsRefused: naming the field whose value cannot stand
    """
    asks = {field.term: field for field in wording(kind, outcome).asks}
    cleaned: dict[str, Any] = {}
    for key, value in terms.items():
        if kind is LetterKind.REPLY and key in _REPLY_TERMS:
            cleaned[key] = value
        elif key not in asks:
            raise TermsRefused(f"“{kind.label}”没有“{key}”这一事项，请从页面重新填写。")
        elif str(value if value is not None else "").strip():
            cleaned[key] = _cleaned(asks[key], str(value).strip(), on)
    return {key: value for key, value in cleaned.items() if value}


def _cleaned(field: Field, value: str, on: date) -> str:
    if len(value) > LONGEST_TERM:
        raise TermsRefused(
            f"{field.label}：{len(value)}字，超过{LONGEST_TERM}字，请删减，或作为附件提供。"
        )
    if field.input == "date":
        return _day(field, value, on).isoformat()
    if field.input == "number":
        if not (value.isascii() and value.isdigit()) or not 0 < int(value) <= 1_000_000:
            raise TermsRefused(f"{field.label}：“{value}”不是大于0的整数，请填写实际数量。")
        return str(int(value))
    if field.input == "method" and value not in METHODS:
        told = "或者".join(METHODS.values())
        raise TermsRefused(f"{field.label}：只能选择{told}，二者只取其一。")
    return value.replace("\r\n", "\n")


def _day(field: Field, value: str, on: date) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise TermsRefused(
            f"{field.label}：“{value}”不是日期，请按 2026-03-20 的形式填写。"
        ) from None
    if day <= on:
        raise TermsRefused(f"{field.label}：{value} 不晚于今天，请填写今天以后的日期。")
    return day
