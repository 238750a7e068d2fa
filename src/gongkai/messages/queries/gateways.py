"""What an organ has set for its gateways, and what an installation has."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.messages.models import GatewayTemplate, QuietHoursSetting, WeChatCallback
from gongkai.rules.message_events import Event, Way, event_catalogue
from gongkai.rules.quiet_hours import QuietHours, quiet_hours_on


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """An event by one way, with the gateway's template where the organ has set one."""

    event: Event
    way: Way
    code: str
    parameters: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that may fill the template's parameters."""
        return self.event.wordings[self.way].fields


def template_rows(agency: Agency) -> list[TemplateRow]:
    """Return every event that goes by SMS or WeChat, with its template there."""
    stored = {(row.way, row.event): row for row in GatewayTemplate.objects.filter(agency=agency)}
    rows = []
    for event in event_catalogue().values():
        for way in (Way.SMS, Way.WECHAT):
            if way in event.ways:
                row = stored.get((way.value, event.code))
                lines = [
                    f"{name}={field}" for name, field in (row.parameters if row else {}).items()
                ]
                rows.append(TemplateRow(event, way, row.code if row else "", "\n".join(lines)))
    return rows


def wechat_callback_of(agency: Agency) -> WeChatCallback | None:
    """Return what proves the WeChat platform's events of an organ."""
    return WeChatCallback.objects.filter(agency=agency).first()


def quiet_hours_of(agency: Agency, on: date) -> tuple[QuietHours, list[QuietHoursSetting]]:
    """Return the quiet hours in force on a day, and all that the organ set, the latest first."""
    rows = list(
        QuietHoursSetting.objects.filter(agency=agency)
        .select_related("set_by")
        .order_by("-in_force_from")
    )
    own = [QuietHours(row.in_force_from, row.begins, row.ends) for row in rows]
    return quiet_hours_on(on, own), rows


def sms_is_configured() -> bool:
    """Tell whether the installation has an SMS gateway."""
    return bool(settings.GONGKAI_SMS["base"])
