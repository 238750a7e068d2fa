"""The values of 公开属性 that an organ offers: the three, and local ones it has chosen."""

from gongkai.agencies.models import Agency
from gongkai.publications.models import PublishingSettings
from gongkai.rules.attributes import (
    AttributeValue,
    attribute_value,
    attribute_values,
    local_codes,
)


def offered_values(agency: Agency) -> tuple[AttributeValue, ...]:
    """Return what an organ's drafting form offers."""
    row = PublishingSettings.objects.filter(agency=agency).only("local_attributes").first()
    return attribute_values(row.local_attributes if row is not None else ())


def known_values() -> tuple[AttributeValue, ...]:
    """Return every value that a document may bear, offered now or not."""
    return attribute_values(local_codes())


def value_of(code: str) -> AttributeValue:
    """Return the value that a document bears, also a local one that is not offered any more.

    :raises UnknownAttribute: for a code that is none
    """
    return attribute_value(code, local_codes())
