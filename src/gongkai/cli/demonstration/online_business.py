"""The demonstration's forms of business online: those that ship, one for each item."""

from datetime import date, datetime

from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.applications.form_versions import install_forms


def offer_forms(centre: Agency, *, on: date, at: datetime) -> None:
    """Give each item its form; where it has one, change nothing."""
    install_forms(agency=centre, on=on, at=at)
