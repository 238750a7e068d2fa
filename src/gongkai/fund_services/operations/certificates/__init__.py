"""Issuing certificates, passing them on, verifying and revoking them, and the keys that seal."""

from gongkai.fund_services.operations.certificates.issuing import issue_certificate
from gongkai.fund_services.queries.certificates.own import certificates_of

__all__ = ["certificates_of", "issue_certificate"]
