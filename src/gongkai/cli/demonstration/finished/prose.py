"""What an invented organ writes around its tables, in the order the official form asks for."""

from collections.abc import Mapping

from gongkai.cli.demonstration.finished.organs import YEARS, Organ
from gongkai.cli.demonstration.stored import texts
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.shape import Value

_GROUPS = (
    ("予以公开", ("disclosed",)),
    ("部分公开", ("partly_disclosed",)),
    ("不予公开", ("refused_",)),
    ("无法提供", ("unavailable_",)),
    ("不予处理", ("not_processed_",)),
    ("其他处理", ("closed_",)),
)


def narrative_of(organ: Organ, year: int, values: Mapping[str, Value]) -> dict[str, str]:
    """Return the three written parts of the organ's report, with its figures."""
    told = {
        part: _chosen(part, organ, year)
        for part in (
            "opening",
            "proactive",
            "management",
            "platform",
            "oversight",
            "problems",
            "remedies",
            "other",
        )
    }
    overview = (
        told["opening"],
        "（一）主动公开情况",
        told["proactive"] + _documents(values),
        "（二）依申请公开情况",
        requests_told(values),
        "（三）政府信息管理情况",
        told["management"],
        "（四）政府信息公开平台建设情况",
        told["platform"],
        "（五）监督保障情况",
        told["oversight"],
    )
    return {
        "overview": "\n".join(overview),
        "problems": f"{told['problems']}\n{told['remedies']}",
        "other": told["other"],
    }


def requests_told(values: Mapping[str, Value]) -> str:
    """Return what the overview says of the year's requests and what followed from them."""
    received = _count(values, "requests.received.total")
    carried_in = _count(values, "requests.carried_in.total")
    if not received + carried_in:
        return "本年度未收到政府信息公开申请。"
    people = _count(values, "requests.received.natural_person")
    told = f"全年新收政府信息公开申请{received}件"
    if people == received:
        told += "，均为自然人提出"
    else:
        told += f"，其中自然人{people}件，法人或其他组织{received - people}件"
    told += f"；上年结转{carried_in}件。" if carried_in else "。"
    outcomes = "，".join(f"{label}{n}件" for label, n in _outcomes(values) if n)
    told += f"全年办结{_count(values, 'requests.total.total')}件，其中{outcomes}。"
    carried_out = _count(values, "requests.carried_out.total")
    if carried_out:
        told += f"结转下年度继续办理{carried_out}件。"
    return told + _disputes(values)


def _outcomes(values: Mapping[str, Value]) -> list[tuple[str, int]]:
    rows = [row.key for row in edition("2021").outcome_rows]
    return [
        (
            label,
            sum(_count(values, f"requests.{row}.total") for row in rows if row.startswith(starts)),
        )
        for label, starts in _GROUPS
    ]


def _disputes(values: Mapping[str, Value]) -> str:
    reviews = _count(values, "disputes.reconsideration.total")
    lawsuits = _count(values, "disputes.litigation_direct.total")
    if not reviews + lawsuits:
        return "未发生因政府信息公开引起的行政复议和行政诉讼。"
    told = [f"行政复议{reviews}件"] if reviews else []
    told += [f"行政诉讼{lawsuits}件"] if lawsuits else []
    return f"因政府信息公开引起{'、'.join(told)}。"


def _documents(values: Mapping[str, Value]) -> str:
    made = _count(values, "proactive.normative_documents.made")
    repealed = _count(values, "proactive.normative_documents.repealed")
    in_force = _count(values, "proactive.normative_documents.in_force")
    if not made + repealed + in_force:
        return ""
    told = f"本年制发行政规范性文件{made}件" if made else "本年未制发行政规范性文件"
    told += f"，废止{repealed}件" if repealed else ""
    return f"{told}，现行有效{in_force}件，均按要求公开。"


def _chosen(part: str, organ: Organ, year: int) -> str:
    """Return the organ's sentence of a list; no list gives an organ the same one two years on."""
    sentences = texts("finished_prose")[part]
    # Lists are gone through at different paces, so that no two reports are alike throughout.
    pace = 1 + len(part) % 3
    place = organ.number * pace + YEARS.index(year) + len(part)
    sentence: str = sentences[place % len(sentences)]
    return sentence.format(
        we=organ.told["we"],
        matter=organ.told["matter"],
        channel=organ.told["channel"],
        year=year,
        site=organ.of("site", year),
    )


def _count(values: Mapping[str, Value], path: str) -> int:
    return int(values[path] or 0)
