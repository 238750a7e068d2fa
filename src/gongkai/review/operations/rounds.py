"""Opening rounds, signing in them, and refusing what has not passed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.review.models import Round, Signature


class NotPassed(Exception):
    """The content has not passed its review, or was changed since."""


class SignatureRefused(Exception):
    """This person may not give this signature; the message says why, in Chinese."""


@transaction.atomic
def open_round(
    *,
    agency: Agency,
    subject: str,
    content_hash: str,
    drafter: Officer,
    stages: Sequence[str],
    at: datetime,
) -> Round:
    """Open a round on one exact content; an earlier open round on the subject becomes void."""
    Round.objects.filter(agency=agency, subject=subject, state=Round.State.OPEN).update(
        state=Round.State.VOID, closed_at=at
    )
    return Round.objects.create(
        agency=agency,
        subject=subject,
        content_hash=content_hash,
        drafter=drafter,
        stages=list(stages),
        opened_at=at,
    )


@transaction.atomic
def sign(
    *,
    round: Round,
    officer: Officer,
    verdict: str,
    content_hash: str,
    at: datetime,
    opinion: str = "",
    checked: Sequence[str] = (),
    marks: Sequence[Mapping[str, str]] = (),
    on_behalf_of: Officer | None = None,
) -> Round:
    """Give the verdict of the round's next stage.

    :param checked: what the signer ticked off
    :param marks: passages he marked, each `quoted` with what is `wanted` there
    :param on_behalf_of: whom he stands in for at this stage
    :raises SignatureRefused: if the officer drafted the content, signed before, belongs to another
        organ, returns it without saying why, or the content changed since the round was opened;
        or if any of that is so of the one he stands in for
    """
    if verdict not in Signature.Verdict.values:
        known = "、".join(f"{value}（{label}）" for value, label in Signature.Verdict.choices)
        raise SignatureRefused(f"没有“{verdict}”这一结论，可选：{known}。")
    round = Round.objects.select_for_update().get(pk=round.pk)
    done = list(round.signatures.order_by("pk"))
    if round.state != Round.State.OPEN:
        raise SignatureRefused("该审签已结束，请刷新页面查看最新状态。")
    if officer.pk == round.drafter_id:
        raise SignatureRefused("不能审签本人起草的内容，请由其他人员审签。")
    if officer.agency_id != round.agency_id:
        raise SignatureRefused("不能审签其他机关的内容。")
    signed = {signature.officer_id for signature in done}
    signed |= {signature.on_behalf_of_id for signature in done} - {None}
    if officer.pk in signed:
        raise SignatureRefused("您已在本轮审签中签署，下一环节须由其他人员签署。")
    if on_behalf_of is not None:
        _require_standing_in(round, on_behalf_of, officer, signed)
    if content_hash != round.content_hash:
        raise SignatureRefused("送审后内容有变动，原审签不再适用，请重新送审。")
    if verdict == Signature.Verdict.RETURN and not opinion.strip():
        raise SignatureRefused("退回时须填写意见，说明需要修改之处。")
    Signature.objects.create(
        round=round,
        stage=round.stages[len(done)],
        officer=officer,
        drafter_id=round.drafter_id,
        verdict=verdict,
        opinion=opinion.strip(),
        checked=list(checked),
        marks=[dict(mark) for mark in marks],
        on_behalf_of=on_behalf_of,
        content_hash=content_hash,
        signed_at=at,
    )
    if verdict == Signature.Verdict.RETURN:
        round.state = Round.State.RETURNED
    elif len(done) + 1 == len(round.stages):
        round.state = Round.State.PASSED
    if round.state != Round.State.OPEN:
        round.closed_at = at
        round.save(update_fields=["state", "closed_at"])
    return round


def _require_standing_in(
    round: Round, principal: Officer, officer: Officer, signed: set[int | None]
) -> None:
    if principal.pk == officer.pk:
        raise SignatureRefused("代签人与被代签人是同一人，请直接签署。")
    if principal.pk == round.drafter_id:
        raise SignatureRefused(f"{principal.name}是起草人，不能由他人代其审签，请由其他人员审签。")
    if principal.agency_id != round.agency_id:
        raise SignatureRefused("不能代其他机关的人员审签。")
    if principal.pk in signed:
        raise SignatureRefused(
            f"{principal.name}已在本轮审签中签署，不能再由他人代签，请由其他人员签署。"
        )


@transaction.atomic
def void_open_round(*, round: Round, at: datetime) -> None:
    """End a round whose content was taken back or changed."""
    Round.objects.filter(pk=round.pk, state=Round.State.OPEN).update(
        state=Round.State.VOID, closed_at=at
    )


def require_passed(round: Round | None, content_hash: str) -> None:
    """Stop anything whose exact content has not passed.

    :raises NotPassed: if there is no passed round, or it was on other content
    """
    if round is None or round.state != Round.State.PASSED or round.content_hash != content_hash:
        raise NotPassed("内容尚未通过审签，或审签后又有改动。")
