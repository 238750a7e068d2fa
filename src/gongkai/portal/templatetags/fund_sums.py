"""Sums of the provident fund in templates, and the many rows of a repayment plan."""

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.rules import fund
from gongkai.rules.fund import Instalment, to_fen

register = template.Library()


@register.filter
def yuan(amount: Decimal) -> str:
    """Return a sum with its unit, e.g. 4,003.40元."""
    return f"{to_fen(amount):,.2f}元"


@register.filter
def plain_sum(amount: Decimal) -> str:
    """Return a sum to the fen without its unit."""
    return f"{to_fen(amount):,.2f}"


@register.simple_tag
def plan_rows(rows: Iterable[Instalment]) -> SafeString:
    """Return instalments as rows of a table; made of numbers and days alone."""
    return mark_safe("".join(map(_row, rows)))  # noqa: S308


def _row(row: Instalment) -> str:
    prepaid = ""
    if row.prepaid:
        told = _("当期另提前还款{}").format(fund.yuan(row.prepaid))
        prepaid = f'<tr class="prepaid"><td colspan="6">{told}</td></tr>'
    return (
        f'<tr><th scope="row">{row.number}</th>'
        f'<td><span class="wide-only">{row.due_on:%Y}-</span>{row.due_on:%m-%d}</td>'
        f"<td>{row.payment:,.2f}</td>"
        f"<td>{row.principal:,.2f}</td><td>{row.interest:,.2f}</td><td>{row.balance:,.2f}</td></tr>"
        f"{prepaid}"
    )
