"""Two act on one case at the same moment: one wins, the other is told, and nothing is lost."""

import threading
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction

from casework import asking
from casework.office import AT, NOW, ON, act, drafted, issued, new_case, new_office, signed
from casework.standing import faults, faults_of_cases
from factories import OfficerFactory
from gongkai.casework.models import DisclosureRequest, Letter, ProcessingFee, RegisteredNumber
from gongkai.casework.operations.acting import (
    CaseChanged,
    CaseRefused,
    counter_enter,
    lock,
    touch,
)
from gongkai.casework.operations.answering import answer_correction
from gongkai.casework.operations.assigning import assign_case
from gongkai.casework.operations.drafting import edit_letter
from gongkai.casework.operations.issuing import issue_letter
from gongkai.casework.operations.noting import note_applicant_act
from gongkai.casework.operations.paying import record_payment
from gongkai.casework.operations.serving import serve_at_counter
from gongkai.casework.operations.signing import sign_letter, submit_letter
from gongkai.casework.operations.splitting import link_request
from gongkai.casework.operations.templating import save_template
from gongkai.casework.operations.voiding import void_letter
from gongkai.review.operations import SignatureRefused
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import LetterKind, wording

PAGES = {"method": "BY_PAGE", "quantity": "57", "payment": "到本机关服务大厅缴纳"}
REASONS = {"reasons": "需要逐件检索、核对"}


