"""A finished PDF held against GB/T 9704-2012, clause by clause."""

from collections.abc import Iterable

from gongkai.documents.official.clauses import Clause
from gongkai.documents.official.clauses_foot import foot_clauses
from gongkai.documents.official.clauses_head import head_clauses
from gongkai.documents.official.clauses_page import page_clauses
from gongkai.documents.official.clauses_signature import signature_clauses
from gongkai.documents.official.clauses_text import text_clauses
from gongkai.documents.official.finding import Found
from gongkai.documents.official.measuring import measured

_VERDICTS = {True: "符合", False: "不符合", None: "未能核对"}


def conformity(pdf: bytes) -> list[Clause]:
    """Return what GB/T 9704-2012 requires of the document in `pdf` and what was measured.

    The file alone is asked: its elements are found by where and how they stand, so a document
    made by any program can be measured. A clause whose element a document may lack (份号, 附件,
    版记) is left out where there is none.

    :raises PdfUnmeasurable: if it cannot be opened or has no pages
    """
    found = Found(measured(pdf))
    return [
        *page_clauses(found),
        *head_clauses(found),
        *text_clauses(found),
        *signature_clauses(found),
        *foot_clauses(found),
    ]


def conformity_table(clauses: Iterable[Clause]) -> str:
    """Return clauses as a table in Markdown."""
    rows = ("| 条款 | 要素 | 要求 | 实测 | 结论 |", "|---|---|---|---|---|")
    told = (
        f"| {each.clause} | {each.element} | {each.required} | {each.measured} | "
        f"{_VERDICTS[each.ok]} |"
        for each in clauses
    )
    return "\n".join((*rows, *told))
