"""Which key seals: on record, in force; what is wrong with it is told, and nothing secret."""

from datetime import timedelta

import pytest

from documents.certificates.made import PASSWORD, key_file
from documents.certificates.stamp_server import StampMachine
from factories import AgencyFactory
from fund_services import core_people as people
from fund_services.certificates.issuing_office import Office, file_seal, written
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.documents.certificates.examining import examine
from gongkai.documents.certificates.keys import self_signed_file
from gongkai.fund_services.models import Certificate, CertificateSeries, SealKey
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateUnavailable,
)
from gongkai.fund_services.operations.certificates.registering import (
    register_key,
    register_made_key,
    retire_key,
)
from gongkai.fund_services.operations.certificates.sealing import (
    key_state,
    seal_problem,
    stop_resting,
    try_signature,
)


def test_a_key_seals_only_once_its_head_put_it_on_record(office, settings):
    row = SealKey.objects.get()
    assert row.registered_by == office.head and row.is_self_signed and row.kept_in == "FILE"
    settings.GONGKAI_SEAL = file_seal(key_file("别的密钥"))
    with pytest.raises(CertificateUnavailable, match="还没有登记"):
        office.issue(office.account())
    state = key_state(office.agency, office.at)
    assert state.facts is not None and state.row is None and state.problem == ""
    told = {"agency": office.agency, "fingerprint": state.facts.fingerprint}
    with pytest.raises(NotAllowed):
        register_key(**told, **office.now(office.reviewer))
    with pytest.raises(CertificateActRefused, match="刚刚换过"):
        register_key(**told | {"fingerprint": row.fingerprint}, **office.now(office.head))
    register_key(**told, **office.now(office.head))
    assert office.issue(office.account()).seal_key.fingerprint == state.facts.fingerprint
    with pytest.raises(CertificateActRefused, match="已经登记"):
        register_key(**told, **office.now(office.head))
    assert Entry.objects.filter(action="seal_key.register").count() == 2


def test_a_retired_key_seals_no_more_and_does_not_come_back(office):
    row = SealKey.objects.get()
    with pytest.raises(NotAllowed):
        retire_key(key=row, **office.now(office.handler))
    retire_key(key=row, **office.now(office.head))
    with pytest.raises(CertificateUnavailable, match="还没有登记"):
        office.issue(office.account())
    with pytest.raises(CertificateActRefused, match="已经停用"):
        office.register()
    with pytest.raises(CertificateActRefused, match="已经停用"):
        retire_key(key=row, **office.now(office.head))


@pytest.mark.parametrize(("days", "why"), [(-1, "起才生效"), (731, "到期.*更换证书")])
def test_a_key_out_of_its_time_issues_nothing(office, days, why):
    at = office.at + timedelta(days=days)
    with pytest.raises(CertificateUnavailable, match=why):
        office.issue(office.account(), at=at, on=at.date())
    assert not Certificate.objects.exists() and not CertificateSeries.objects.exists()
    assert key_state(office.agency, at).problem


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"secret": "sbagliata"}, "口令不对"),
        ({"place": "/nessuno/seal.p12"}, "读不出文件“seal.p12”"),
        ({"secret": "", "secret_file": "/nessuno/seal.password"}, "读不出文件“seal.password”"),
        ({"place": __file__}, "打不开"),
    ],
)
def test_what_is_wrong_with_the_configured_key_is_told(office, settings, values, why):
    settings.GONGKAI_SEAL = file_seal(**values)
    state = key_state(office.agency, office.at)
    assert state.facts is None
    with pytest.raises(CertificateUnavailable, match=why) as refused:
        office.issue(office.account())
    assert str(refused.value) == state.problem
    for secret in (PASSWORD, "sbagliata", "/nessuno"):
        assert secret not in state.problem and secret not in str(state)


def test_the_password_may_stand_in_a_file(office, settings):
    beside = written(f"{PASSWORD}\n".encode(), "password")
    settings.GONGKAI_SEAL = file_seal(secret="", secret_file=beside)
    assert try_signature(office.agency, office.at).is_self_signed


def test_a_file_that_is_replaced_is_read_anew(office, settings, tmp_path):
    path = tmp_path / "seal.p12"
    path.write_bytes(key_file())
    settings.GONGKAI_SEAL = file_seal(place=str(path))
    first = try_signature(office.agency, office.at).fingerprint
    path.write_bytes(self_signed_file("新的密钥", PASSWORD, office.at))
    assert try_signature(office.agency, office.at).fingerprint != first
    with pytest.raises(CertificateUnavailable, match="还没有登记"):
        office.issue(office.account())


def test_a_time_stamp_goes_with_it_where_a_server_is_configured(office, settings):
    machine = StampMachine()
    settings.GONGKAI_SEAL = file_seal(stamp_address=machine.address)
    try:
        row = office.issue(office.account())
    finally:
        machine.close()
    assert row.has_time_stamp
    pdf = print_certificate(certificate=row, on=office.on, at=office.at)
    assert examine(pdf, ["JC"]).signatures[0].has_stamp
    # The server is gone: nothing is issued, no number is used, and it is left alone for a while.
    for _ in range(2):
        with pytest.raises(CertificateUnavailable, match="时间戳服务器没有应答"):
            office.issue(office.account())
    assert CertificateSeries.objects.get().last == 1
    settings.GONGKAI_SEAL = file_seal()
    stop_resting()
    assert office.issue(office.account()).certificate_no == "JC2024-000002"


def test_what_will_soon_keep_an_organ_from_sealing_is_told_in_time(office, settings):
    until = SealKey.objects.get().valid_until
    assert seal_problem(office.agency, office.at) == ""
    assert "请尽快更换证书" in seal_problem(office.agency, until - timedelta(days=29))
    assert "到期" in seal_problem(office.agency, until + timedelta(days=1))
    settings.GONGKAI_SEAL = file_seal(key_file("别的密钥"))
    assert "还没有登记" in seal_problem(office.agency, office.at)
    # Who never sealed has no need of a key.
    assert seal_problem(AgencyFactory(), office.at) == ""


def test_a_made_key_is_registered_by_nobody_for_a_demonstration_alone(office, settings, at):
    with pytest.raises(CertificateActRefused, match="由公开工作机构负责人"):
        register_made_key(agency=office.agency, at=at)
    shown = AgencyFactory(is_demonstration=True)
    with pytest.raises(CertificateActRefused, match="已由另一机关登记"):
        register_made_key(agency=shown, at=at)
    settings.GONGKAI_SEAL = file_seal(key_file("演示中心"))
    assert register_made_key(agency=shown, at=at).registered_by is None


def test_two_organs_seal_each_with_its_own_key_and_never_with_the_others(office, settings):
    other = Office(AgencyFactory(code="bei-shi-gjj"), office.on, office.at)
    with pytest.raises(CertificateActRefused, match="为本机关单独配置密钥"):
        other.register()
    settings.GONGKAI_ORGAN_SEALS = {"BEI_SHI_GJJ": file_seal(key_file("北市中心"))}
    theirs = other.register()
    assert "北市中心" in theirs.subject
    ours = SealKey.objects.get(agency=office.agency)
    assert other.issue(other.account(people.SETTLED)).seal_key == theirs
    assert office.issue(office.account()).seal_key == ours
    # One that cannot be read is not replaced by the key of the installation.
    settings.GONGKAI_ORGAN_SEALS = {"BEI_SHI_GJJ": file_seal(place="/nessuno/seal.p12")}
    with pytest.raises(CertificateUnavailable, match="读不出文件"):
        other.issue(other.account(people.SETTLED))
    assert office.issue(office.account()).seal_key == ours