@pytest.fixture
def office(race, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    office = new_office()
    office.second = OfficerFactory(agency=office.agency, name="陈经办", clerk=True)
    return office


def seen(case):
    """Return which version of a case is on the screens."""
    case.refresh_from_db()
    return case.version


def by(officer, **given):
    return {"officer": officer, **NOW, **given}


def again(letter):
    """Return a letter as another process reads it."""
    return Letter.objects.select_related("request").get(pk=letter.pk)


def issuing(letter, officer, **day):
    """Return what lets a letter leave, as its page was opened before the race."""
    version = seen(letter.request)
    given = by(officer, version=version, issued_on=ON, **day)
    return lambda: issue_letter(letter=again(letter), **given)


def one_wins(results, refusal=CaseRefused):
    """Insist that all but one were refused; return what they were told."""
    told = [str(each) for each in results if isinstance(each, refusal)]
    assert len(told) == len(results) - 1, results
    return told


def test_an_extension_and_a_reply_do_not_both_leave(race, office):
    case = new_case(office)
    extension = signed(office, drafted(office, case, "EXTENSION_NOTICE", terms=REASONS))
    reply = signed(office, drafted(office, case))
    (told,) = one_wins(
        race(issuing(extension, office.clerk), issuing(reply, office.second)), CaseChanged
    )
    case.refresh_from_db()
    if case.closed_on:
        assert "陈经办登记“作出答复”（2024-02-05）" in told
        assert case.history.filter(event="EXTENDED").count() == 0
    else:
        assert "王经办登记“延长答复期限”（2024-02-05）" in told and case.outcome == ""
    assert RegisteredNumber.objects.count() == 1 and faults_of_cases() == []


def test_a_fee_is_paid_or_has_lapsed(race, office):
    notice = issued(office, drafted(office, new_case(office), "FEE_NOTICE", terms=PAGES))
    case = notice.request
    serve_at_counter(
        letter=notice, version=seen(case), served_on=ON, recipient="赵小明", **by(office.clerk)
    )
    late = {"on": ON.replace(month=4), "at": AT.replace(month=4)}
    lapse = signed(office, drafted(office, case, outcome="FEE_UNPAID", terms={}, **late), **late)
    version = seen(case)
    # On the last day of the limit, entered when it has run out.
    pay = partial(
        record_payment, request=case, version=version, paid_on=ON.replace(day=6),
        officer=office.clerk, **late,
    )  # fmt: skip
    close = partial(
        issue_letter, version=version, issued_on=late["on"], officer=office.second, **late
    )
    (told,) = one_wins(race(pay, lambda: close(letter=again(lapse))), CaseChanged)
    case.refresh_from_db()
    fee = ProcessingFee.objects.get()
    assert (fee.paid_on is None) == (case.outcome == "FEE_UNPAID")
    assert ("登记“申请人缴费”" if fee.paid_on else "登记“作出答复”") in told
    assert faults_of_cases() == []


def test_what_is_signed_is_what_was_read(race, office):
    letter = act(submit_letter, drafted(office, new_case(office)), office.clerk)
    version = seen(letter.request)

    def sign():
        return sign_letter(
            letter=again(letter), verdict="PASS", opinion="", content_hash=letter.content_hash,
            **by(office.reviewer),
        )  # fmt: skip

    def edit():
        return edit_letter(
            letter=again(letter), version=version, title="另一标题", body=letter.body,
            addressee=letter.addressee, terms={"how": letter.terms["how"]}, **by(office.clerk),
        )  # fmt: skip

    (told,) = one_wins(race(sign, edit), (CaseRefused, SignatureRefused))
    letter = again(letter)
    signatures = letter.review_round.signatures.count()
    assert (letter.title == "另一标题", letter.state) in ((True, "DRAFT"), (False, "IN_REVIEW"))
    assert signatures == (letter.state == "IN_REVIEW")
    assert "不在审签中" in told or "本次操作未保存" in told


def test_a_letter_leaves_once(race, office):
    letter = signed(office, drafted(office, new_case(office)))
    told = one_wins(
        race(*[issuing(letter, who) for who in (office.clerk, office.second)] * 2), CaseChanged
    )
    assert all("登记“作出答复”" in each for each in told)
    assert RegisteredNumber.objects.count() == 1 and faults_of_cases() == []


def test_a_letter_leaves_or_is_void(race, office):
    letter = signed(office, drafted(office, new_case(office)))
    version = seen(letter.request)
    void = {"version": version, "reason": "另行答复", **by(office.second)}
    one_wins(
        race(issuing(letter, office.clerk), lambda: void_letter(letter=again(letter), **void)),
        CaseChanged,
    )
    letter = again(letter)
    assert (letter.state == "VOID") == (letter.number == "") == (letter.request.outcome == "")
    assert faults_of_cases() == []


def test_a_correction_is_answered_once(race, office):
    terms = {"items": "请写明年份", "until": "2024-02-26"}
    case = issued(
        office, drafted(office, new_case(office), "CORRECTION_NOTICE", terms=terms)
    ).request
    version = seen(case)
    online = partial(answer_correction, request=case, version=version, text="2023年", **NOW)
    noted = partial(
        note_applicant_act, request=case, version=version, event=Event.CORRECTED, done_on=ON,
        note="来信补正", **by(office.clerk),
    )  # fmt: skip
    told = one_wins(race(online, online, noted), CaseChanged)
    assert all("登记“收到补正”" in each for each in told)
    corrected = case.history.get(event="CORRECTED")
    files = case.files.filter(kind="CORRECTION").count()
    assert files == (corrected.officer is None)
    assert faults_of_cases() == []


def test_an_entry_is_corrected_once(race, office):
    case = new_case(office, Entry(ON, Event.WITHDRAWAL_ASKED))
    entry = case.history.get(event="WITHDRAWAL_ASKED")
    given = {"request": case, "entry": entry, "version": seen(case)}
    moved = Entry(ON.replace(day=2), Event.WITHDRAWAL_ASKED)
    one_wins(race(
        partial(counter_enter, reason="登记在别的申请上", **given, **by(office.clerk)),
        partial(counter_enter, reason="日期有误", instead=moved, **given, **by(office.second)),
    ), CaseChanged)  # fmt: skip
    assert case.history.exclude(withdrawn_at=None).count() == 1
    assert faults_of_cases() == []


def test_whoever_does_not_say_what_he_saw_loses_nothing_either(race, office):
    """The lock alone, without a version, lets every act stand, one after the other."""
    case = new_case(office)
    clerks = OfficerFactory.create_batch(6, agency=office.agency, clerk=True)

    def assign(clerk):
        held = DisclosureRequest.objects.get(pk=case.pk)
        while True:
            try:
                return assign_case(
                    request=held, version=held.version, department=None, handler=clerk, **by(clerk)
                )
            except CaseChanged:
                held.refresh_from_db()

    race(*[partial(assign, clerk) for clerk in clerks])
    case.refresh_from_db()
    assert case.version == 6


def test_many_at_once_leave_numbers_without_gaps_and_no_deadlock(race, office):
    """People file while letters leave, cases are tied crosswise and a template is changed."""
    cases = [asking.received(office.agency, office.clerk, wanted=f"第{n}项") for n in range(3)]
    letters = [signed(office, drafted(office, case)) for case in cases]
    links = [
        partial(
            link_request, request=case, version=None, other=other, kind="RELATED", note="",
            **by(office.second),
        )
        for case, other in zip(cases, [*cases[1:], cases[0]], strict=True)
    ]  # fmt: skip
    usual = wording(LetterKind.TRANSFER)
    changes = partial(
        save_template, agency=office.agency, kind="TRANSFER", title=usual.title, body=usual.body,
        version=0, **by(office.head),
    )  # fmt: skip
    leaving = [
        lambda letter=letter: issue_letter(
            letter=again(letter), version=seen(letter.request), issued_on=ON, **by(office.clerk)
        )
        for letter in letters
    ]
    files = [partial(asking.filed, office.agency, on=ON, at=AT)] * 3
    results = race(*[each for some in zip(leaving, links, files, strict=True) for each in some],
                   changes)  # fmt: skip
    failed = [each for each in results if isinstance(each, Exception)]
    # Between looking at the version and acting on it another one may have acted.
    assert all(isinstance(each, CaseChanged) for each in failed), results
    assert DisclosureRequest.objects.count() == 6
    assert faults() == []


def test_a_tie_to_a_case_does_not_wait_for_whoever_acts_on_it(race, office):
    """Else both would wait: one for the case, one for the trail."""
    case, other = new_case(office), new_case(office, register_no="other")
    version = seen(case)
    link = partial(
        link_request, request=case, version=version, other=other, kind="RELATED", note="",
        **by(office.clerk),
    )  # fmt: skip
    results = race(*crossing(link, other))
    assert not [each for each in results if isinstance(each, OperationalError)], results


def crossing(link, other):
    """Return two acts that meet: one holds the other case before the first holds the trail."""
    # SQLite lets one write at a time, so that they cannot meet there.
    patience = 20 if connection.vendor == "postgresql" else 0
    case_held, trail_held = threading.Event(), threading.Event()

    def holds_case():
        with transaction.atomic():
            held = lock(other)
            case_held.set()
            trail_held.wait(timeout=patience)
            touch(held, action="test", officer=None, at=AT)

    def holds_trail():
        case_held.wait(timeout=20)
        with transaction.atomic():
            link()
            trail_held.set()

    return holds_case, holds_trail
