"""Citizens' questions to an interview: taken in, moderated, answered."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.audit.operations import record
from gongkai.messages.operations import notify, settle_notices
from gongkai.participation.models import Interview, InterviewQuestion, Moderation
from gongkai.participation.operations.acting import ParticipationRefused, subject_of, touches
from gongkai.participation.operations.texts import require_line, require_text
from gongkai.participation.permissions import insist, may_draft
from gongkai.privacy.digests import keyed_digest
from gongkai.privacy.finding import personal_data_in

LONGEST_QUESTION = 300
_LONGEST_REPLY = 5000


@transaction.atomic
def ask_question(
    *, interview: Interview, text: str, name: str, token: str, on: date, at: datetime
) -> InterviewQuestion:
    """Take in a citizen's question.

    :param name: how he wants to be called, "" if he does not say
    :param token: of the form; sent twice, it gives the same question
    :raises ParticipationRefused: naming the field at fault, or if no questions are taken
    """
    held = (
        Interview.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=interview.pk)
    )
    digest = keyed_digest("interview", f"{interview.pk}:{token}")
    earlier = InterviewQuestion.objects.filter(token_digest=digest).first()
    if earlier is not None:
        return earlier
    if not held.takes_questions(on):
        raise ParticipationRefused("这场访谈现在不接收提问，请查看访谈页面上的提问期限。")
    question = InterviewQuestion.objects.create(
        interview=held,
        received_on=on,
        sent_at=at,
        text=require_line("提问", text, LONGEST_QUESTION, "text"),
        name=require_line("称呼", name, 50, "name", wanted=False),
        token_digest=digest,
    )
    subject = f"{subject_of(held)} 提问"
    record(action="question.sent", subject=subject, at=at, agency=held.agency)
    settle_notices(subject=subject, at=at)
    waiting = held.questions.filter(moderation=Moderation.RECEIVED).count()
    notify(
        officers=officers_with_role(held.agency, "CLERK", on),
        text=f"访谈《{held.title[:60]}》有{waiting}条网民提问待审阅。",
        subject=subject,
        at=at,
    )
    return question


@transaction.atomic
def moderate_question(
    *,
    question: InterviewQuestion,
    is_shown: bool,
    shown_text: str,
    answer: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> InterviewQuestion:
    """Decide whether everybody reads a question, and answer it; only a shown one is answered.

    :raises ParticipationRefused: if personal data stands in it, or the text to be shown is missing
    :raises NotAllowed: if the officer may not
    """
    row = (
        InterviewQuestion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("interview__agency")
        .get(pk=question.pk)
    )
    held = row.interview
    insist(may_draft(officer, held.agency, on), "审阅提问")
    said = require_text("答复", answer, _LONGEST_REPLY, "answer", wanted=False)
    shown = ""
    if is_shown:
        shown = require_line("公开的提问", shown_text, LONGEST_QUESTION, "shown_text")
        known = {"提问人称呼": row.name} if row.name else {}
        found = personal_data_in(shown, known) or personal_data_in(
            said, known, (held.agency.phone, held.agency.email)
        )
        if found:
            raise ParticipationRefused(
                f"公开的提问或者答复：含有{found[0].what}（{found[0].shown}），请删去。",
                "shown_text",
            )
    elif said:
        raise ParticipationRefused(
            "答复：不公开的提问没有留下联系方式，答复无人能看到；需要答复的，请选择公开。", "answer"
        )
    row.moderation = Moderation.SHOWN if is_shown else Moderation.KEPT
    row.shown_text, row.answer, row.handled_by = shown, said, officer
    row.save(update_fields=["moderation", "shown_text", "answer", "handled_by"])
    record(
        action="question.moderated",
        subject=f"{subject_of(held)} 提问",
        at=at,
        agency=held.agency,
        officer=officer,
        detail={"question": row.pk, "moderation": row.moderation, "answered": bool(said)},
    )
    if not held.questions.filter(moderation=Moderation.RECEIVED).exists():
        settle_notices(subject=f"{subject_of(held)} 提问", at=at)
    touches("interview", held.pk, held, "questions_changed", at)
    return row
