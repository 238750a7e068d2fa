"""What is sent when a letter goes out by mail: to whom, with which files."""

import re
from collections.abc import Iterable
from datetime import datetime

from gongkai.casework.models import CaseFile, DisclosureRequest, Letter, Service
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.keeping import content_of
from gongkai.documents.attachments.naming import harmless_name
from gongkai.messages.operations.mailing import Enclosure, queue_mail, require_mail_server
from gongkai.rules.letters import LetterKind

LARGEST_MAIL = 20 * 1024 * 1024
"""The most bytes of a letter with its enclosures that go out by mail."""

TO_OTHERS = frozenset(
    {
        LetterKind.THIRD_PARTY_CONSULTATION,
        LetterKind.THIRD_PARTY_NOTICE,
        LetterKind.CO_MAKER_CONSULTATION,
        LetterKind.TRANSFER,
    }
)
"""Letters whose addressee is not the applicant."""

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def mail_key(service: Service) -> str:
    """Return under which key the mail of a service is on record."""
    return f"service-{service.pk}"


def queue_letter(service: Service, case: DisclosureRequest, *, at: datetime) -> None:
    """Put a letter's mail on record for sending, once for each service.

    The address is the addressee's own on record, never typed for the occasion.

    :raises MailNotConfigured: if no mail server is configured
    :raises CaseRefused: if there is no address, or the files are missing or too large
    """
    require_mail_server()
    letter = service.letter
    files = files_of(letter)
    if sum(file.size for file in files) > LARGEST_MAIL:
        raise CaseRefused(
            f"文书和附件合计超过{LARGEST_MAIL >> 20}MB，不能以电子邮件送达，请改用其他方式。"
        )
    organ = case.agency.name
    queue_mail(
        key=mail_key(service),
        to=address_of(letter, case),
        subject=f"{organ}：{letter.title}（{letter.number}）",
        body=(
            f"您好：\n\n现以电子邮件送达《{letter.title}》（{letter.number}），见附件。"
            "收到后请回复本邮件或者致电确认收到日期。\n\n"
            f"{organ}\n{case.agency.phone}\n"
        ),
        at=at,
        agency=case.agency,
        event="request.letter",
        about=case.register_no,
    )


def address_of(letter: Letter, case: DisclosureRequest) -> str:
    """Return the addressee's mail address on record.

    :raises CaseRefused: if there is none
    """
    if letter.kind in TO_OTHERS:
        contact = letter.consultation.contact if letter.consultation else ""
    else:
        contact = case.email
    found = _ADDRESS.search(contact or "")
    if found is None:
        raise CaseRefused("没有登记收件人的电子邮箱，请先补登电子邮箱，或改用其他送达方式。")
    return found[0]


def files_of(letter: Letter) -> list[CaseFile]:
    """Return the letter's PDF and its enclosures.

    :raises CaseRefused: if there is no PDF, or a file belongs to another case
    """
    if letter.pdf is None:
        raise CaseRefused("文书没有PDF文件，不能以电子邮件送达，请先生成PDF或改用其他方式。")
    files = [letter.pdf, *letter.enclosures.order_by("pk")]
    if any(file.request_id != letter.request_id for file in files):
        raise CaseRefused("文书所附文件不属于本案，未发送。请核对附件后重新起草文书。")
    return files


def enclosures_of(letter: Letter) -> list[Enclosure]:
    """Return the bytes to send along, under harmless names that differ."""
    return [
        Enclosure(name, content_of(file), file.media_type)
        for name, file in _named(letter, files_of(letter))
    ]


def _named(letter: Letter, files: Iterable[CaseFile]) -> Iterable[tuple[str, CaseFile]]:
    for place, file in enumerate(files):
        yield (
            (harmless_name(f"{letter.number}.pdf"), file)
            if place == 0
            else (harmless_name(f"附件{place} {file.name}"), file)
        )
