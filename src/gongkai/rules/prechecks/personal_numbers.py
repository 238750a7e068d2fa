"""Numbers by which a person is told, paid or reached: 条例第十五条."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn

from gongkai.rules.bundled import bundled_table
from gongkai.rules.identity import check_credit_code, check_resident_card
from gongkai.rules.phones import check_phone
from gongkai.rules.prechecks.digit_runs import Number, numbers, says
from gongkai.rules.prechecks.findings import Hit, Level
from gongkai.rules.prechecks.word_lists import WordLists

_PERSONAL = bundled_table("prechecks/personal.toml")
_CONTEXT = {name: tuple(words) for name, words in _PERSONAL["context"].items()}
_PREFIXES: dict[str, list[int]] = _PERSONAL["bank_card"]["prefixes"]
_PROVINCES = frozenset(bundled_table("identity.toml")["resident_card"]["provinces"])
_COUNTRY = re.compile(r"(?:\+|00)?86[ \-]?$")
_MOBILE = re.compile(r"1[3-9]\d{9}")
# As cards, identity numbers and phones are written in groups.
_CARD_SHAPES = frozenset({(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (4, 4, 4, 4, 1), (6, 13)})
_PHONE_SHAPES = frozenset({(3, 4, 4), (3, 8), (4, 3, 4), (3, 3, 5), (5, 6), (7, 4)})
_REMOVE = "删去，或只保留前3位和后2位，其余用*代替"


def personal_numbers(text: str, words: WordLists, on: date) -> Iterator[Hit]:
    """Yield identity numbers, bank cards and mobile numbers, each place once."""
    own = frozenset(re.sub(r"\D", "", each) for each in (*words.own_phones, *words.own_accounts))
    taken = 0
    for number in sorted(numbers(text), key=lambda one: (one.start, -one.end)):
        if number.start < taken or number.digits in own:
            continue
        hit = _identity(number, on) or _card(number) or _mobile(number)
        if hit is not None:
            taken = hit.end
            yield hit


def _identity(number: Number, on: date) -> Hit | None:
    digits, length = number.digits, len(number.digits)
    named = says(number, _CONTEXT["identity"])
    if length == 18:
        fault = check_resident_card(digits, on).fault
        if not fault and (len(number.shape) == 1 or _is_grouped_identity(number)):
            if says(number, _CONTEXT["other"]) and not named:
                return _hit(
                    "IDENTITY_NUMBER",
                    number,
                    "这一编号的校验位和出生日期都符合身份证号码，请核对是否为个人身份证号码。",
                    Level.CONFIRM,
                )
            return _hit("IDENTITY_NUMBER", number, "文中有居民身份证号码，不得公开。")
        if named and digits[:2] in _PROVINCES and check_credit_code(digits).fault:
            return _hit(
                "LIKELY_IDENTITY_NUMBER",
                number,
                "文中称为身份证号码，但校验位或出生日期不符；无论是否写错，都应核对后删去。",
            )
    is_old = length == 15 and len(number.shape) == 1 and _is_old_identity(digits, on)
    if is_old and (named or not says(number, (*_CONTEXT["other"], *_CONTEXT["account"]))):
        return _hit("OLD_IDENTITY_NUMBER", number, "可能是15位的旧居民身份证号码，请核对。")
    return None


def _is_grouped_identity(number: Number) -> bool:
    """Test if no group but the last is so long that it is a number of its own."""
    return number.shape[0] in (1, 3, 4, 6, 14) and all(size <= 14 for size in number.shape)


def _is_old_identity(digits: str, on: date) -> bool:
    if not digits.isdigit() or digits[:2] not in _PROVINCES:
        return False
    try:
        born_on = date(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))
    except ValueError:
        return False
    return born_on <= on


def _card(number: Number) -> Hit | None:
    digits = number.digits
    lengths = next((sizes for head, sizes in _PREFIXES.items() if digits.startswith(head)), [])
    if len(digits) not in lengths or not digits.isdigit() or number.in_address:
        return None
    named = says(number, _CONTEXT["account"])
    if len(number.shape) > 1 and number.shape not in _CARD_SHAPES and not named:
        return None
    if not luhn.is_valid(digits) or says(number, _CONTEXT["organ_accounts"]):
        return None
    if says(number, _CONTEXT["other"]) and not named:
        return None
    # Other heads than that of 银联 are shared with many a number of sixteen places.
    if not digits.startswith("62") and not named:
        return None
    return _hit("BANK_CARD", number, "文中有银行卡号，不得公开；本单位收款账户请列入本单位账户表。")


def _mobile(number: Number) -> Hit | None:
    digits, start = number.digits, number.start
    if len(digits) == 13 and digits.startswith("86") and number.shape[0] in (2, 5, 13):
        digits = digits[2:]
    elif len(number.shape) not in (1, 11) and number.shape not in _PHONE_SHAPES:
        return None
    if not _MOBILE.fullmatch(digits) or check_phone(digits).fault or number.in_address:
        return None
    if says(number, _CONTEXT["other"]) or number.after.startswith((".", "元", "万元")):
        return None
    if country := _COUNTRY.search(number.before):
        start -= len(country[0])
    return Hit(
        "MOBILE_NUMBER",
        start,
        number.end,
        "文中有手机号码，请核对是否确需公开；对外联系请用办公电话。",
        "改用办公电话，或确认机主同意公开",
    )


def _hit(rule: str, number: Number, message: str, level: Level | None = None) -> Hit:
    return Hit(rule, number.start, number.end, message, _REMOVE, level)
