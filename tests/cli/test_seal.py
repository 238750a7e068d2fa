"""`gongkai seal`: a key for trials, written once, and how the configured one stands."""

import stat

import pytest
from django.utils import timezone

from factories import AgencyFactory, OfficerFactory
from fund_services.certificates.issuing_office import NO_KEY
from gongkai.cli.arguments import Parser
from gongkai.cli.commands import seal
from gongkai.cli.demonstration.certificates import issue_certificates
from gongkai.cli.demonstration.fund_people import open_accounts
from gongkai.cli.outcome import Refused
from gongkai.fund_services.models import Certificate, SealKey
from gongkai.fund_services.operations.certificates.registering import register_key
from gongkai.fund_services.operations.certificates.sealing import key_state

pytestmark = pytest.mark.django_db


def command(*given):
    parser = Parser(prog="gongkai seal")
    seal.declare(parser)
    return seal.run(parser.parse_args(given))


@pytest.fixture
def own(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = NO_KEY | {
        "kind": "FILE", "place": str(tmp_path / "seal.p12"),
        "secret_file": str(tmp_path / "seal.password"),
    }  # fmt: skip
    return tmp_path


@pytest.fixture
def centre(monkeypatch):
    monkeypatch.setattr(seal, "insist_on_current_database", lambda: None)
    return AgencyFactory(is_default=True, is_demonstration=True)


def test_a_key_is_made_once_registered_and_then_of_use(centre, own, capsys):
    assert command("status") == 1 and "读不出文件" in capsys.readouterr().out
    assert command("make") == 0
    told = capsys.readouterr().out
    for name in ("seal.p12", "seal.password"):
        assert stat.S_IMODE((own / name).stat().st_mode) == 0o600
    assert (own / "seal.password").read_text().strip() not in told
    assert command("status") == 1 and "未登记" in capsys.readouterr().out
    at = timezone.now()
    head = OfficerFactory(agency=centre, role="OFFICE_HEAD")
    fingerprint = key_state(centre, at).facts.fingerprint
    register_key(agency=centre, fingerprint=fingerprint, officer=head, on=at.date(), at=at)
    assert command("status") == 0 and fingerprint in capsys.readouterr().out
    with pytest.raises(Refused, match="没有覆盖"):
        command("make")


def test_a_key_that_is_configured_is_not_made(centre, own, settings):
    settings.GONGKAI_SEAL = settings.GONGKAI_SEAL | {"secret_file": ""}
    with pytest.raises(Refused, match="GONGKAI_SEAL_KEY"):
        command("make")
    assert not (own / "seal.p12").exists()


def test_the_demonstration_issues_once_with_a_key_of_its_own(centre, own, on, at):
    officers = {
        "SERVICE_REVIEWER": OfficerFactory(agency=centre, role="SERVICE_REVIEWER"),
        "SERVICE_HANDLER": OfficerFactory(agency=centre, role="SERVICE_HANDLER"),
    }
    open_accounts(centre, officers, on=on, at=at, home=own)
    for _ in range(2):
        issue_certificates(centre, on=on, at=at)
    assert sorted(Certificate.objects.values_list("kind", flat=True)) == [
        "DEPOSIT", "LOAN_SETTLEMENT",
    ]  # fmt: skip
    assert SealKey.objects.get().registered_by is None


def test_no_key_of_the_installation_is_made_for_who_has_one_of_its_own(centre, own, settings):
    name = centre.code.upper().replace("-", "_")
    settings.GONGKAI_ORGAN_SEALS = {name: NO_KEY | {"kind": "FILE", "place": str(own / "its.p12")}}
    with pytest.raises(Refused, match="没有生成新的"):
        command("make")
    assert not (own / "seal.p12").exists()
