"""An organ's own wording of its letters, and what its letters say about the organ."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Agency, Officer, Role
from gongkai.agencies.permissions import require_role
from gongkai.audit.operations import record
from gongkai.casework.models import LetterTemplate
from gongkai.documents.letters.document import LetterDocument
from gongkai.rules.letters import LetterKind, fill, require_sound, sample_fields, wording

LONGEST_TEMPLATE = 10_000
"""The most characters of a template's body."""


class TemplateChanged(ValueError):
    """The template cannot be saved like this; the message says why, in Chinese."""


@transaction.atomic
def save_template(
    *,
    agency: Agency,
    kind: str,
    title: str,
    body: str,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
    outcome: str = "",
) -> LetterTemplate:
    """Keep an organ's own wording of a letter as its next version; drafts made before stay.

    :param version: the version its editor saw, 0 for the bundled wording
    :raises NotAllowed: if the officer is not head of the disclosure office
    :raises TemplateFaulty: naming the field that is unknown or missing
    :raises TemplateChanged: if someone else saved a newer version, or the text is too long
    """
    require_role(officer, agency, Role("OFFICE_HEAD"), on)
    chosen = LetterKind(kind)
    text = body.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEMPLATE or len(title) > 200:
        raise TemplateChanged(f"模板：标题超过200字，或者正文超过{LONGEST_TEMPLATE}字，请缩短。")
    require_sound(chosen, outcome, title, text)
    rows = LetterTemplate.objects.filter(agency=agency, kind=chosen, outcome=outcome)
    # The organ's row is what two editors of a template that has no version yet can both wait for.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    newest = rows.aggregate(newest=Max("version"))["newest"] or 0
    if newest != version:
        raise TemplateChanged(f"模板已有更新的第{newest}版，本次未保存。请对照新版修改后再保存。")
    row = LetterTemplate.objects.create(
        agency=agency,
        kind=chosen,
        outcome=outcome,
        version=version + 1,
        title=" ".join(title.split()),
        body=text,
        officer=officer,
        edited_at=at,
    )
    detail = {"kind": chosen.value, "outcome": outcome, "version": row.version}
    record(
        action="letter_template.save",
        subject=f"{chosen.label}{outcome and f'（{outcome}）'}",
        at=at,
        agency=agency,
        officer=officer,
        detail=detail,
    )
    return row


def restore_bundled(
    *,
    agency: Agency,
    kind: str,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
    outcome: str = "",
) -> LetterTemplate:
    """Go back to the bundled wording, as a new version like any other.

    :raises NotAllowed, TemplateChanged: as save_template does
    """
    bundled = wording(LetterKind(kind), outcome)
    return save_template(
        agency=agency,
        kind=kind,
        outcome=outcome,
        title=bundled.title,
        body=bundled.body,
        version=version,
        officer=officer,
        on=on,
        at=at,
    )


def sample_letter(
    agency: Agency, kind: LetterKind, outcome: str, title: str, body: str, on: date
) -> LetterDocument:
    """Return how a template prints, with values of nobody's case.

    :raises TemplateFaulty, FieldsMissing: if the template is not sound
    """
    require_sound(kind, outcome, title, body)
    fields = sample_fields(kind, outcome, on) | {"本机关": agency.name}
    text = fill(body.replace("\r\n", "\n"), fields, wording(kind, outcome).needs)
    return LetterDocument(
        organ=agency.name,
        title=fill(title, fields),
        addressee=fields["申请人"],
        paragraphs=tuple(text.split("\n")),
        is_demonstration=agency.is_demonstration,
    )


@transaction.atomic
def set_letter_details(
    *,
    agency: Agency,
    letter_word: str,
    reconsideration_organ: str,
    court: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Agency:
    """Set the organ's 机关代字, and the organ and court to which its letters point.

    :raises NotAllowed: if the officer is not head of the disclosure office
    :raises TemplateChanged: if one of them is empty or too long
    """
    require_role(officer, agency, Role("OFFICE_HEAD"), on)
    row = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    for field, text in (
        ("letter_word", letter_word),
        ("reconsideration_organ", reconsideration_organ),
        ("court", court),
    ):
        column = Agency._meta.get_field(field)
        text = "".join(text.split())
        if not text or len(text) > column.max_length:
            raise TemplateChanged(
                f"{column.verbose_name}：须填写，不超过{column.max_length}字，请核对。"
            )
        setattr(row, field, text)
    row.save(update_fields=["letter_word", "reconsideration_organ", "court"])
    record(
        action="letter_template.details",
        subject=row.name,
        at=at,
        agency=row,
        officer=officer,
        detail={"letter_word": row.letter_word},
    )
    return row
