"""A loan that was reckoned, as pages and workbooks show it."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongkai.documents.repayments.workbook import RepaymentPaper
from gongkai.rules.fund import CENTRE_DECIDES, Instalment, LoanPlan, YearSum, percent, yuan
from gongkai.rules.fund.questions import LoanAnswer
from gongkai.rules.fund.told import UNCONFIRMED


class YearOfLoan(NamedTuple):
    """A calendar year of a loan: its sums and its instalments."""

    sums: YearSum
    rows: list[Instalment]


def years_of(plan: LoanPlan) -> list[YearOfLoan]:
    """Return the instalments year by year."""
    by_year = groupby(plan.rows, key=lambda row: row.due_on.year)
    rows = {year: list(held) for year, held in by_year}
    return [YearOfLoan(sums, rows[sums.year]) for sums in plan.years()]


def repayment_paper(answer: LoanAnswer) -> RepaymentPaper:
    """Return what the workbook of a loan says."""
    plan = answer.plan
    first = [
        (_("贷款种类"), answer.kind.label, "", ""),
        (_("还款方式"), answer.method.label, "", ""),
        (_("贷款年限"), f"{answer.years}年", "", ""),
        (_("放款日期"), answer.issued_on.isoformat(), "", ""),
    ]
    for part in plan.parts:
        label = part.kind.label
        schedule = part.schedule
        first.append((_("{}金额").format(label), yuan(schedule.principal), "", ""))
        first.append((_("{}首期").format(label), yuan(schedule.first_payment), "", ""))
        rate = percent(schedule.rates[0].annual)
        first.append((_("{}首期年利率").format(label), rate, "", ""))
    first.append((_("利息合计"), yuan(plan.total_interest), "", ""))
    first.append((_("本息合计"), yuan(plan.total_paid), "", ""))
    if plan.saved is not None:
        first.append((_("提前还款少付利息"), yuan(plan.saved.interest), "", ""))
    used = [
        (
            each.label,
            each.text,
            each.since.isoformat() if each.since else "",
            each.source if each.is_settled else f"{each.source}（{UNCONFIRMED}）",
        )
        for each in answer.used
    ]
    title = _("{kind}还款计划（{sum}，{years}年）").format(
        kind=answer.kind.label, sum=yuan(plan.principal), years=answer.years
    )
    return RepaymentPaper(
        title=title,
        rows=plan.rows,
        years=plan.years(),
        told=[*first, *used],
        notes=[*answer.notes, CENTRE_DECIDES],
        has_one_rate=len(plan.parts) == 1,
    )
