"""Small invented reports that are right in every respect."""

from decimal import Decimal

from gongkai.rules.reports.shape import Report, empty_report

ORGAN = "某市住房公积金管理中心"
PARTS = "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障各项工作均已开展。"
_FEE = "本年度未收取政府信息公开信息处理费。"


def right_report() -> Report:
    """Return a centre's 2023: four requests, one carried in, four closed, one carried out."""
    return _written_as_zero(2023, PARTS, "公开质量还需提高，将加强培训。").with_values(
        {
            "proactive.normative_documents.made": 1,
            "proactive.normative_documents.in_force": 3,
            "proactive.administrative_fees_wan": Decimal("12.5"),
            "requests.received.natural_person": 3,
            "requests.received.business": 1,
            "requests.received.total": 4,
            "requests.carried_in.natural_person": 1,
            "requests.carried_in.total": 1,
            "requests.disclosed.natural_person": 2,
            "requests.disclosed.business": 1,
            "requests.disclosed.total": 3,
            "requests.unavailable_not_held.natural_person": 1,
            "requests.unavailable_not_held.total": 1,
            "requests.total.natural_person": 3,
            "requests.total.business": 1,
            "requests.total.total": 4,
            "requests.carried_out.natural_person": 1,
            "requests.carried_out.total": 1,
            "disputes.reconsideration.upheld": 1,
            "disputes.reconsideration.total": 1,
        }
    )


def year_before() -> Report:
    """Return the same centre's 2022, which leads to the 2023 above."""
    overview = f"制定了公开指南。{PARTS.replace('均已开展', '稳步推进')}"
    return _written_as_zero(2022, overview, "栏目更新不够及时。").with_values(
        {
            "proactive.normative_documents.in_force": 2,
            "proactive.administrative_fees_wan": Decimal("11"),
            "requests.received.natural_person": 1,
            "requests.received.total": 1,
            "requests.carried_out.natural_person": 1,
            "requests.carried_out.total": 1,
        }
    )


def trial_format(year: int) -> Report:
    """Return a report in the trial format with most cells left blank, as many were."""
    return empty_report(ORGAN, year).with_values(
        {
            "proactive_2019.licences.change": -4,
            "requests.received.total": 3,
            "requests.carried_in.total": 0,
            "requests.disclosed.total": 3,
            "requests.total.total": 3,
            "requests.carried_out.total": 0,
        }
    )


def _written_as_zero(year: int, overview: str, problems: str) -> Report:
    report = empty_report(ORGAN, year)
    zero = {path: Decimal(0) if path.endswith("_wan") else 0 for path in report.paths()}
    return report.with_values(zero).with_narrative(overview=overview, problems=problems, other=_FEE)
