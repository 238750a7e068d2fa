"""Numbers of callers as an agent reads them from his telephone."""

import re

from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy

# Numbers without an area code, and those of services.
_LOCAL = re.compile(r"[0-9]{3,8}")


def plain_number(number: str) -> str:
    """Return a number in the one spelling in which it is kept and found again."""
    checked = check_phone(number)
    return tidy(number)[:40] if checked.fault else checked.value


def number_fault(number: str) -> str:
    """Return what is wrong with a number, "" if nothing is or none was told."""
    if not number.strip() or _LOCAL.fullmatch(tidy(number)):
        return ""
    fault = check_phone(number).fault
    return f"来电号码：{fault.partition('：')[2]}" if fault else ""
