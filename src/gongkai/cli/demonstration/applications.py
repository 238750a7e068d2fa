"""Invented business applied for online, each as far as it has come when it is loaded."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.fund_services.core.choosing import fund_core, is_embedded
from gongkai.fund_services.core.embedded import EmbeddedCore
from gongkai.fund_services.core.facts import AccountState
from gongkai.fund_services.core.made_up import people
from gongkai.fund_services.operations.applications.accepting import accept_application
from gongkai.fund_services.operations.applications.correcting import ask_correction
from gongkai.fund_services.operations.applications.deciding import (
    approve_application,
    propose_decision,
    refuse_application,
)
from gongkai.fund_services.operations.applications.delivering import DeliveryWay, deliver_result
from gongkai.fund_services.operations.applications.filing import file_application
from gongkai.fund_services.operations.applications.keeping import seal_material
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.fund_services.operations.applications.withdrawing import rate_application
from gongkai.fund_services.queries.accounts.agents import employers_of
from gongkai.fund_services.queries.accounts.finding import account_named
from gongkai.fund_services.queries.applications.facts import known_facts, workers_told
from gongkai.fund_services.queries.applications.forms import (
    definition_of,
    form_in_force,
    item_with_code,
)
from gongkai.fund_services.queries.applications.listing import has_applications
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.service_lifecycle import Proposal
from gongkai.rules.service_opinions import ServiceOpinion

_STEPS = ("filed", "asked", "accepted", "proposed", "refused", "sent", "delivered")
_RENT = {
    "rent_kind": "MARKET", "has_no_home": "YES", "home_address": "龙港区某某路8号（演示）",
    "bank": "某某银行某某支行（演示）", "bank_card": "6222020000000000000",
    "bank_card_again": "6222020000000000000",
}  # fmt: skip


def handle_applications(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have business filed and handled, unless there is any; all in the year of loading.

    Where the installation speaks to a real business system, nothing is filed in anybody's name.
    """
    if has_applications(centre) or not is_embedded():
        return
    for number, told in enumerate(texts("applications")["applications"], start=1):
        with suppress(CalendarNotPublished):
            _one(centre, officers, told, f"演示-{number}", on, at)


def _one(
    centre: Agency,
    officers: Mapping[str, Officer],
    told: Mapping[str, Any],
    token: str,
    on: date,
    at: datetime,
) -> None:
    """File one and bring it as far as it is told."""
    day = _day_before(on, told["before"])
    when: dict[str, Any] = {"on": day, "at": at - (on - day)}
    handler, reviewer = officers["SERVICE_HANDLER"], officers["SERVICE_REVIEWER"]
    row = _filed(centre, told, token, when)
    if row is None:
        return
    act: dict[str, Any] = {"application": row, "version": None, "officer": handler, **when}
    reached = _STEPS.index(told["done"])
    if told["done"] == "asked":
        ask_correction(missing=told["missing"], **act)
        return
    if reached >= _STEPS.index("accepted"):
        accept_application(**act)
    if reached >= _STEPS.index("proposed"):
        refuses = told["done"] == "refused"
        proposal = Proposal.REFUSE if refuses else Proposal.GRANT
        propose_decision(
            proposal=proposal, basis=told.get("basis", ""), reason=told.get("reason", ""), **act
        )
    if told["done"] == "refused":
        refuse_application(**(act | {"officer": reviewer}))
    elif reached > _STEPS.index("proposed"):
        approve_application(**(act | {"officer": reviewer}))
        is_done = told["done"] == "delivered"
        # What is told as done was done on its day, whatever the system's own clock says.
        line = EmbeddedCore(when["at"].timestamp, 0.0) if is_done else None
        for _ in range(2 if is_done else 1):
            exchange_with_core(core=line, **when)
    if told["done"] == "delivered":
        deliver_result(way=DeliveryWay.ONLINE, **act)
    if "opinion" in told:
        rate_application(
            application=row,
            account=row.account,
            agent=row.agent,
            opinion=ServiceOpinion(told["opinion"]),
            **when,
        )


def _filed(centre: Agency, told: Mapping[str, Any], token: str, when: Mapping[str, Any]) -> Any:
    """Return an application filed by one of the made-up people, None where he has no account."""
    account_no = getattr(people, told["who"])
    [worker] = [each for each in people.named_workers() if each.account_no == account_no]
    account = account_named(centre, worker.phone)
    item = item_with_code(centre, told["item"], when["on"])
    form = form_in_force(item, when["on"]) if item is not None else None
    if account is None or form is None:
        return None
    agent = next(iter(employers_of(account)), None)
    definition = definition_of(form)
    day: date = when["on"]
    values = known_facts(definition, account, agent).of(definition)
    if told["item"] == "RENT_WITHDRAWAL":
        values |= _RENT | {"rent_from": f"{day.year}-01-01", "rent_to": f"{day.year}-12-31"}
    values |= {name: _dated(text, day) for name, text in told["values"].items()}
    rows = _rows(told, agent.employer_no, day) if agent is not None else []
    filed = file_application(
        account=account,
        agent=agent,
        form=form,
        values=values,
        files=[
            seal_material(
                material=each.name,
                name=f"{each.label}（演示）.png",
                media_type="image/png",
                content=_picture(),
                at=when["at"],
            )
            for each in definition.materials
            if each.needed_with(values)
        ],
        rows=rows,
        token=token,
        signature=str(account.name),
        **when,
    )
    return filed.application


def _rows(told: Mapping[str, Any], employer_no: str, day: date) -> list[dict[str, str]]:
    """Return rows for the last workers of an employer that are deposited for."""
    found = [
        each
        for each in workers_told(employer_no, fund_core()).values()
        if each["state"] == AccountState.NORMAL
    ]
    told_row = {name: _dated(text, day) for name, text in told.get("row", {}).items()}
    return [
        {"account_no": each["account_no"], "name": each["name"], **told_row}
        for each in found[-told.get("workers", 0) :]
        if told.get("workers")
    ]


def _dated(text: str, day: date) -> str:
    return {"MONTH": f"{day:%Y-%m}", "DAY": day.isoformat()}.get(text, text)


def _day_before(on: date, count: int) -> date:
    """Return the day so many days before another, but not in the year before."""
    return max(on - timedelta(days=count), date(on.year, 1, 1))


def _picture() -> bytes:
    """Return a PNG that says that it is a demonstration."""
    picture = Image.new("RGB", (600, 400), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 580, 380), outline="#1f4e8c", width=3)
    draw.text((300, 200), "DEMONSTRATION", font=ImageFont.load_default(size=40), anchor="mm")
    found = BytesIO()
    picture.save(found, "PNG")
    return found.getvalue()
