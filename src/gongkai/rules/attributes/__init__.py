"""公开属性 of official documents: the values, their grounds, and what follows from them."""

from gongkai.rules.attributes.reasons import (
    AttributeGround,
    LegalNature,
    Unreasoned,
    attribute_grounds,
    grounds_for,
    require_reasoned,
)
from gongkai.rules.attributes.reassessing import ImpossibleInterval, review_due, review_interval
from gongkai.rules.attributes.relations import (
    AttributesConflict,
    AttributeUndecided,
    forwarded_attribute,
    joint_attribute,
    require_consistent,
    require_inherited,
)
from gongkai.rules.attributes.values import (
    AttributeValue,
    DisclosureAttribute,
    UnknownAttribute,
    attribute_value,
    attribute_values,
    local_codes,
)
from gongkai.rules.clock import publish_by

__all__ = [
    "AttributeGround",
    "AttributeUndecided",
    "AttributeValue",
    "AttributesConflict",
    "DisclosureAttribute",
    "ImpossibleInterval",
    "LegalNature",
    "UnknownAttribute",
    "Unreasoned",
    "attribute_grounds",
    "attribute_value",
    "attribute_values",
    "forwarded_attribute",
    "grounds_for",
    "joint_attribute",
    "local_codes",
    "publish_by",
    "require_consistent",
    "require_inherited",
    "require_reasoned",
    "review_due",
    "review_interval",
]
