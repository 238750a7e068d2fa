"""The six kinds of applicant (申请人类型) that the table of requests tells apart."""

from enum import StrEnum


class ApplicantKind(StrEnum):
    """A column of the table of requests; the law's two groups are persons and organisations.

    Source: 国办公开办函〔2021〕30号, table of section 三.
    """

    NATURAL_PERSON = "NATURAL_PERSON"
    BUSINESS = "BUSINESS"
    RESEARCH = "RESEARCH"
    PUBLIC_INTEREST = "PUBLIC_INTEREST"
    LEGAL_SERVICE = "LEGAL_SERVICE"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """Return the official column label."""
        return _LABELS[self]

    @property
    def column(self) -> str:
        """Return the column's key in the report JSON."""
        return self.value.lower()


_LABELS = {
    ApplicantKind.NATURAL_PERSON: "自然人",
    ApplicantKind.BUSINESS: "商业企业",
    ApplicantKind.RESEARCH: "科研机构",
    ApplicantKind.PUBLIC_INTEREST: "社会公益组织",
    ApplicantKind.LEGAL_SERVICE: "法律服务机构",
    ApplicantKind.OTHER: "其他",
}
