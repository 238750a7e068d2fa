"""Letters from draft to signature: how they are filled, who may sign, what voids a signature."""

from datetime import date

import pytest

from casework.office import AT, NOW, ON, act, drafted, new_case, new_office, signed
from factories import OfficerFactory
from gongkai.agencies.models import Appointment
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import (
    CaseFile,
    FileKind,
    Letter,
    LetterState,
    LetterTemplate,
    RedactedArea,
    Redaction,
)
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.consulting import plan_consultation
from gongkai.casework.operations.drafting import draft_letter, edit_letter
from gongkai.casework.operations.issuing import issue_letter
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.signing import sign_letter, submit_letter, take_back_letter
from gongkai.casework.operations.templating import restore_bundled, save_template
from gongkai.casework.operations.voiding import void_letter
from gongkai.messages.queries import unread_notices
from gongkai.review.models import Round
from gongkai.review.operations import NotPassed, SignatureRefused
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import FieldsMissing, LetterKind, TemplateFaulty, TermsRefused, wording
from gongkai.rules.lifecycle import EventNotAllowed

pytestmark = pytest.mark.django_db
TERMS = {"how": "登录本机关网站“政府信息公开”专栏下载"}


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office()


@pytest.fixture
def case(office):
    return new_case(office)


def edited(office, letter, officer=None, **changes):
    now = {
        "title": letter.title, "addressee": letter.addressee, "body": letter.body,
        "terms": {key: value for key, value in letter.terms.items() if key != "wrote"},
    }  # fmt: skip
    return act(edit_letter, letter, officer or office.clerk, **(now | changes))


def sign(letter, officer, verdict="PASS", opinion="", digest=None):
    return sign_letter(
        letter=letter, verdict=verdict, opinion=opinion,
        content_hash=digest or letter.content_hash, officer=officer, **NOW,
    )  # fmt: skip


def kept(case, name, kind):
    return keep_file(kind=kind, name=name, media_type="application/pdf", content=b"%PDF-1.7",
                     at=AT, request=case)  # fmt: skip


def test_a_draft_is_filled_from_the_case(office, case):
    letter = drafted(office, case)
    for text in ("2024年1月31日", case.register_no, case.wanted, TERMS["how"],
                 "《中华人民共和国政府信息公开条例》第三十六条第二项",
                 office.agency.reconsideration_organ, office.agency.court):  # fmt: skip
        assert text in letter.body
    assert (letter.addressee, letter.state, letter.template_version) == ("赵小明", "DRAFT", 0)
    case.refresh_from_db()
    assert case.version == 1
    recorded = AuditEntry.objects.latest("pk")
    assert recorded.action == "request.draft_letter"
    assert "赵小明" not in str(recorded.detail)


def test_an_organ_is_addressed_as_one(office):
    case = new_case(office, applicant_kind="BUSINESS", applicant_name="某某有限公司")
    assert "你单位申请公开的政府信息" in drafted(office, case).body


def test_what_is_missing_is_named_and_nothing_is_kept(office, case):
    with pytest.raises(FieldsMissing, match="“获取方式”"):
        drafted(office, case, terms={})
    with pytest.raises(TermsRefused):
        drafted(office, case, terms={"surprise": "1"})
    with pytest.raises(FieldsMissing, match="“告知日期”、“期满日期”"):
        drafted(office, case, outcome="NOT_CORRECTED", terms={})
    assert not Letter.objects.exists()
    case.refresh_from_db()
    assert case.version == 0


@pytest.mark.parametrize("field", ["court", "reconsideration_organ"])
def test_without_organ_or_court_no_letter_with_remedies(office, case, field):
    setattr(office.agency, field, "")
    office.agency.save()
    with pytest.raises(CaseRefused, match="复议机关" if field != "court" else "管辖法院"):
        drafted(office, case)
    assert drafted(office, case, "EXTENSION_NOTICE", terms={"reasons": "需要逐件核对"})


