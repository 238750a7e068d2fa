"""One living case: what stands of it, and how it begins."""

from collections.abc import Mapping
from typing import Any

from gongkai.casework.operations.applying import Application, Attached, new_code, query_digest
from gongkai.casework.operations.assigning import assign_case
from gongkai.casework.operations.confirming import confirm_receipt
from gongkai.casework.operations.filing import file_request
from gongkai.casework.operations.intake import take_in
from gongkai.cli.demonstration.requests.office import CLERK, Sitting
from gongkai.cli.demonstration.requests.papers import paper
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel

Told = Mapping[str, Any]


class LivingCase:
    """A case as told in the texts, with what its last acts brought about."""

    def __init__(self, told: Told, applicants: Mapping[str, Told]) -> None:
        """Keep what is told; nothing is on record yet."""
        self.told = told
        self._applicant = applicants[told["applicant"]]
        self.request: Any = None
        self.letter: Any = None
        self.service: Any = None
        self.searches: dict[str, Any] = {}
        self.consultations: dict[str, Any] = {}
        self.papers: dict[str, tuple[Any, bytes]] = {}
        self.disputes: list[Any] = []

    @property
    def standing(self) -> dict[str, Any]:
        """Return the case and its version as they stand now."""
        self.request.refresh_from_db()
        return {"request": self.request, "version": self.request.version}

    @property
    def version(self) -> int:
        """Return the version as it stands now."""
        return int(self.standing["version"])

    def file(self, act: Told, sitting: Sitting) -> None:
        """Have the applicant file on the public site."""
        filed = file_request(
            agency=sitting.office.agency,
            application=self._application(),
            attachments=[
                Attached(
                    f"{each['title']}.pdf",
                    "application/pdf",
                    paper(each["organ"], each["title"], each["lines"], sitting.on),
                    each["kind"],
                )
                for each in act.get("papers", ())
            ],
            token=_token(sitting.office.agency.code, self.told["key"]),
            **sitting.moment,
        )
        self.request = filed.request

    def confirm(self, act: Told, sitting: Sitting) -> None:
        """Confirm the receipt with the applicant; who does so handles the case."""
        note = act["note"]
        confirm_receipt(**self.standing, confirmed_on=sitting.on, note=note, **sitting.acting())
        handler = sitting.office.officers[CLERK]
        assign_case(**self.standing, department=None, handler=handler, **sitting.acting())

    def take_in(self, act: Told, sitting: Sitting) -> None:
        """Take in what came by post or at the counter."""
        filed = take_in(
            agency=sitting.office.agency,
            application=self._application(),
            channel=Channel(act["channel"]),
            arrived_on=sitting.on,
            confirmed_on=None,
            token=_token(sitting.office.agency.code, self.told["key"]),
            is_oral="assistance" in act,
            assistance=act.get("assistance", ""),
            **sitting.acting(),
        )
        self.request = filed.request

    def _application(self) -> Application:
        who = {**self._applicant, **self.told["asks"]}
        return Application(**{**who, "applicant_kind": ApplicantKind(who["applicant_kind"])})


def code_of(agency_code: str, key: str) -> str:
    """Return the query code of a case; the key of the installation keeps others from it."""
    return new_code(_token(agency_code, key))


def digest_of(agency_code: str, key: str) -> str:
    """Return what is kept of a case's query code."""
    return query_digest(code_of(agency_code, key))


def _token(agency_code: str, key: str) -> str:
    return f"demonstration {agency_code} {key}"
