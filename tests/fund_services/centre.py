"""A centre with its items, forms, officers and made-up people, and business filed for real."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from factories import AgencyFactory, OfficerFactory
from fund_services import core_people as people
from fund_services.signing_in import an_account, an_agent
from gongkai.fund_services.core.embedded import EmbeddedCore
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.applications.filing import file_application
from gongkai.fund_services.operations.applications.form_versions import install_forms
from gongkai.fund_services.operations.applications.keeping import seal_material
from gongkai.fund_services.queries.applications.facts import known_facts
from gongkai.fund_services.queries.applications.forms import definition_of, form_in_force
from gongkai.rules.service_items import listed_items

ON = date(2024, 3, 4)
AT = datetime(2024, 3, 4, 1, 30, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\n made up for a test"


@dataclass
class Centre:
    """A centre at work: `handler`, `second` and `reviewer`, `head`, and a worker's account."""

    agency: object
    handler: object
    second: object
    reviewer: object
    head: object
    account: object
    on: date = ON
    at: datetime = AT
    core: EmbeddedCore = field(default=None)

    def pass_by(self, days=0, minutes=0):
        """Let time pass; the business system's clock goes along."""
        self.on += timedelta(days=days)
        self.at += timedelta(days=days, minutes=minutes)

    def now(self, officer):
        """Return who acts and when, as operations take it."""
        return {"officer": officer, "on": self.on, "at": self.at}


def make_centre(agency=None, *, pace=0.0):
    """Return a centre that can file and handle everything of the list."""
    agency = agency or AgencyFactory()
    ServiceItem.objects.bulk_create(
        ServiceItem(
            agency=agency,
            register_no=f"FW{place:03}",
            code=item.code,
            name=item.name,
            audience=item.audience.value,
            offered_from=date(2020, 1, 1),
            online_from=date(2023, 6, 1),
        )
        for place, item in enumerate(listed_items(), start=1)
    )
    install_forms(agency=agency, on=date(2023, 1, 1), at=AT)
    people.fill_core(ON)
    centre = Centre(
        agency=agency,
        handler=OfficerFactory(agency=agency, name="经办甲", role="SERVICE_HANDLER"),
        second=OfficerFactory(agency=agency, name="经办乙", role="SERVICE_HANDLER"),
        reviewer=OfficerFactory(agency=agency, name="复核丙", role="SERVICE_REVIEWER"),
        head=OfficerFactory(agency=agency, name="负责丁", role="OFFICE_HEAD"),
        account=an_account(agency, people.person(people.DEPOSITING), at=AT),
    )
    centre.core = EmbeddedCore(lambda: centre.at.timestamp(), pace)
    return centre


RENT = {
    "rent_kind": "MARKET", "has_no_home": "YES", "home_address": "某某市某某路8号",
    "rent_from": "2024-01-01", "rent_to": "2024-12-31", "amount": "3600.00",
    "bank": "某某银行某某支行", "bank_card": "6222020000000000000",
    "bank_card_again": "6222020000000000000",
}  # fmt: skip


def sealed(material, name="材料.png", content=PICTURE, at=AT):
    """Return a material that is sealed in the files folder."""
    return seal_material(
        material=material, name=name, media_type="image/png", content=content, at=at
    )


def file_rent(centre, *, account=None, token="表单一", at=None, **changed):
    """File a withdrawal for rent with its materials; return the application."""
    account = account or centre.account
    item = ServiceItem.objects.get(agency=centre.agency, code="RENT_WITHDRAWAL")
    form = form_in_force(item, centre.on)
    definition = definition_of(form)
    values = known_facts(definition, account, None).of(definition) | RENT | changed
    filed = file_application(
        account=account,
        agent=None,
        form=form,
        values=values,
        files=[sealed("identity_card"), sealed("bank_card_photo")],
        token=token,
        on=centre.on,
        at=at or centre.at,
        signature=str(account.name),
    )
    return filed.application


def an_employers_agent(centre):
    """Return an account and agent of the employer with twelve workers."""
    account = an_account(centre.agency, people.person(people.SMALL_AGENT), at=AT)
    told = people.employer_told(people.SMALL_EMPLOYER)
    agent = an_agent(
        account, employer_no=people.SMALL_EMPLOYER, name=told.name, is_manager=True, at=AT
    )
    return SimpleNamespace(account=account, agent=agent)
