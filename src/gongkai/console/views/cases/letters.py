"""One letter: its text, what it lacks, its sign-off, and the steps open to this officer."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import Role
from gongkai.agencies.permissions import holds
from gongkai.agencies.queries import licensed_fonts
from gongkai.casework.models import CaseFile, Letter, LetterState
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.drafting import edit_letter, enclosed, facts_behind
from gongkai.casework.operations.enclosing import allowed_enclosures
from gongkai.casework.operations.issuing import joined_cases
from gongkai.casework.operations.letter_checks import parts_missing, unmet_before
from gongkai.casework.permissions import may_sign_letter, may_write_letters
from gongkai.casework.queries.letter_documents import letter_document
from gongkai.casework.queries.letters import find_letter
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.letter_forms import IssueForm, LetterTextForm, VerdictOnLetterForm, VoidForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.acting import show_newer
from gongkai.console.views.cases.case import case_at, case_context, require_act
from gongkai.console.views.signing import stages_of
from gongkai.documents.letters.docx import letter_docx
from gongkai.documents.letters.pdf import letter_pdf
from gongkai.documents.typesetting.fonts import FontsFolderUnusable
from gongkai.review.models import Round
from gongkai.rules.letters import LetterKind, wording
from gongkai.rules.preconditions import Unmet

_OPEN = (LetterState.DRAFT, LetterState.IN_REVIEW, LetterState.APPROVED)


@dataclass(frozen=True)
class LetterAtDesk:
    """A letter, its files, and what stands against it."""

    letter: Letter
    files: list[CaseFile]

    @property
    def kind(self) -> LetterKind:
        """Return what kind of letter it is."""
        return LetterKind(self.letter.kind)


def letter_at(desk: Desk, pk: int) -> LetterAtDesk:
    """Return a letter of the officer's organ, for those whose roles see cases.

    :raises NotHere: if there is none
    :raises NotAllowed: if he holds none of those roles
    """
    letter = find_letter(desk.officer, pk)
    if letter is None:
        raise NotHere(_("没有这份文书，或者不属于本机关，请从文书登记册中打开。"))
    letter.request = case_at(desk, letter.request_id)
    return LetterAtDesk(letter, enclosed(letter))


@require_safe
@staff
def one_letter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a letter as it will be printed, with the steps open to this officer."""
    at = letter_at(desk, pk)
    letter, case = at.letter, at.letter.request
    is_open = letter.state in _OPEN
    writes = may_write_letters(desk.officer, desk.agency, desk.on)
    round = letter.review_round
    signs_not = _why_not(desk, letter)
    context = case_context(desk, case, letter.title) | {
        "letter": letter,
        "kind": at.kind,
        "document": letter_document(letter, at.files),
        "files": at.files,
        "missing": _missing(at, desk) if is_open else (),
        "unmet": _unmet(at, desk) if is_open else (),
        "round": round,
        "stages": stages_of(round),
        "is_open": is_open,
        "may_write": writes and is_open,
        "may_submit": writes and letter.state == LetterState.DRAFT,
        "may_take_back": writes and letter.state == LetterState.IN_REVIEW,
        "may_issue": writes and letter.state == LetterState.APPROVED,
        "may_void": _may_void(desk, letter, writes),
        "may_sign": letter.state == LetterState.IN_REVIEW and not signs_not,
        "signs_not": signs_not,
        "verdict_form": VerdictOnLetterForm(),
        "issue_form": IssueForm(initial={"version": case.version, "issued_on": desk.on}),
        "void_form": VoidForm(initial={"version": case.version}, auto_id="void_%s"),
    }
    return render(request, "console/cases/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Edit a letter's text and what it decides; what was signed before no longer counts."""
    at = letter_at(desk, pk)
    letter, case = at.letter, at.letter.request
    require_act(desk, case, at.kind.event)
    if letter.state not in _OPEN:
        raise NotHere(_("文书已经发出或者作废，不能修改。"))
    form = _edit_form(request, at, desk)
    status = 200
    if request.method == "POST":
        status = 400
        refill = "refill" in request.POST
        if form.is_valid():
            try:
                edit_letter(
                    letter=letter,
                    terms=form.terms,
                    enclosures=form.enclosures,
                    refill=refill,
                    officer=desk.officer,
                    on=desk.on,
                    at=desk.at,
                    **{
                        key: form.cleaned_data[key]
                        for key in ("version", "title", "addressee", "body")
                    },
                )
            except REFUSED as refused:
                form.add_error(None, str(refused))
                if isinstance(refused, CaseChanged):
                    status = 409
                    show_newer(form, case)
            else:
                done = _("已按模板重新生成正文。") if refill else _("已保存。")
                messages.success(request, done)
                return redirect("console:edit-letter" if refill else "console:letter", pk=pk)
    context = case_context(desk, case, _("修改%(title)s") % {"title": letter.title}) | {
        "letter": letter,
        "form": form,
        "was_signed": letter.state != LetterState.DRAFT,
        "has_changed": status == 409,
    }
    return render(request, "console/cases/letter_edit.html", context, status=status)


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, pk: int, fmt: str) -> HttpResponse:
    """Return a letter as PDF or DOCX, made on the spot as it reads now."""
    if fmt not in ("pdf", "docx"):
        raise NotHere(_("没有这种文件，请从文书页面选择。"))
    at = letter_at(desk, pk)
    document = letter_document(at.letter, at.files)
    try:
        content = letter_pdf(document, licensed_fonts()) if fmt == "pdf" else letter_docx(document)
    except FontsFolderUnusable as refused:
        messages.error(request, str(refused))
        return redirect("console:letter", pk=pk)
    mark = "" if at.letter.number else _("（草稿）")
    return attachment(content, fmt, f"{at.letter.title}{mark}")


