"""What an applicant says in a request, as a value: 条例第二十九条."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from gongkai.casework.models import CaseFile
from gongkai.casework.operations.keeping import sealed_file
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.identity import check_document
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import half_width, tidy

# Without 0, 1, I, L and O, which are taken for each other on paper and on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 10
DELIVERIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "PAPER": frozenset({"MAIL", "COUNTER"}),
        "ELECTRONIC": frozenset({"PORTAL", "EMAIL", "COUNTER"}),
        "INSPECTION": frozenset({"COUNTER"}),
    }
)
"""The ways (Delivery) in which each form of the information (Form) can come."""


@dataclass(frozen=True, slots=True)
class Application:
    """The content of a request; what was not given is "".

    There is no field for a purpose: 条例第二十九条 does not ask for one.
    """

    applicant_kind: ApplicantKind
    wanted: str
    applicant_name: str = ""
    identity_kind: str = ""
    identity_number: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    document_title: str = ""
    document_no: str = ""
    form: str = ""
    delivery: str = ""

    def fields(self) -> dict[str, Any]:
        """Return the columns of the request, with the digest that finds the applicant again."""
        values = {name: getattr(self, name).strip() for name in _TEXTS}
        phone = check_phone(self.phone)
        return {
            **values,
            "applicant_kind": self.applicant_kind,
            "phone": values["phone"] if phone.fault else phone.value,
            "email": half_width(self.email),
            "postcode": tidy(self.postcode),
            "identity_number": normalised(self.identity_number),
            "applicant_digest": applicant_digest(self.identity_number),
            "wanted": self.wanted.strip() or _told(self.document_title, self.document_no),
        }


_TEXTS = (
    "applicant_name",
    "identity_kind",
    "contact_name",
    "phone",
    "email",
    "address",
    "postcode",
    "document_title",
    "document_no",
    "form",
    "delivery",
)


class Attached(NamedTuple):
    """A file handed in, already looked at: its harmless name, its true type, its bytes.

    `kind` is a code of FileKind.
    """

    name: str
    media_type: str
    content: bytes
    kind: str = "APPLICATION"


def sealed(attachments: Sequence[Attached], at: datetime) -> list[CaseFile]:
    """Seal files on disk before the transaction that will file them.

    :raises FileTooLarge, FileEmpty, FileNotKept: as documents.keeping.keep does
    """
    return [
        sealed_file(
            kind=each.kind, name=each.name, media_type=each.media_type, content=each.content, at=at
        )
        for each in attachments
    ]


def written(name: str, text: str, kind: str) -> Attached:
    """Return what an applicant typed as a file, since it may name people and stands sealed."""
    return Attached(f"{name}.txt", "text/plain", text.strip().encode(), kind)


def normalised(number: str) -> str:
    """Return an identity number as it is compared: half-width, upper case, without blanks."""
    return tidy(number).upper()


def identity_problem(application: Application, on: date) -> str:
    """Return what is wrong with a number for its kind of document, "" if nothing is.

    A person proves who he is with a personal document, an organisation with its own.
    """
    kind = application.identity_kind
    person = application.applicant_kind is ApplicantKind.NATURAL_PERSON
    if person and kind == "CREDIT_CODE":
        return "证件类型：自然人不使用统一社会信用代码，请选择个人证件。"
    if not person and kind not in ("CREDIT_CODE", "OTHER"):
        return "证件类型：单位申请的请选择统一社会信用代码；没有的选择其他证件。"
    return check_document(kind, application.identity_number, on).fault


def applicant_digest(number: str) -> str:
    """Return the keyed digest by which the same applicant is found; "" without a number."""
    return keyed_digest("applicant", normalised(number))


def new_code(token: str = "") -> str:
    """Return a query code; the same for the same token, so that a form sent twice has one.

    :param token: unguessable and for one form only; "" gives a random code
    """
    number = int(keyed_digest("query-code", token or secrets.token_hex(16)), 16)
    letters = []
    for _ in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    half = _CODE_LENGTH // 2
    return f"{''.join(letters[:half])}-{''.join(letters[half:])}"


def query_digest(code: str) -> str:
    """Return what is kept of a query code."""
    return keyed_digest("query", plain_code(code))


def plain_code(code: str) -> str:
    """Return a query code as it is compared, however it was typed."""
    return normalised(code).replace("-", "").replace("—", "")


def _told(title: str, number: str) -> str:
    parts = (f"《{title.strip().strip('《》')}》" if title.strip() else "", number.strip())
    return " ".join(filter(None, parts))
