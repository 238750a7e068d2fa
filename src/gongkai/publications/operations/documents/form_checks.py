"""What of a drafting form cannot be kept, and what must be there before anybody signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.official.body import parse_body
from gongkai.documents.official.document import URGENCIES, DocumentRefused
from gongkai.publications.models import LegalDocument, OfficialDocument
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.drafting import ContentRefused
from gongkai.publications.queries.documents.attributes import offered_values, value_of
from gongkai.publications.queries.documents.typesetting import printed, unread_attendance
from gongkai.rules.attributes import (
    AttributesConflict,
    AttributeUndecided,
    DisclosureAttribute,
    UnknownAttribute,
    Unreasoned,
    joint_attribute,
    require_consistent,
    require_inherited,
    require_reasoned,
)
from gongkai.rules.document_kinds import Layout, OfficialKind

_SERIES = re.compile(r"[\u4e00-\u9fff]{1,20}")
_MOST_ATTACHMENTS, _LONGEST_NAME = 20, 100
# What a document being made can do to one that is in force.
_DONE_BY_ANOTHER = ("AMENDED", "REPEALED")
NOT_DECIDED = (AttributesConflict, AttributeUndecided, UnknownAttribute, Unreasoned)
"""What the rules of 公开属性 raise; every message is Chinese and names the remedy."""


@dataclass(frozen=True)
class AttachmentContent:
    """An attachment: its name, its own attribute, and its text where it is bound in."""

    name: str
    attribute: str
    body: str = ""


@dataclass(frozen=True)
class ChangeContent:
    """A document of the register that this one repeals or amends, and from which day."""

    document: LegalDocument
    change: str
    on: date | None = None


def require_keepable(document: OfficialDocument, content: Any) -> None:
    """Insist that a form can be kept, complete or not.

    :raises ContentRefused: naming field, value and remedy
    """
    for field, message in _problems(document, content):
        raise ContentRefused(field, message)


def require_sendable(document: OfficialDocument) -> None:
    """Insist on everything that a document needs before it is signed: 条例第十三条至第十六条.

    :raises ItemRefused: naming what is missing or stands against it
    """
    require_decided(document)
    if not _SERIES.fullmatch(document.series):
        raise ItemRefused(
            f"发文机关代字：现为“{document.series}”，应为1至20个汉字，如“某公积金发”；"
            "发布设置中登记本机关代字后，新建公文自动带出。"
        )
    if document.column_id is None and document.attribute == DisclosureAttribute.PROACTIVE.value:
        raise ItemRefused("公开栏目：主动公开的公文签发后自动起草信息，请选择列入的栏目。")
    if document.column is not None and document.column.is_closed:
        raise ItemRefused(f"公开栏目：“{document.column.name}”已停用，请选择其他栏目。")
    if document.changes and not document.is_normative:
        raise ItemRefused("废止和修改的文件：由规范性文件废止或者修改，请勾选“行政规范性文件”。")
    try:
        printed(document)
    except (DocumentRefused, DraftRefused) as refusal:
        raise ItemRefused(str(refusal)) from refusal


def require_decided(document: OfficialDocument) -> None:
    """Insist on an attribute that may stand: reasoned, inherited, the lead's, consistent.

    :raises ItemRefused: naming what stands against it (条例第十条、第十三条至第十六条)
    """
    _require_offered(document)
    try:
        own = value_of(document.attribute)
        attachments = {row["name"]: value_of(row["attribute"]) for row in document.attachments}
        source = value_of(document.forwarded_attribute) if document.forwarded_attribute else None
        require_reasoned(own, document.ground, document.reason)
        if document.forwards:
            require_inherited(source, own)
        if document.joint_with:
            joint_attribute(document.agency.name, {document.agency.name: own})
        require_consistent(own, attachments)
    except NOT_DECIDED as refusal:
        raise ItemRefused(f"公开属性：{refusal}") from refusal


def _require_offered(document: OfficialDocument) -> None:
    offered = offered_values(document.agency)
    if document.attribute not in {value.code for value in offered}:
        labels = "、".join(value.label for value in offered)
        raise ItemRefused(f"公开属性：没有“{document.attribute}”这一选项，请从{labels}中选择。")


def _problems(document: OfficialDocument, content: Any) -> Iterator[tuple[str, str]]:
    if content.kind not in {kind.value for kind in OfficialKind}:
        yield "kind", f"文种：没有“{content.kind}”这一选项，请重新选择。"
        return
    if not content.title.strip():
        yield "title", "标题：未填写，请填写由发文机关、事由和文种组成的标题。"
    offered = {value.code for value in offered_values(document.agency)}
    for name in ("attribute", "forwarded_attribute"):
        value = getattr(content, name)
        if value not in offered and (value or name == "attribute"):
            yield name, f"公开属性：没有“{value}”这一选项，请重新选择。"
    if content.forwarded_attribute and not content.forwards.strip():
        yield "forwards", "所转发的文件：填写了原文公开属性而没有文件名称，请填写或者清空。"
    yield from _too_long(content)
    if content.urgency and content.urgency not in URGENCIES:
        yield "urgency", f"紧急程度：现为“{content.urgency}”，请从{'、'.join(URGENCIES)}中选择。"
    if content.column is not None and content.column.agency_id != document.agency_id:
        yield "column", f"公开栏目：“{content.column.name}”不是本机关的栏目，请重新选择。"
    if content.effective_on and content.valid_until and content.valid_until < content.effective_on:
        yield (
            "valid_until",
            (
                f"有效期至：{content.valid_until.isoformat()}早于施行日期"
                f"{content.effective_on.isoformat()}，请核对。"
            ),
        )
    yield from _wrong_attendance(content)
    yield from _wrong_attachments(content, offered)
    yield from _wrong_changes(document, content)
    try:
        parse_body(content.body)
    except DraftRefused as refusal:
        yield "body", f"正文：{refusal}"


def _too_long(content: Any) -> Iterator[tuple[str, str]]:
    for name in (
        "title", "addressees", "copies_to", "signatory", "reason", "forwards", "series", "ground",
    ):  # fmt: skip
        value, field = getattr(content, name).strip(), OfficialDocument._meta.get_field(name)
        if len(value) > field.max_length:
            yield (
                name,
                f"{field.verbose_name}：最多{field.max_length}字，现为{len(value)}字，请缩短。",
            )


def _wrong_attendance(content: Any) -> Iterator[tuple[str, str]]:
    is_minutes = OfficialKind(content.kind).layout is Layout.MINUTES
    if content.attendance.strip() and not is_minutes:
        yield "attendance", "出席人员：只有纪要填写，请清空，或者把文种改为“纪要”。"
    unread = unread_attendance(content.attendance)
    if unread:
        yield (
            "attendance",
            f"出席人员：“{unread[0][:20]}”无法识别，每行以“出席：”“请假：”或者“列席：”开头。",
        )


def _wrong_attachments(content: Any, offered: set[str]) -> Iterator[tuple[str, str]]:
    if len(content.attachments) > _MOST_ATTACHMENTS:
        yield "attachments", f"附件：最多{_MOST_ATTACHMENTS}个，请合并或者减少。"
    names = [each.name.strip() for each in content.attachments]
    for each, name in zip(content.attachments, names, strict=True):
        if not name or len(name) > _LONGEST_NAME:
            yield (
                "attachments",
                f"附件名称：应为1至{_LONGEST_NAME}个字，现为{len(name)}个字，请修改。",
            )
        if names.count(name) > 1:
            yield "attachments", f"附件“{name}”重复，请改为不同的名称。"
        if each.attribute not in offered:
            yield "attachments", f"附件“{name}”的公开属性“{each.attribute}”无效，请重新选择。"
        try:
            parse_body(each.body)
        except DraftRefused as refusal:
            yield "attachments", f"附件“{name}”：{refusal}"


def _wrong_changes(document: OfficialDocument, content: Any) -> Iterator[tuple[str, str]]:
    for each in content.changes:
        if each.document.agency_id != document.agency_id:
            yield "changes", f"废止和修改的文件：《{each.document.title}》不是本机关的文件。"
        if each.change not in _DONE_BY_ANOTHER:
            yield "changes", f"废止和修改的文件：没有“{each.change}”这一选项，请重新选择。"
        if each.on is None:
            yield "changes", f"废止和修改的文件：《{each.document.title}》未填写起始日期，请填写。"
        elif each.on < each.document.made_on:
            yield (
                "changes",
                f"废止和修改的文件：日期{each.on.isoformat()}早于《{each.document.title}》的"
                f"制发日期{each.document.made_on.isoformat()}，请核对。",
            )
    keys = [each.document.pk for each in content.changes]
    if len(set(keys)) != len(keys):
        yield "changes", "废止和修改的文件：同一文件只能选择一次。"