def _edit_form(request: HttpRequest, at: LetterAtDesk, desk: Desk) -> LetterTextForm:
    letter, case = at.letter, at.letter.request
    initial: dict[str, Any] = {
        **letter.terms,
        "version": case.version,
        "title": letter.title,
        "addressee": letter.addressee,
        "body": letter.body,
        "enclosures": [str(file.pk) for file in at.files],
    }
    return LetterTextForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        agency=desk.agency,
        wording=wording(at.kind, letter.outcome),
        files=allowed_enclosures(case, at.kind),
        joined=joined_cases(case) if at.kind is LetterKind.REPLY else (),
        on=desk.on,
    )


def _missing(at: LetterAtDesk, desk: Desk) -> tuple[str, ...]:
    document = letter_document(at.letter, at.files)
    try:
        return parts_missing(at.letter, document, facts_behind(at.letter), desk.on)
    except REFUSED as refused:
        return (str(refused),)


def _unmet(at: LetterAtDesk, desk: Desk) -> tuple[Unmet, ...]:
    """Return what the law asks before the letter leaves; what cannot be told stands above it."""
    try:
        return unmet_before(at.letter, desk.on)
    except REFUSED:
        return ()


def _may_void(desk: Desk, letter: Letter, writes: bool) -> bool:
    """Tell whether the officer may give a letter up: what has left, only the head of the office."""
    if letter.state == LetterState.ISSUED:
        return holds(desk.officer, desk.agency, Role("OFFICE_HEAD"), desk.on)
    return writes and letter.state != LetterState.VOID


def _why_not(desk: Desk, letter: Letter) -> str:
    """Return why this officer may not give the next signature, "" if he may."""
    round: Round | None = letter.review_round
    if letter.state != LetterState.IN_REVIEW or round is None:
        return ""
    given = list(round.signatures.all())
    if desk.officer.pk in (round.drafter_id, *letter.terms.get("wrote", [])):
        return _("文书由您起草或者修改，须由其他人员签署。")
    if any(one.officer_id == desk.officer.pk for one in given):
        return _("您已在本轮签署，下一环节须由其他人员签署。")
    stage = round.stages[len(given)]
    if not may_sign_letter(stage, desk.officer, desk.agency, desk.on):
        return _("当前为“%(stage)s”环节，由相应角色的人员签署。") % {"stage": stage}
    return ""
