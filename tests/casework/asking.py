"""Requests as people file them."""

from datetime import UTC, date, datetime

from gongkai.casework.operations.applying import Application, Attached
from gongkai.casework.operations.confirming import confirm_receipt
from gongkai.casework.operations.filing import file_request
from gongkai.rules.applicants import ApplicantKind

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
NOW = {"on": ON, "at": AT}
NUMBER = "11010519491231002X"
CREDIT_CODE = "91110000600037341L"
NOTE = Attached("身份证.txt", "text/plain", "身份证复印件".encode(), "IDENTITY")


def application(**changes):
    """Return a person's complete request with some of it changed."""
    told = {
        "applicant_kind": ApplicantKind.NATURAL_PERSON,
        "applicant_name": "王小明",
        "identity_kind": "RESIDENT_CARD",
        "identity_number": NUMBER,
        "phone": "13800138000",
        "wanted": "2022年住房公积金归集、提取和贷款发放情况",
        "form": "ELECTRONIC",
        "delivery": "PORTAL",
    }
    return Application(**{**told, **changes})


def filed(agency, *, on=ON, at=AT, attachments=(), token="", **changes):
    """File a request on the public site."""
    return file_request(
        agency=agency,
        application=application(**changes),
        attachments=attachments,
        on=on,
        at=at,
        token=token,
    )


def received(agency, clerk, **changes):
    """Return a request filed and confirmed on the same day."""
    case = filed(agency, **changes).request
    return confirm_receipt(
        request=case, version=case.version, confirmed_on=ON, officer=clerk, **NOW
    )