def test_only_the_clerk_drafts_and_only_what_the_state_allows(office, case):
    for officer in (office.reviewer, office.outsider):
        with pytest.raises(NotAllowed):
            draft_letter(request=case, version=0, kind="REPLY", outcome="DISCLOSED",
                         terms=TERMS, officer=officer, **NOW)  # fmt: skip
    with pytest.raises(EventNotAllowed):
        drafted(office, case, "THIRD_PARTY_NOTICE")
    with pytest.raises(CaseChanged):
        draft_letter(request=case, version=7, kind="REPLY", outcome="DISCLOSED",
                     terms=TERMS, officer=office.clerk, **NOW)  # fmt: skip


def test_a_case_has_one_reply_at_a_time(office, case):
    first = drafted(office, case)
    with pytest.raises(CaseRefused, match="已有答复书"):
        drafted(office, case)
    act(void_letter, first, office.clerk, reason="改用其他答复类型")
    assert drafted(office, case, outcome="NOT_FOUND", terms={"search": "查阅了收文登记"})


@pytest.mark.parametrize(
    "change",
    [
        {"title": "另一标题"},
        {"addressee": "另一人"},
        {"body": "换行"},
        {"terms": {"how": "当面领取"}},
        {"enclosures": True},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.parametrize("state", ["IN_REVIEW", "APPROVED"])
def test_any_edit_voids_the_round_and_only_a_new_one_lets_it_leave(office, case, change, state):
    letter = drafted(office, case)
    letter = signed(office, letter) if state == "APPROVED" else act(
        submit_letter, letter, office.clerk
    )  # fmt: skip
    assert letter.state == state
    if "body" in change:
        change = {"body": f"{letter.body}\n补充一段。"}
    if "enclosures" in change:
        change = {"enclosures": [kept(case, "清单.pdf", FileKind.RELEASED).pk]}
    letter = edited(office, letter, **change)
    assert letter.state == LetterState.DRAFT
    if state == "IN_REVIEW":
        assert letter.review_round.state == Round.State.VOID
    with pytest.raises((CaseRefused, NotPassed)):
        act(issue_letter, letter, office.clerk, issued_on=ON)
    Letter.objects.filter(pk=letter.pk).update(state="APPROVED")
    with pytest.raises(NotPassed):
        act(issue_letter, letter, office.clerk, issued_on=ON)


def test_saving_without_a_change_keeps_the_round(office, case):
    letter = act(submit_letter, drafted(office, case), office.clerk)
    assert edited(office, letter).state == LetterState.IN_REVIEW


def test_a_byte_changed_behind_the_operations_stops_it(office, case):
    letter = signed(office, drafted(office, case))
    letter.body += " "
    letter.save()
    with pytest.raises(NotPassed):
        act(issue_letter, letter, office.clerk, issued_on=ON)


def test_drafter_reviewer_and_approver_are_three_people(office, case):
    for role in ("REVIEWER", "OFFICE_HEAD"):
        for officer in (office.clerk, office.reviewer, office.head):
            Appointment.objects.get_or_create(
                officer=officer, role=role, defaults={"from_on": date(2022, 1, 1)}
            )
    letter = act(submit_letter, drafted(office, case), office.clerk)
    with pytest.raises(SignatureRefused, match="本人起草"):
        sign(letter, office.clerk)
    letter = sign(letter, office.reviewer)
    with pytest.raises(SignatureRefused, match="已在本轮"):
        sign(letter, office.reviewer)
    assert sign(letter, office.head).state == LetterState.APPROVED


def test_the_reviewer_cannot_approve_nor_the_head_review(office, case):
    letter = act(submit_letter, drafted(office, case), office.clerk)
    for officer in (office.head, office.outsider):
        with pytest.raises(NotAllowed, match="“审核”环节"):
            sign(letter, officer)
    letter = sign(letter, office.reviewer)
    with pytest.raises(NotAllowed, match="“签发”环节"):
        sign(letter, OfficerFactory(agency=office.agency, reviewer=True))


def test_who_edited_a_letter_does_not_sign_it(office, case):
    Appointment.objects.create(officer=office.reviewer, role="CLERK", from_on=date(2022, 1, 1))
    letter = drafted(office, case)
    letter = edited(office, letter, office.reviewer, body=f"{letter.body}\n补充一段。")
    letter = act(submit_letter, letter, office.clerk)
    with pytest.raises(SignatureRefused, match="修改过"):
        sign(letter, office.reviewer)
    with pytest.raises(SignatureRefused, match="本人起草"):
        Appointment.objects.create(officer=office.clerk, role="REVIEWER", from_on=date(2022, 1, 1))
        sign(letter, office.clerk)


def test_a_signature_is_for_the_text_that_was_read(office, case):
    letter = act(submit_letter, drafted(office, case), office.clerk)
    with pytest.raises(SignatureRefused, match="内容有变动"):
        sign(letter, office.reviewer, digest="0" * 64)


def test_a_returned_letter_is_a_draft_again_and_its_drafter_is_told(office, case):
    letter = act(submit_letter, drafted(office, case), office.clerk)
    assert "待审核" in unread_notices(office.reviewer).get().text
    with pytest.raises(SignatureRefused, match="须填写意见"):
        sign(letter, office.reviewer, "RETURN")
    letter = sign(letter, office.reviewer, "RETURN", "请写明下载路径")
    assert letter.state == LetterState.DRAFT
    assert "请写明下载路径" in unread_notices(office.clerk).get().text
    assert not unread_notices(office.reviewer).exists()
    assert "赵小明" not in unread_notices(office.clerk).get().text
    with pytest.raises(CaseRefused):
        sign(letter, office.reviewer)
    assert signed(office, letter).state == LetterState.APPROVED


def test_a_letter_is_taken_back_from_review_only(office, case):
    letter = act(submit_letter, drafted(office, case), office.clerk)
    letter = act(take_back_letter, letter, office.clerk)
    assert (letter.state, letter.review_round.state) == ("DRAFT", Round.State.VOID)
    with pytest.raises(CaseRefused):
        act(take_back_letter, letter, office.clerk)


@pytest.mark.parametrize(
    ("lost", "name"),
    [("行政复议", "救济途径"), ("第三十六条第二项", "依据条款"), ("专栏下载", "获取方式"),
     ("2024年1月31日", "收到日期")],
)  # fmt: skip
def test_a_letter_that_lost_a_part_is_not_submitted(office, case, lost, name):
    letter = drafted(office, case)
    body = "\n".join(line for line in letter.body.split("\n") if lost not in line)
    letter = edited(office, letter, body=body)
    with pytest.raises(CaseRefused, match=f"“{name}”"):
        act(submit_letter, letter, office.clerk)
    letter = edited(office, letter, refill=True)
    assert act(submit_letter, letter, office.clerk).state == LetterState.IN_REVIEW


def test_other_peoples_files_and_unsevered_ones_do_not_go_along(office, case):
    source = kept(case, "协议.pdf", FileKind.RELEASED)
    output = kept(case, "协议（区分处理）.pdf", FileKind.REDACTED)
    redaction = Redaction.objects.create(
        request=case, source=source, output=output, state="CHECKED",
        prepared_by=office.clerk, prepared_at=AT,
    )  # fmt: skip
    identity = kept(case, "身份证.pdf", FileKind.IDENTITY)
    foreign = kept(new_case(office, register_no="X"), "他案.pdf", FileKind.RELEASED)
    for file in (source, output, identity, foreign):
        with pytest.raises(CaseRefused, match="附件"):
            drafted(office, case, enclosures=[file.pk])
    redaction.state, redaction.confirmed_by, redaction.confirmed_at = "CONFIRMED", office.head, AT
    redaction.save()
    for page in (1, 1, 3):
        RedactedArea.objects.create(
            redaction=redaction,
            page=page,
            article="第十五条",
            reason="涉及个人隐私",
            added_by=office.clerk,
        )
    terms = {"how": "随本答复提供区分处理件", "reasons": "涉及第三人的个人隐私，公开会损害其权益"}
    letter = drafted(office, case, outcome="PARTLY_DISCLOSED", terms=terms, enclosures=[output.pk])
    assert "《协议（区分处理）》第1页、第3页部分内容：依据第十五条，涉及个人隐私" in letter.body
    assert list(letter.enclosures.all()) == [output]
    assert act(submit_letter, letter, office.clerk)


def test_a_consultation_is_written_to_whom_was_planned(office, case):
    asked = plan_consultation(
        request=case, version=0, kind="THIRD_PARTY", label="第三方甲", name="某某公司",
        contact="", asked_about="合作协议第三条", officer=office.clerk, **NOW,
    )  # fmt: skip
    letter = drafted(office, case, "THIRD_PARTY_CONSULTATION", consultation=asked)
    assert (letter.addressee, letter.terms) == ("某某公司", {"wrote": []})
    assert "合作协议第三条" in letter.body and "15个工作日" in letter.body
    with pytest.raises(CaseRefused, match="不属于本案，或者与文书种类不符"):
        drafted(office, case, "CO_MAKER_CONSULTATION", consultation=asked)
    with pytest.raises(CaseRefused, match="不属于本案"):
        drafted(office, new_case(office, register_no="X"), "THIRD_PARTY_CONSULTATION",
                consultation=asked)  # fmt: skip


def test_a_consultation_can_be_planned_with_its_letter(office, case):
    whom = {"label": "某局", "name": "某市自然资源局", "asked_about": "联合发文的第二部分"}
    letter = drafted(office, case, "CO_MAKER_CONSULTATION", terms=whom)
    assert letter.consultation.kind == "CO_MAKER" and letter.addressee == "某市自然资源局"
    assert "视为同意公开" in letter.body


def test_the_organs_own_template_is_used_and_put_back(office, case):
    bundled = wording(LetterKind.REPLY, "DISCLOSED")
    save = {"agency": office.agency, "kind": "REPLY", "outcome": "DISCLOSED", **NOW}
    text = bundled.body.replace("现答复如下", "现将该信息提供如下")
    with pytest.raises(NotAllowed):
        save_template(**save, title="答复书", body=text, version=0, officer=office.clerk)
    with pytest.raises(TemplateFaulty, match="救济途径"):
        save_template(**save, title="答复书", body=text.replace("{救济途径}", ""), version=0,
                      officer=office.head)  # fmt: skip
    save_template(**save, title="答复书", body=text, version=0, officer=office.head)
    letter = drafted(office, case)
    assert (letter.title, letter.template_version) == ("答复书", 1)
    assert "现将该信息提供如下" in letter.body
    restore_bundled(**save, version=1, officer=office.head)
    letter = edited(office, letter, refill=True)
    assert (letter.title, letter.template_version) == (bundled.title, 2)
    assert LetterTemplate.objects.count() == 2


def test_a_letter_that_left_is_not_edited(office, case):
    letter = act(issue_letter, signed(office, drafted(office, case)), office.clerk, issued_on=ON)
    with pytest.raises(CaseRefused, match="不能修改"):
        edited(office, letter, title="另一标题")
    assert CaseFile.objects.filter(request=case).count() == 2


def test_a_draft_of_an_extension_says_when_it_ends(office, case):
    letter = drafted(office, case, "EXTENSION_NOTICE", terms={"reasons": "需要逐件核对"})
    assert "延长20个工作日" in letter.body and "2024年4月1日" in letter.body
    paused = new_case(
        office, Entry(date(2024, 2, 2), Event.THIRD_PARTY_CONSULTED, "甲"), register_no="X"
    )
    letter = drafted(office, paused, "EXTENSION_NOTICE", terms={"reasons": "需要逐件核对"})
    assert "延长20个工作日" in letter.body and "延长后，" not in letter.body
