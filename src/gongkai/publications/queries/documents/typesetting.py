"""An official document as the typesetter takes it (GB/T 9704-2012)."""

import re

from gongkai.documents.official.body import parse_body
from gongkai.documents.official.document import DocumentAttachment
from gongkai.documents.official.document import OfficialDocument as PrintedDocument
from gongkai.publications.models import OfficialDocument, PublishingSettings
from gongkai.publications.queries.documents.attributes import value_of
from gongkai.rules.document_kinds import Layout, OfficialKind

_ATTENDANCE = ("出席", "请假", "列席")
# Organs stand in groups: the comma parts the groups, 、 the organs of one group.
_GROUPS, _ORGANS = re.compile(r"[，,；;\n]+"), re.compile(r"[、，,；;\n]+")


def printed(document: OfficialDocument) -> PrintedDocument:
    """Return what is printed of a document as it stands; a draft has neither number nor day.

    :raises DocumentRefused: if an element is missing or written as the standard does not have it
    :raises DraftRefused: if there is more of it than a document can have
    """
    agency, kind = document.agency, OfficialKind(document.kind)
    settings = PublishingSettings.objects.filter(agency=agency).first()
    head = settings.document_head if settings is not None else ""
    there = attendance_in(document.attendance)
    return PrintedDocument(
        kind=kind,
        organs=(agency.name, *document.joint_with),
        title=document.title,
        body=parse_body(document.body),
        number=document.document_no,
        formed_on=document.formed_on,
        mark=(head,) if head and kind.layout is Layout.STANDARD else (),
        addressees=names_in(document.addressees),
        attachments=tuple(
            DocumentAttachment(row["name"], parse_body(row.get("body", "")))
            for row in document.attachments
        ),
        signatories=(document.signatory,) if document.signatory else (),
        has_seal=document.has_seal,
        note=value_of(document.attribute).mark,
        copies_to=names_in(document.copies_to),
        printed_by=agency.name,
        printed_on=document.printed_on,
        urgency=document.urgency,
        is_demonstration=agency.is_demonstration,
        present=there.get("出席", ()),
        absent=there.get("请假", ()),
        observing=there.get("列席", ()),
    )


def names_in(text: str) -> tuple[str, ...]:
    """Return organs in the order they were typed, by group where 、 stands inside of groups."""
    parts = (
        _GROUPS.split(text) if _GROUPS.search(text.strip("，,；;\n 。：:")) else _ORGANS.split(text)
    )
    return tuple(name for part in parts if (name := part.strip(" 　。：:")))


def attendance_in(text: str) -> dict[str, tuple[str, ...]]:
    """Return who was at a meeting from lines that begin with 出席, 请假 or 列席."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        label, _sign, names = line.strip().replace(":", "：").partition("：")
        if label in _ATTENDANCE:
            found[label] = names_in(names)
    return found


def unread_attendance(text: str) -> list[str]:
    """Return the lines that tell nobody's attendance, since they begin with none of the words."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in lines if line.replace(":", "：").partition("：")[0] not in _ATTENDANCE]


def default_series(document_word: str, letter_word: str, kind: OfficialKind) -> str:
    """Return 发文机关代字 of a kind: with 函 for letters, 纪要 for minutes, 发 for others."""
    word = document_word or letter_word
    if not word:
        return ""
    return word + {Layout.LETTER: "函", Layout.MINUTES: "纪要"}.get(kind.layout, "发")
