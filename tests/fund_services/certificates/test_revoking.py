"""A certificate is taken back by two people or by the head, and that stays on record."""

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateChanged,
)
from gongkai.fund_services.operations.certificates.revoking import (
    ask_revocation,
    drop_revocation,
    revoke_certificate,
)
from gongkai.fund_services.queries.certificates.own import events_of, standing_of


@pytest.fixture
def row(office):
    return office.issue(office.account())


def test_one_asks_and_another_decides(office, row):
    ask_revocation(certificate=row, reason="缴存记录有误", version=0, **office.now(office.handler))
    row.refresh_from_db()
    assert standing_of(row, office.on) == "VALID"
    with pytest.raises(NotAllowed, match="业务复核人"):
        revoke_certificate(certificate=row, version=1, **office.now(office.handler))
    revoke_certificate(certificate=row, version=1, **office.now(office.reviewer))
    row.refresh_from_db()
    assert standing_of(row, office.on) == "REVOKED"
    assert (row.revoked_by, row.revocation_reason) == (office.reviewer, "缴存记录有误")
    assert [each.kind for each in events_of(row)] == ["ISSUED", "REVOCATION_ASKED", "REVOKED"]
    assert Entry.objects.filter(action="certificate.revoke", officer=office.reviewer).count() == 1
    with pytest.raises(CertificateActRefused, match="已撤销"):
        print_certificate(certificate=row, on=office.on, at=office.at)


def test_who_asked_never_decides_it_himself(office, row):
    ask_revocation(certificate=row, reason="有误", version=0, **office.now(office.reviewer))
    for decide in (revoke_certificate, drop_revocation):
        with pytest.raises(NotAllowed, match="由您提出"):
            decide(certificate=row, version=1, **office.now(office.reviewer))
    with pytest.raises(CertificateActRefused, match="已经有人提出"):
        ask_revocation(certificate=row, reason="再提", version=1, **office.now(office.second))
    drop_revocation(certificate=row, version=1, **office.now(office.second))
    row.refresh_from_db()
    assert row.revocation_asked_by is None and row.revocation_reason == ""
    with pytest.raises(CertificateActRefused, match="没有人提出"):
        drop_revocation(certificate=row, version=2, **office.now(office.second))


def test_the_head_revokes_alone_with_a_reason(office, row):
    with pytest.raises(CertificateActRefused, match="撤销理由：未填写"):
        revoke_certificate(certificate=row, version=0, reason=" ", **office.now(office.head))
    with pytest.raises(CertificateActRefused, match="最多300个字"):
        revoke_certificate(certificate=row, version=0, reason="长" * 301, **office.now(office.head))
    revoke_certificate(certificate=row, version=0, reason="冒领", **office.now(office.head))
    with pytest.raises(CertificateActRefused, match="已经撤销"):
        revoke_certificate(certificate=row, version=1, reason="冒领", **office.now(office.head))


def test_others_and_old_pages_change_nothing(office, row):
    for officer in (office.clerk, OfficerFactory(agency=AgencyFactory(), role="OFFICE_HEAD")):
        with pytest.raises(NotAllowed):
            ask_revocation(certificate=row, reason="x", version=0, **office.now(officer))
        with pytest.raises(NotAllowed):
            revoke_certificate(certificate=row, reason="x", version=0, **office.now(officer))
    with pytest.raises(NotAllowed, match="一人提出、另一名"):
        revoke_certificate(certificate=row, reason="x", version=0, **office.now(office.reviewer))
    with pytest.raises(CertificateChanged):
        revoke_certificate(certificate=row, reason="x", version=3, **office.now(office.head))
    row.refresh_from_db()
    assert row.version == 0 and row.revoked_at is None
