"""An officer says where he is reached, and by which ways he wants to be told of what."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.messages.models import OfficerContact, WayPreference
from gongkai.rules.message_events import EventAudience, Way, event_catalogue
from gongkai.rules.phones import check_phone

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)


class PreferenceRefused(ValueError):
    """What an officer typed cannot be; `field` names where, the message says why, in Chinese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def save_contact(*, officer: Officer, phone: str, email: str, at: datetime) -> OfficerContact:
    """Keep where an officer is reached; "" takes an address away.

    :raises PreferenceRefused: naming the field
    """
    number = check_phone(phone).value if phone.strip() else ""
    if number and not _MOBILE.fullmatch(number):
        raise PreferenceRefused("phone", "手机号码：应为11位手机号码，请核对后重新填写。")
    mail = email.strip()
    if mail and not _MAIL.fullmatch(mail):
        raise PreferenceRefused("email", "电子邮箱：格式不正确，例如 name@example.gov.cn。")
    contact, _is_new = OfficerContact.objects.update_or_create(
        officer=officer,
        defaults={"phone": number, "email": mail, "changed_at": at},
    )
    told = {"phone": bool(number), "email": bool(mail)}
    record(action="message_contact.set", subject=officer.name, at=at, agency=officer.agency,
           officer=officer, detail=told)  # fmt: skip
    return contact


@transaction.atomic
def save_preferences(
    *, officer: Officer, chosen: Mapping[str, Sequence[str]], at: datetime
) -> None:
    """Keep the ways an officer chose for events; the screen is always among them.

    :param chosen: ways by the event's code; what is the default is kept as no choice
    :raises PreferenceRefused: for an event or a way that is not open to officers
    """
    catalogue = event_catalogue()
    for code, ways in chosen.items():
        event = catalogue.get(code)
        if event is None or event.audience is not EventAudience.OFFICER:
            raise PreferenceRefused(code, f"通知事项“{code}”不存在，请从页面选择。")
        wrong = [way for way in ways if way not in event.ways]
        if wrong:
            raise PreferenceRefused(code, f"{event.name}：不能以“{wrong[0]}”的方式通知。")
        kept = [way.value for way in event.ways if way in ways or way is Way.SCREEN]
        rows = WayPreference.objects.filter(officer=officer, event=code)
        if tuple(kept) == tuple(way.value for way in event.default):
            rows.delete()
        else:
            WayPreference.objects.update_or_create(
                officer=officer, event=code, defaults={"ways": kept}
            )
    record(action="message_preferences.set", subject=officer.name, at=at, agency=officer.agency,
           officer=officer, detail={code: list(ways) for code, ways in chosen.items()})  # fmt: skip
