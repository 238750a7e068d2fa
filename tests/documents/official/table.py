"""The rows of the conformity table that the documentation prints."""

from documents.official.samples import EVERY_KIND, GRID
from gongkai.documents.official.conformity import conformity
from gongkai.documents.official.pdf import write_pdf

LABELS = {
    "notice": "通知（附一个附件）",
    "grid": "排满各面的通知",
    "opinion": "意见（上行文，不加盖印章）",
    "letter": "函",
    "minutes": "会议纪要",
    "joint": "三机关联合通知",
}


def clauses_shown():
    """Return for each document the clauses that no document before it has shown."""
    documents, seen, found = {**EVERY_KIND, "grid": GRID}, set(), {}
    for name, label in LABELS.items():
        fresh = [
            clause
            for clause in conformity(write_pdf(documents[name]))
            if (clause.clause, clause.element) not in seen
        ]
        seen |= {(clause.clause, clause.element) for clause in fresh}
        found[label] = fresh
    return found
