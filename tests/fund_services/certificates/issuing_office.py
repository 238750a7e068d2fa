"""A centre that issues certificates: its key on record, its people, and those of the system."""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from documents.certificates.made import PASSWORD, key_file
from factories import AgencyFactory, OfficerFactory
from fund_services import core_people as people
from fund_services.signing_in import an_account, an_agent
from gongkai.documents.certificates.keys import self_signed_file
from gongkai.fund_services.core.stored import account_in, put
from gongkai.fund_services.models import CoreAccount
from gongkai.fund_services.operations.certificates import issue_certificate
from gongkai.fund_services.operations.certificates.registering import register_key
from gongkai.fund_services.operations.certificates.sealing import key_state, stop_resting
from gongkai.rules.certificates import CertificateKind

_ORGAN = "某某市住房公积金管理中心"
NO_KEY = {
    "kind": "", "place": "", "token": "", "key": "", "number": "", "secret": "",
    "secret_file": "", "certificate": "", "stamp_address": "", "stamp_authorization": "",
}  # fmt: skip


@cache
def _folder():
    folder = Path(settings.HOME) / "seal-keys"
    folder.mkdir()
    return folder


def written(content, ending="p12"):
    """Return the path of a file of a key or certificate."""
    path = _folder() / f"{sha256(content).hexdigest()[:16]}.{ending}"
    if not path.exists():
        path.write_bytes(content)
    return str(path)


def file_seal(content=None, **values):
    """Return settings of a key that stands in a file."""
    place = written(content or key_file())
    return NO_KEY | {"kind": "FILE", "place": place, "secret": PASSWORD} | values


class Office:
    """A centre with its officers; `register` puts the configured key on record."""

    def __init__(self, agency, on, at):
        self.agency, self.on, self.at = agency, on, at
        self._accounts = {}
        self.handler = OfficerFactory(agency=agency, role="SERVICE_HANDLER", name="经办甲")
        self.reviewer = OfficerFactory(agency=agency, role="SERVICE_REVIEWER", name="复核乙")
        self.second = OfficerFactory(agency=agency, role="SERVICE_REVIEWER", name="复核丙")
        self.head = OfficerFactory(agency=agency, role="OFFICE_HEAD", name="负责丁")
        self.clerk = OfficerFactory(agency=agency, clerk=True, name="文员戊")
        stop_resting()

    def now(self, officer):
        return {"officer": officer, "on": self.on, "at": self.at}

    def register(self):
        state = key_state(self.agency, self.at)
        return register_key(
            agency=self.agency, fingerprint=state.facts.fingerprint, **self.now(self.head)
        )

    def account(self, account_no=people.DEPOSITING):
        if account_no not in self._accounts:
            person = people.person(account_no)
            self._accounts[account_no] = an_account(self.agency, person, at=self.at)
        return self._accounts[account_no]

    def agent(self, **values):
        told = people.employer_told(people.SMALL_EMPLOYER)
        account = self.account(people.SMALL_AGENT)
        values = {"is_manager": True} | values
        return an_agent(
            account, employer_no=people.SMALL_EMPLOYER, name=told.name, at=self.at, **values
        )

    def issue(self, account, kind=CertificateKind.DEPOSIT, **values):
        told = {"on": self.on, "at": self.at} | values
        return issue_certificate(account=account, kind=kind, **told)


@cache
def fresh_key():
    """Return a key that is in force today, for pages that read the clock."""
    return self_signed_file(_ORGAN, PASSWORD, timezone.now())


def make_office(on, at, **values):
    """Return a centre with its key on record, and made-up people in its business system."""
    people.fill_core(on)
    made = Office(AgencyFactory(**({"code": "gjj", "name": _ORGAN} | values)), on, at)
    made.register()
    return made


def change_account(account_no, **changes):
    """Let the business system tell something else of an account from now on."""
    row = CoreAccount.objects.get(account_no=account_no)
    put(row, facts=replace(account_in(row), **changes))
    row.save()
