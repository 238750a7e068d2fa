"""The template that a gateway or platform has for an event, filled with a dispatch's values."""

from collections.abc import Mapping
from typing import NamedTuple

from gongkai.messages.models import Dispatch, GatewayTemplate


class FilledTemplate(NamedTuple):
    """A template's number at the gateway, and the value of each of its parameters."""

    code: str
    values: Mapping[str, str]


def template_of(row: Dispatch) -> FilledTemplate | None:
    """Return the organ's template for a dispatch, None where it has none."""
    found = GatewayTemplate.objects.filter(agency=row.agency, way=row.way, event=row.event).first()
    if found is None:
        return None
    told = {**row.fields, "link": row.link, "code": row.link}
    values = {name: str(told.get(field, "")) for name, field in found.parameters.items()}
    return FilledTemplate(found.code, values)
