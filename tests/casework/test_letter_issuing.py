"""Letters that leave: number, files and effect together; numbers without gaps."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import docx
import pytest

from casework.office import AT, NOW, ON, act, drafted, issued, new_case, new_office, signed
from documents.readers import pdf_text, squeezed
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import (
    CaseFile,
    CaseLink,
    Letter,
    LetterState,
    NumberSeries,
    ProcessingFee,
    RegisteredNumber,
)
from gongkai.casework.operations import issuing
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.consulting import plan_consultation
from gongkai.casework.operations.issuing import issue_letter, joined_cases
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.operations.signing import submit_letter
from gongkai.casework.operations.voiding import void_letter
from gongkai.casework.queries.letters import letter_registers
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import EventNotAllowed
from gongkai.rules.preconditions import PreconditionUnmet

pytestmark = pytest.mark.django_db
PAGES = {"method": "BY_PAGE", "quantity": "57", "payment": "到本机关服务大厅缴纳"}
ITEMS = PAGES | {"method": "BY_ITEM", "quantity": "1"}


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office()


@pytest.fixture
def case(office):
    return new_case(office)


def later(day):
    """Return the arguments of an act on a later day."""
    return {"on": day, "at": datetime(day.year, day.month, day.day, 1, tzinfo=UTC)}


def test_number_files_history_and_outcome_come_together(office, case):
    letter = issued(office, drafted(office, case))
    case.refresh_from_db()
    assert (letter.state, letter.number) == ("ISSUED", "某公积金公开答〔2024〕1号")
    assert (letter.dated_on, letter.event.event, letter.event.on) == (ON, "REPLIED", ON)
    assert letter.number in letter.event.note
    assert (case.state, case.outcome, case.closed_on) == ("CLOSED", "DISCLOSED", ON)
    text = squeezed(pdf_text(content_of(letter.pdf)))
    assert letter.number in text and "2024年2月5日" in text and "草稿" not in text
    word = docx.Document(io.BytesIO(content_of(letter.docx)))
    assert letter.number in [each.text for each in word.paragraphs]
    assert letter.number in letter.pdf.name and "赵小明" not in letter.pdf.name


def test_what_fails_on_the_way_leaves_nothing(office, case, monkeypatch):
    letter = signed(office, drafted(office, case))
    # The last thing to happen fails, as when the machine stops there.
    monkeypatch.setattr(issuing, "take_effect", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        act(issue_letter, letter, office.clerk, issued_on=ON)
    case.refresh_from_db()
    letter.refresh_from_db()
    assert (case.state, letter.state, letter.number) == ("RECEIVED", "APPROVED", "")
    assert not RegisteredNumber.objects.exists() and not CaseFile.objects.exists()
    monkeypatch.undo()
    assert act(issue_letter, letter, office.clerk, issued_on=ON).number.endswith("〔2024〕1号")


def test_numbers_run_by_year_and_type_and_void_ones_stay(office):
    cases = [new_case(office, register_no=f"SQ{number}") for number in range(4)]
    replies = [issued(office, drafted(office, each)) for each in cases[:2]]
    notice = issued(
        office,
        drafted(office, cases[2], "CORRECTION_NOTICE",
                terms={"items": "请写明信息名称", "until": "2024-02-26"}),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        act(void_letter, replies[0], office.clerk, reason="答复类型有误")
    act(void_letter, replies[0], office.head, reason="答复类型有误")
    last = issued(office, drafted(office, cases[3]))
    assert [each.number for each in (*replies, last)] == [
        f"某公积金公开答〔2024〕{number}号" for number in (1, 2, 3)
    ]
    assert notice.number == "某公积金公开告〔2024〕1号"
    replies[0].refresh_from_db()
    cases[0].refresh_from_db()
    assert (replies[0].state, replies[0].number) == ("VOID", "某公积金公开答〔2024〕1号")
    assert (cases[0].state, cases[0].outcome) == ("RECEIVED", "")
    registers = letter_registers(office.agency, 2024)
    assert [(each.series.series, len(each.rows), each.gaps) for each in registers] == [
        ("某公积金公开告", 1, []), ("某公积金公开答", 3, []),
    ]  # fmt: skip
    NumberSeries.objects.filter(series="某公积金公开答").update(last=5)
    assert letter_registers(office.agency, 2024)[1].gaps == [4, 5]
    # The case can be replied to anew.
    assert issued(office, drafted(office, cases[0])).number.endswith("〔2024〕6号")


def test_without_a_word_for_its_numbers_no_letter_leaves(office, case):
    letter = signed(office, drafted(office, case))
    office.agency.letter_word = ""
    office.agency.save()
    with pytest.raises(CaseRefused, match="机关代字"):
        act(issue_letter, letter, office.clerk, issued_on=ON)


def test_only_a_signed_letter_leaves_and_on_a_day_that_can_be(office, case):
    letter = drafted(office, case)
    with pytest.raises(CaseRefused, match="通过审签后"):
        act(issue_letter, letter, office.clerk, issued_on=ON)
    letter = signed(office, letter)
    with pytest.raises(CaseRefused, match="晚于今天"):
        act(issue_letter, letter, office.clerk, issued_on=ON + timedelta(days=1))
    with pytest.raises(CaseRefused, match="不能倒签"):
        act(issue_letter, letter, office.clerk, issued_on=ON - timedelta(days=1))
    with pytest.raises(CaseChanged):
        issue_letter(letter=letter, version=0, issued_on=ON, officer=office.clerk, **NOW)
    act(issue_letter, letter, office.clerk, issued_on=ON)
    with pytest.raises(CaseRefused, match="已发出"):
        act(issue_letter, letter, office.clerk, issued_on=ON)
    assert RegisteredNumber.objects.count() == 1


def test_a_correction_notice_stops_the_clock_until_its_day(office, case):
    terms = {"items": "一、请写明信息名称\n二、请写明年份", "until": "2024-02-26"}
    letter = issued(office, drafted(office, case, "CORRECTION_NOTICE", terms=terms))
    case.refresh_from_db()
    assert (case.state, case.correction_until) == ("WAITING_CORRECTION", date(2024, 2, 26))
    assert "二、请写明年份" in letter.body and "2024年2月26日" in letter.body
    with pytest.raises(EventNotAllowed):
        drafted(office, case, "CORRECTION_NOTICE", terms=terms)


def test_an_extension_moves_the_day_and_cannot_come_after_the_limit(office, case):
    reasons = {"reasons": "需要逐件检索、核对"}
    issued(office, drafted(office, case, "EXTENSION_NOTICE", terms=reasons))
    case.refresh_from_db()
    assert case.due_on == date(2024, 4, 1)
    other = new_case(office, register_no="X")
    assert other.due_on == date(2024, 3, 4)
    late = later(date(2024, 3, 5))
    letter = signed(office, drafted(office, other, "EXTENSION_NOTICE", terms=reasons))
    with pytest.raises(PreconditionUnmet, match="2024年3月4日"):
        act(issue_letter, letter, office.clerk, issued_on=date(2024, 3, 5), **late)
    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.number, other.due_on) == ("", date(2024, 3, 4))
    # Signed in time it can still leave in time only.
    act(issue_letter, letter, office.clerk, issued_on=date(2024, 3, 4), **late)
    other.refresh_from_db()
    assert other.due_on == date(2024, 4, 1)


def test_a_consultation_that_leaves_is_asked_and_has_its_own_day(office, case):
    asked = plan_consultation(
        request=case, version=0, kind="THIRD_PARTY", label="第三方甲", name="某某公司",
        contact="", asked_about="合作协议第三条", officer=office.clerk, **NOW,
    )  # fmt: skip
    issued(office, drafted(office, case, "THIRD_PARTY_CONSULTATION", consultation=asked))
    asked.refresh_from_db()
    case.refresh_from_db()
    assert (asked.sent_on, asked.due_on) == (ON, date(2024, 3, 1))
    assert case.state == "CONSULTING"
    entry = case.history.get(event="THIRD_PARTY_CONSULTED")
    assert entry.subject == "第三方甲" and "某某公司" not in entry.note


def test_a_third_party_is_told_what_is_disclosed_over_its_refusal(office):
    case = new_case(
        office,
        Entry(date(2024, 2, 1), Event.THIRD_PARTY_CONSULTED, "第三方甲"),
        Entry(date(2024, 2, 2), Event.THIRD_PARTY_ANSWERED, "第三方甲"),
    )
    asked = case.consultations.create(
        kind="THIRD_PARTY", label="第三方甲", name="某某公司", asked_about="付款条款",
        sent_on=date(2024, 2, 1), opinion="REFUSES", answered_on=date(2024, 2, 2),
    )  # fmt: skip
    terms = {"disclosed": "付款条款", "reasons": "涉及公共资金的使用，不公开会影响公共利益"}
    with pytest.raises(CaseRefused, match="尚未认定"):
        drafted(office, case, "THIRD_PARTY_NOTICE", terms=terms, consultation=asked)
    asked.overrides, asked.override_reason = True, "公共资金"
    asked.save()
    letter = issued(
        office, drafted(office, case, "THIRD_PARTY_NOTICE", terms=terms, consultation=asked)
    )
    asked.refresh_from_db()
    assert asked.informed_on == ON and letter.event.subject == "第三方甲"
    assert "如对本决定不服" in letter.body


def test_a_fee_by_page_is_the_tariffs_and_owed_once(office, case):
    letter = drafted(office, case, "FEE_NOTICE", terms=PAGES)
    assert "金额为270.00元" in letter.body and "57页" in letter.body
    issued(office, letter)
    case.refresh_from_db()
    fee = ProcessingFee.objects.get()
    assert (fee.method, fee.quantity, fee.amount) == ("BY_PAGE", 57, Decimal("270.00"))
    assert (fee.request, fee.noticed_on, case.state) == (case, ON, "WAITING_FEE")
    with pytest.raises(EventNotAllowed):
        drafted(office, case, "FEE_NOTICE", terms=ITEMS)


def test_a_fee_both_ways_is_refused_even_when_both_letters_were_signed(office, case):
    by_page, by_item = (
        signed(office, drafted(office, case, "FEE_NOTICE", terms=PAGES)) for _ in range(2)
    )
    act(issue_letter, by_page, office.clerk, issued_on=ON)
    with pytest.raises((EventNotAllowed, CaseRefused)):
        act(issue_letter, by_item, office.clerk, issued_on=ON)
    assert ProcessingFee.objects.count() == 1


def test_a_fee_by_item_counts_the_applicants_month(office):
    for number in range(34):
        new_case(office, register_no=f"SQ{number:03}")
    new_case(office, register_no="other", applicant_digest="b" * 64)
    new_case(office, Entry(ON, Event.WITHDRAWAL_ASKED), register_no="again")
    case = new_case(office, register_no="the 36th")
    letter = drafted(office, case, "FEE_NOTICE", terms=ITEMS)
    assert "第36件" in letter.body and "金额为200.00元" in letter.body
    first = new_case(office, register_no="unknown", applicant_digest="")
    with pytest.raises(ValueError, match="不能累计"):
        drafted(office, first, "FEE_NOTICE", terms=ITEMS)


def test_a_fee_that_changed_since_it_was_signed_does_not_leave(office):
    for number in range(10):
        new_case(office, register_no=f"SQ{number:03}")
    case = new_case(office, register_no="11th")
    letter = signed(office, drafted(office, case, "FEE_NOTICE", terms=ITEMS))
    assert "金额为100.00元" in letter.body
    case.refresh_from_db()
    type(case).objects.filter(register_no="SQ000").update(applicant_digest="c" * 64)
    with pytest.raises(PreconditionUnmet):
        act(issue_letter, letter, office.clerk, issued_on=ON)
    assert not ProcessingFee.objects.exists()


def test_nothing_is_charged_within_the_free_quantity(office, case):
    letter = drafted(office, case, "FEE_NOTICE", terms=PAGES | {"quantity": "30"})
    with pytest.raises(PreconditionUnmet):
        act(submit_letter, letter, office.clerk)


def test_a_delay_sets_the_day_that_it_names(office):
    case = new_case(
        office,
        Entry(date(2024, 2, 1), Event.REASONS_ASKED),
        Entry(date(2024, 2, 2), Event.REASONS_GIVEN),
    )
    terms = {"reasons": "数量较大，需要逐件核对", "until": "2024-06-28"}
    letter = issued(office, drafted(office, case, "DELAY_NOTICE", terms=terms))
    case.refresh_from_db()
    assert case.due_on == letter.event.until_on == date(2024, 6, 28)


def test_a_receipt_names_the_day_and_goes_stale_with_it(office, case):
    letter = signed(office, drafted(office, case, "REGISTRATION_RECEIPT"))
    assert "2024年3月4日" in letter.body
    issued(office, drafted(office, case, "EXTENSION_NOTICE", terms={"reasons": "逐件核对"}))
    with pytest.raises(CaseRefused, match="“答复期限”"):
        act(issue_letter, letter, office.clerk, issued_on=ON)
    other = issued(
        office, drafted(office, new_case(office, register_no="X"), "REGISTRATION_RECEIPT")
    )
    assert (other.event.event, other.event.subject) == ("LETTER_SENT", "登记回执")


def test_a_transfer_goes_to_another_organ(office, case):
    terms = {
        "organ": "某市医疗保障局",
        "items": "关于参保信息的申请",
        "reasons": "参保信息由其管理",
    }
    letter = issued(office, drafted(office, case, "TRANSFER", terms=terms))
    assert letter.addressee == "某市医疗保障局" and "赵小明" not in letter.body
    assert letter.event.event == "LETTER_SENT"


def test_one_reply_closes_joined_cases_of_the_same_applicant(office, case):
    joined = new_case(office, register_no="joined")
    foreign = new_case(office, register_no="foreign", applicant_digest="b" * 64)
    loose = new_case(office, register_no="loose")
    for other in (joined, foreign):
        CaseLink.objects.create(
            request=other, other=case, kind="JOINED", officer=office.clerk, at=AT
        )
    assert joined_cases(case) == [joined]
    terms = {"how": "登录本机关网站下载", "closes": [joined.pk]}
    letter = issued(office, drafted(office, case, terms=terms))
    for each in (case, joined):
        each.refresh_from_db()
        assert (each.state, each.outcome, each.closed_on) == ("CLOSED", "DISCLOSED", ON)
    assert letter.number in joined.history.get(event="REPLIED").note
    act(void_letter, letter, office.head, reason="答复有误")
    for each in (case, joined):
        each.refresh_from_db()
        assert (each.state, each.outcome) == ("RECEIVED", "")
    other = new_case(office, register_no="another")
    for wrong in (foreign, loose):
        terms = {"how": "登录本机关网站下载", "closes": [wrong.pk]}
        letter = signed(office, drafted(office, other, terms=terms))
        with pytest.raises(CaseRefused, match=f"不能一并答复{wrong.register_no}"):
            act(issue_letter, letter, office.clerk, issued_on=ON)
        act(void_letter, letter, office.clerk, reason="改为分别答复")
    assert not Letter.objects.filter(state=LetterState.ISSUED).exists()
