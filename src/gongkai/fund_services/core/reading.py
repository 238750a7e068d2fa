"""Facts out of JSON: every one is checked, none is guessed.

What is wrong is told by the names of fact and field alone, never by what stood there.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from gongkai.fund_services.core.facts import (
    AccountEntry,
    BusinessState,
    BusinessStatus,
    EntryKind,
    Loan,
    LoanState,
    Repayment,
    WorkerAccount,
)

Fact = TypeVar("Fact")

_SUM = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EARLIEST, _LATEST = date(1980, 1, 1), date(2120, 12, 31)
_LONGEST, _MOST = 300, 10_000
_RATIOS = ("employer_ratio", "worker_ratio", "annual_rate")
_SIGNED = ("amount",)
_OUTGOING = (EntryKind.WITHDRAWAL, EntryKind.TRANSFER_OUT)


class UnreadableFact(ValueError):
    """A fact is not as agreed; the message names the field and what is wrong, without its value."""


def read_fact(kind: type[Fact], told: object) -> Fact:
    """Return a fact from a JSON object; what it holds beyond the fact's fields is left alone.

    :raises UnreadableFact: if a field is missing, of a wrong type, or cannot be
    """
    name = kind.__name__
    if not isinstance(told, Mapping):
        raise UnreadableFact(f"{name}: no object")
    found = {}
    for field, hint, has_default in _fields_of(cast(Hashable, kind)):
        if field in told:
            found[field] = _value(f"{name}.{field}", hint, told[field])
        elif not has_default:
            raise UnreadableFact(f"{name}.{field}: missing")
    fact = kind(**found)
    _check(fact)
    return fact


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (
            each.name,
            hints[each.name],
            each.default is not MISSING or each.default_factory is not MISSING,
        )
        for each in fields(kind)
    )


def _value(place: str, hint: Any, told: object) -> object:
    if get_origin(hint) is UnionType:
        inner = next(each for each in get_args(hint) if each is not type(None))
        return None if told is None else _value(place, inner, told)
    if get_origin(hint) is tuple:
        return _items(place, get_args(hint), told)
    if get_origin(hint) is dict:
        return _texts(place, told)
    if hint is bool:
        return _of(place, bool, told)
    if hint is int:
        return _whole(place, told)
    if hint is Decimal:
        return _sum(place, told)
    if hint is datetime:
        return _moment(place, told)
    if hint is date:
        return _day(place, told)
    text = _text(place, told)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if text not in {each.value for each in hint}:
            raise UnreadableFact(f"{place}: no such value")
        return hint(text)
    return text


def _of(place: str, kind: type, told: object) -> object:
    if not isinstance(told, kind):
        raise UnreadableFact(f"{place}: wrong type")
    return told


def _text(place: str, told: object) -> str:
    if not isinstance(told, str):
        raise UnreadableFact(f"{place}: wrong type")
    if len(told) > _LONGEST or not told.isprintable():
        raise UnreadableFact(f"{place}: too long, or not printable")
    return told


def _whole(place: str, told: object) -> int:
    # True is a whole number to Python, and none to us.
    if not isinstance(told, int) or isinstance(told, bool):
        raise UnreadableFact(f"{place}: wrong type")
    if not 0 <= told < 1_000_000:
        raise UnreadableFact(f"{place}: out of range")
    return told


def _sum(place: str, told: object) -> Decimal:
    # Sums are text: a JSON number may have lost a cent on its way already.
    if not isinstance(told, str) or not _SUM.fullmatch(told):
        raise UnreadableFact(f"{place}: no sum")
    found = Decimal(told)
    name = place.rpartition(".")[2]
    if found < 0 and name not in _SIGNED:
        raise UnreadableFact(f"{place}: negative")
    if name in _RATIOS and found > 100:
        raise UnreadableFact(f"{place}: more than a hundred per cent")
    if name not in _RATIOS and found != round(found, 2):
        raise UnreadableFact(f"{place}: parts of a cent")
    return found


def _day(place: str, told: object) -> date:
    if not isinstance(told, str) or not _DAY.fullmatch(told):
        raise UnreadableFact(f"{place}: no day")
    try:
        found = date.fromisoformat(told)
    except ValueError:
        raise UnreadableFact(f"{place}: no such day") from None
    if not _EARLIEST <= found <= _LATEST:
        raise UnreadableFact(f"{place}: out of range")
    return found


def _moment(place: str, told: object) -> datetime:
    text = _text(place, told)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UnreadableFact(f"{place}: no moment") from None
    if found.tzinfo is None or not _EARLIEST <= found.date() <= _LATEST:
        raise UnreadableFact(f"{place}: without zone, or out of range")
    return found


def _items(place: str, hints: tuple[Any, ...], told: object) -> tuple[object, ...]:
    if not isinstance(told, list) or len(told) > _MOST:
        raise UnreadableFact(f"{place}: no list, or too long")
    if hints[-1] is Ellipsis:
        return tuple(_value(place, hints[0], each) for each in told)
    if len(told) != len(hints):
        raise UnreadableFact(f"{place}: wrong number")
    return tuple(_value(place, hint, each) for hint, each in zip(hints, told, strict=True))


def _texts(place: str, told: object) -> dict[str, str]:
    if not isinstance(told, dict):
        raise UnreadableFact(f"{place}: no object")
    return {str(key): _text(place, value) for key, value in told.items()}


def _check(fact: object) -> None:
    """Check what the fields of a fact say together."""
    fault = ""
    if isinstance(fact, WorkerAccount):
        fault = _account_fault(fact)
    elif isinstance(fact, AccountEntry):
        goes_out = fact.kind in _OUTGOING
        if (fact.amount > 0) == goes_out and fact.amount:
            fault = "amount: wrong sign"
        elif fact.month is not None and fact.month.day != 1:
            fault = "month: no first day"
    elif isinstance(fact, Loan):
        fault = _loan_fault(fact)
    elif isinstance(fact, Repayment):
        if not 1 <= fact.number <= 600:
            fault = "number: out of range"
    elif isinstance(fact, BusinessStatus) and (fact.amount or 0) < 0:
        fault = "amount: negative"
    elif isinstance(fact, BusinessStatus) and fact.state == BusinessState.REFUSED:
        fault = "" if fact.reason else "reason: missing"
    if fault:
        raise UnreadableFact(f"{type(fact).__name__}.{fault}")


def _account_fault(fact: WorkerAccount) -> str:
    if not fact.account_no or not fact.identity_number or not fact.name:
        return "account_no, identity_number or name: empty"
    if fact.paid_through is None:
        return "continuous_months: paid for nothing" if fact.continuous_months else ""
    if fact.paid_through.day != 1:
        return "paid_through: no first day"
    return "" if fact.continuous_months <= 1200 else "continuous_months: out of range"


def _loan_fault(fact: Loan) -> str:
    if not fact.contract_no or not fact.borrowers:
        return "contract_no or borrowers: empty"
    if not 1 <= fact.months <= 600:
        return "months: out of range"
    if fact.remaining > fact.principal:
        return "remaining: more than was lent"
    if (fact.state == LoanState.SETTLED) != (fact.settled_on is not None):
        return "settled_on: does not fit the state"
    if fact.settled_on is not None and (fact.remaining or fact.settled_on < fact.issued_on):
        return "settled_on: before it was lent, or not all repaid"
    return ""
