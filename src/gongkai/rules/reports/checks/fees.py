"""What section 六 must say about the information processing fee (信息处理费)."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.shape import Report, amount_text

_WHERE = "narrative.other"
# What speaks of the information processing fee; 行政事业性收费 is the other fee, of table 1.
FEE = re.compile(r"处理费|(?<!事业性)收费|收取.{0,12}费")
# 国办函〔2020〕109号 is in force from 1 January 2021.
_FEES_FROM_YEAR = 2021
_AMOUNT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(万?)元")
_SENTENCE = re.compile(r"[^。；;！!?？\n]+")
_QUOTED = 40
_UNPAID = "requests.closed_fee_unpaid.total"
_YUAN_IN_WAN = 10_000
_UNPAID_STATED = re.compile(
    r"([0-9]{1,6})(?:件|宗)[^0-9,]{0,12}逾期(?:仍)?未[^0-9,]{0,8}缴"
    r"|逾期(?:仍)?未[^0-9,]{0,8}缴[^0-9,]{0,10}?([0-9]{1,6})(?:件|宗)"
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")


def fee_not_stated(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether section 六 says if a fee was charged at all (F2)."""
    text = report.narrative["other"]
    if text is None or report.year < _FEES_FROM_YEAR or FEE.search(_plain(text)):
        return
    yield Fault(
        where=_WHERE,
        expected="写明收取信息处理费的情况",
        message="第六部分没有写明本年度收取政府信息公开信息处理费的情况。",
        remedy="请写明收取的件数和金额；没有收取的，写“本年度未收取政府信息公开信息处理费”。",
        quote=text[:_QUOTED],
        # Published reports mostly leave it out where nothing was charged.
        severity=Severity.WARNING if context.evidence is None else Severity.INFO,
    )


def unpaid_fee_not_stated(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look whether section 六 speaks of the fee where requests ended for not paying it (F1)."""
    text = report.narrative["other"]
    if text is None or _UNPAID not in edition(report.edition).figures:
        return
    unpaid = report.counts([_UNPAID])
    if unpaid is None or unpaid[0] <= 0 or FEE.search(_plain(text)):
        return
    yield Fault(
        where=_WHERE,
        expected="说明信息处理费的通知和收取情况",
        found=str(unpaid[0]),
        message=f"表中有{unpaid[0]}件申请因逾期未缴纳费用不再处理，但第六部分没有提到信息处理费。",
        remedy="请在第六部分写明发出收费通知的件数、收取的金额和逾期未缴的件数。",
        quote=text[:_QUOTED],
    )


def fee_amount(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether section 六 names the amount the records hold, in 元 (F3)."""
    text, paid = report.narrative["other"], context.paid_fee_yuan
    if text is None or paid is None:
        return
    passages = [part for part in _SENTENCE.findall(_plain(text)) if FEE.search(part)]
    if not passages:
        return
    written = [amount for part in passages for amount in _amounts_yuan(part)]
    agrees = paid in written if paid else not any(written)
    if agrees:
        return
    shown = "、".join(f"{amount_text(amount)}元" for amount in written)
    yield Fault(
        where=_WHERE,
        expected=f"{amount_text(paid)}元",
        found=shown,
        message=f"登记的本年度信息处理费实收{amount_text(paid)}元，"
        + (f"第六部分写的是{shown}，两者不一致。" if shown else "第六部分没有写出这一金额。"),
        remedy="请按收费登记改正第六部分的金额，或者补登漏记的收费。",
        quote=passages[0][:_QUOTED],
    )


def unpaid_only_in_text(report: Report, _: CheckContext) -> Iterator[Fault]:
    """Look whether requests that section 六 says ended for an unpaid fee are in the table (F4)."""
    text = report.narrative["other"]
    if text is None or "缴" not in text or _UNPAID not in edition(report.edition).figures:
        return
    unpaid = report.counts([_UNPAID])
    if unpaid is None or unpaid[0] != 0:
        return
    for passage in _SENTENCE.findall(_plain(text)):
        named = _UNPAID_STATED.search(passage)
        years = {int(year) for year in _YEAR.findall(passage)}
        # What is said of another year is no matter of this table.
        if named is None or int(named[1] or named[2]) == 0 or years - {report.year}:
            continue
        yield Fault(
            where=_UNPAID,
            expected=named[1] or named[2],
            found="0",
            message=f"第六部分写有{named[1] or named[2]}件逾期未缴费，"
            "但表中因逾期未缴纳费用不再处理的为0。",
            remedy="请核对逾期未缴费的件数：申请已不再处理的计入该行，否则改正文字。",
            quote=passage[:_QUOTED],
        )
        return


def _plain(text: str) -> str:
    # Full-width digits and commas become plain ones; blanks inside figures go, sentences stay.
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))


def _amounts_yuan(passage: str) -> list[Decimal]:
    return [
        Decimal(digits.replace(",", "")) * (_YUAN_IN_WAN if wan else 1)
        for digits, wan in _AMOUNT.findall(passage)
    ]


CHECKS = (
    Check(
        id="F1",
        title="逾期未缴费有说明",
        severity=Severity.WARNING,
        compares="“逾期未按收费通知要求缴纳费用”大于0时，第六部分提到信息处理费",
        source="国办函〔2020〕109号；国办公开办函〔2021〕30号",
        waivable=True,
        look=unpaid_fee_not_stated,
    ),
    Check(
        id="F2",
        title="信息处理费情况",
        severity=Severity.WARNING,
        compares="第六部分写明收取信息处理费的情况（已编成的报告没有写的为提示）",
        source="国办公开办函〔2021〕30号；条例第四十二条",
        waivable=True,
        look=fee_not_stated,
    ),
    Check(
        id="F3",
        title="信息处理费金额",
        severity=Severity.WARNING,
        compares="第六部分的金额＝登记的本年度实收信息处理费（元）",
        source="国办公开办函〔2021〕30号；国办函〔2020〕109号",
        waivable=True,
        look=fee_amount,
    ),
    Check(
        id="F4",
        title="文字中的逾期未缴费计入表中",
        severity=Severity.WARNING,
        compares="第六部分写有逾期未缴费的件数时，“逾期未按收费通知要求缴纳费用”一行不为0",
        source="国办函〔2020〕109号；国办公开办函〔2021〕30号",
        waivable=True,
        look=unpaid_only_in_text,
    ),
)
