"""Identity numbers: 身份证号码 (GB 11643) of persons, 统一社会信用代码 (GB 32100) of others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from gongkai.documents.workbooks.sheets import ColumnSpec, Fault, Row
from gongkai.rules.applicants import ApplicantKind

# Passports and travel permits: letters before digits, or too short for an identity card.
_OTHER_PAPER = re.compile(r"[A-Z]{1,3}\d{6,10}|[A-Z]\d{6,7}\([0-9A]\)|\d{8}")
_CARD = re.compile(r"\d{17}[\dX]")


@dataclass(frozen=True)
class IdentityNumber:
    """The number of an identity paper fits the kind of applicant, or is left out."""

    number: ColumnSpec
    kind: ColumnSpec
    received: ColumnSpec

    def faults(self, row: Row) -> Iterable[Fault]:
        """Yield what is wrong with the number; without one there is nothing to say."""
        number = row.get(self.number.field) or ""
        if not number:
            return
        if row[self.kind.field] == ApplicantKind.NATURAL_PERSON:
            reason = _wrong_with_card(number, row)
        else:
            reason = "" if uscc.is_valid(number) else "不是有效的统一社会信用代码"
        if reason:
            yield Fault(self.number.field, reason, "请核对后改正；无法核实的可清空该单元格")

    def told(self) -> str:
        """Return the rule in words."""
        return (
            f"“{self.number.header}”填写时须有效：自然人为18位身份证号码或其他证件号码，"
            "单位为18位统一社会信用代码。"
        )


def _wrong_with_card(number: str, row: Row) -> str:
    if not _CARD.fullmatch(number):
        return "" if _OTHER_PAPER.fullmatch(number) else "不是18位身份证号码，也不是护照等证件号码"
    if ric.calc_check_digit(number) != number[-1]:
        return "身份证号码的校验码不符"
    # The district is not checked: it names where the number was issued, perhaps a county founded
    # after the person's birth, or the residence permits 810000 to 830000.
    try:
        born_on = ric.get_birth_date(number)
    except ValidationError:
        return "身份证号码中的出生日期不存在"
    return "身份证号码中的出生日期晚于收到申请之日" if born_on > row["received_on"] else ""
