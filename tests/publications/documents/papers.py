"""Official documents at every step of their way, in an office that publishes."""

from gongkai.publications.models import OfficialDocument
from gongkai.publications.operations.documents.drafting import DocumentContent, draft_document
from gongkai.publications.operations.documents.issuing import issue_document
from gongkai.publications.operations.documents.secrecy import review_document_secrecy
from gongkai.publications.operations.documents.signing import sign_document
from gongkai.publications.operations.documents.submitting import submit_document
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.rules.document_stages import document_stages
from publications.office import NOW, Office

ON_REQUEST = {
    "attribute": "ON_REQUEST",
    "ground": "NOT_PROACTIVE",
    "reason": "只涉及两个单位之间的具体事项",
}
WITHHELD = {
    "attribute": "WITHHELD",
    "ground": "INTERNAL_AFFAIRS",
    "reason": "属于内部人事管理安排，不对外产生影响",
}


def form(place: Office, **changes) -> DocumentContent:
    """Return a complete drafting form of a notice to be published."""
    return DocumentContent(
        **{
            "kind": "NOTICE",
            "title": "关于调整2024年度住房公积金缴存基数的通知",
            "attribute": "PROACTIVE",
            "addressees": "各缴存单位",
            "body": "现将2024年度住房公积金缴存基数调整有关事项通知如下：\n一、调整时间\n"
            "自2024年7月1日起执行新的缴存基数。\n二、办理方式\n各单位通过网上业务大厅办理。",
            "copies_to": "各受托银行",
            "series": "某公积金发",
            "column": place.column,
            **changes,
        }
    )


def drafted(place: Office, **changes) -> OfficialDocument:
    """Return a draft."""
    return draft_document(
        agency=place.agency, content=form(place, **changes), officer=place.drafter, **NOW
    )


def submitted(place: Office, document: OfficialDocument | None = None, **changes):
    """Return a document on its way."""
    document = document or drafted(place, **changes)
    return submit_document(
        document=document, version=document.version, officer=place.drafter, **NOW
    )


def passed_by(place: Office, document: OfficialDocument, officer, **changes) -> OfficialDocument:
    """Return a document with one more signature, everything ticked off."""
    document.refresh_from_db()
    name = document.review_round.stages[document.review_round.signatures.count()]
    checks = next(stage.checks for stage in document_stages() if stage.name == name)
    given = {
        "verdict": "PASS", "opinion": "同意", "content_hash": content_hash(document),
        "checked": checks, **changes,
    }  # fmt: skip
    return sign_document(document=document, officer=officer, **(NOW | given))


def reviewed(place: Office, document: OfficialDocument, conclusion="PUBLIC", **changes):
    """Review a document's secrecy."""
    given = {
        "conclusion": conclusion,
        "basis": "不涉及国家秘密、商业秘密和个人隐私",
        "content_hash": content_hash(document),
        "officer": place.secrecy,
        **changes,
    }
    return review_document_secrecy(document=document, **(NOW | given))


def before_signature(place: Office, document: OfficialDocument | None = None, **changes):
    """Return a document that department, office and secrecy reviewer passed."""
    document = submitted(place, document, **changes)
    for officer in (place.department_head, place.office_head):
        document = passed_by(place, document, officer)
    reviewed(place, document)
    return document


def signed(place: Office, document: OfficialDocument | None = None, **changes):
    """Return a signed document."""
    document = before_signature(place, document, **changes)
    return passed_by(place, document, place.leader)


def issued(place: Office, document: OfficialDocument | None = None, **changes):
    """Return an issued document."""
    document = signed(place, document, **changes)
    return issue_document(document=document, version=document.version, officer=place.drafter, **NOW)
