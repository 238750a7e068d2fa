"""The attribute of a document that forwards, joins or carries others: 条例第十条, 第十三条."""

from collections.abc import Iterable, Mapping

from gongkai.rules.attributes.values import AttributeValue, DisclosureAttribute, attribute_value

Attribute = str | AttributeValue


class AttributeUndecided(ValueError):
    """The document has no attribute yet, and none follows from another."""


class AttributesConflict(ValueError):
    """A document would reach the public with something that may not."""


def forwarded_attribute(source: Attribute | None) -> AttributeValue | None:
    """Return the attribute that a forwarded document inherits from its source.

    An organ that obtained information of another organ leaves its disclosure to the one that made
    it (条例第十条第一款): so what the maker decided holds. None if the source bears no attribute:
    then the forwarding organ decides afresh.

    :raises UnknownAttribute: for a value that is not offered
    """
    return None if source is None else _value(source)


def require_inherited(source: Attribute | None, decided: Attribute | None) -> AttributeValue:
    """Return the attribute of a forwarding document, refusing one that differs from its source.

    条例第十条第一款: the organ that made the information is answerable for its disclosure.

    :raises AttributeUndecided: if neither the source nor the forwarding organ has decided
    :raises AttributesConflict: if the forwarding organ decided otherwise than the source
    """
    inherited = forwarded_attribute(source)
    if inherited is None:
        if decided is None:
            raise AttributeUndecided(
                "被转发的文件没有标注公开属性，请在“公开属性”中重新确定转发件的公开属性。"
            )
        return _value(decided)
    if decided is not None and _value(decided) != inherited:
        raise AttributesConflict(
            f"被转发的文件标注为“{inherited.label}”，转发件的公开属性“{_value(decided).label}”"
            f"与之不一致，请改为“{inherited.label}”，或先商请制发机关变更原件的公开属性。"
        )
    return inherited


def joint_attribute(lead: str, decided: Mapping[str, Attribute | None]) -> AttributeValue:
    """Return the attribute of a joint document, which the lead organ decides: 条例第十条第三款.

    :param lead: the name of the organ that leads (牵头机关)
    :param decided: what each organ said, by its name; the others' words do not count
    :raises AttributeUndecided: if the lead organ has not decided
    """
    own = decided.get(lead)
    if own is None:
        raise AttributeUndecided(
            f"联合发文的公开属性由牵头机关“{lead}”确定，该机关尚未确定，"
            "请由牵头机关在“公开属性”中选择后再送签。"
        )
    return _value(own)


def require_consistent(document: Attribute, attachments: Mapping[str, Attribute]) -> None:
    """Refuse a published document that carries what may not be published: 条例第十三条至第十六条.

    :param attachments: the attribute of each attachment by its name
    :raises AttributesConflict: naming every attachment that stands against it
    """
    value = _value(document)
    if value.counts_as is not DisclosureAttribute.PROACTIVE:
        return
    against = [(name, each) for name, each in _valued(attachments) if each.counts_as != value.code]
    if against:
        told = "、".join(f"“{name}”（{each.label}）" for name, each in against)
        raise AttributesConflict(
            f"公开属性为“{value.label}”的文件不得附有不公开发布的内容，现有附件{told}；"
            "请移除这些附件、作区分处理后再附，或重新确定本件的公开属性。"
        )


def _valued(attachments: Mapping[str, Attribute]) -> Iterable[tuple[str, AttributeValue]]:
    return ((name, _value(each)) for name, each in attachments.items())


def _value(attribute: Attribute) -> AttributeValue:
    return attribute if isinstance(attribute, AttributeValue) else attribute_value(attribute)
