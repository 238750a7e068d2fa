"""条例第四十四条: several ask for the same disclosable thing, and the organ looks at it once."""

from datetime import date

import pytest

from casework.after_reply import again, office_of, replied
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import DisclosureRequest, ProactiveProposal
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.proposing import decide_proposal, detect_after_reply
from gongkai.messages.queries import unread_notices

pytestmark = pytest.mark.django_db
SAME = {"applicant_digest": "a" * 64}
OTHER = {"wanted": "滨海路拆迁补偿安置方案", "document_title": ""}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def people():
    return office_of()


@pytest.fixture
def answered(people):
    """Return what makes a closed case of another applicant each time."""
    count = iter(range(100))

    def make(outcome="DISCLOSED", **details):
        details.setdefault("applicant_digest", f"{next(count):064}")
        return replied(people[0], people[1], letter={"outcome": outcome}, **details)[0]

    return make


def cases(proposal):
    return set(proposal.requests.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"document_no": "丙发[2023] 5号"}, {"document_no": "丙发〔2023〕5号", **OTHER}),
        ({"document_title": "2023年住房公积金年度报告"},
         {"document_title": "《2023年住房公积金年度报告》", "wanted": "年报"}),
        ({"wanted": "申请公开2023年住房公积金归集、提取和贷款发放的有关情况"}, {}),
    ],
)  # fmt: skip
def test_the_second_answer_on_the_same_thing_proposes(answered, people, on, at, first, second):
    one = answered(**first)
    assert detect_after_reply(case=one, on=on, at=at) is None
    two = answered("PARTLY_DISCLOSED", **second)
    proposal = detect_after_reply(case=two, on=on, at=at)
    assert (proposal.source, proposal.state) == ("DETECTED", "OPEN")
    assert cases(proposal) == {one.pk, two.pk}
    assert "同一信息" in unread_notices(people[3]).get().text


def test_the_same_file_given_twice_proposes(answered, on, at):
    one, two = answered(), answered(**OTHER)
    for case in (one, two):
        keep_file(kind="RELEASED", name="甲.pdf", media_type="application/pdf", content=b"same",
                  at=at, request=case)  # fmt: skip
    assert cases(detect_after_reply(case=two, on=on, at=at)) == {one.pk, two.pk}


def test_it_is_proposed_once_and_a_third_case_joins(answered, on, at):
    one, two = answered(), answered()
    proposal = detect_after_reply(case=two, on=on, at=at)
    assert detect_after_reply(case=two, on=on, at=at) == proposal
    three = answered()
    assert detect_after_reply(case=three, on=on, at=at) == proposal
    assert cases(proposal) == {one.pk, two.pk, three.pk}
    assert ProactiveProposal.objects.count() == 1


def test_what_was_decided_is_not_proposed_again(answered, people, on, at):
    answered()
    proposal = detect_after_reply(case=answered(), on=on, at=at)
    decide(proposal, people[3], on, at, state="DECLINED", reason="涉及个别企业")
    assert detect_after_reply(case=answered(), on=on, at=at) == proposal
    assert (ProactiveProposal.objects.count(), len(cases(proposal))) == (1, 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("REFUSED_THIRD_PARTY", {}), ("DISCLOSED", {})),
        (("DISCLOSED", {}), ("NOT_FOUND", {})),
        (("DISCLOSED", {}), ("DISCLOSED", OTHER)),
        (("DISCLOSED", SAME), ("DISCLOSED", SAME)),
    ],
    ids=["first refused", "second not found", "another thing", "the same applicant"],
)  # fmt: skip
def test_what_is_no_second_disclosable_answer_proposes_nothing(answered, on, at, first, second):
    answered(first[0], **first[1])
    assert detect_after_reply(case=answered(second[0], **second[1]), on=on, at=at) is None


def test_another_organs_answer_does_not_count(answered, on, at):
    other = office_of()
    replied(other[0], other[1])
    assert detect_after_reply(case=answered(), on=on, at=at) is None


def decide(proposal, officer, on, at, **details):
    return decide_proposal(proposal=proposal, officer=officer, on=on, at=at, **details)


def test_the_head_decides_once_and_says_why(answered, people, on, at):
    answered()
    proposal = detect_after_reply(case=answered(), on=on, at=at)
    with pytest.raises(NotAllowed, match="公开工作机构负责人"):
        decide(proposal, people[1], on, at, state="ACCEPTED", reason="甲")
    with pytest.raises(CaseRefused, match="决定说明：未填写"):
        decide(proposal, people[3], on, at, state="ACCEPTED", reason=" ")
    for state in ("OPEN", "", "MAYBE"):
        with pytest.raises(CaseRefused, match="决定：未选择"):
            decide(proposal, people[3], on, at, state=state, reason="甲")
    done = decide(proposal, people[3], on, at, state="ACCEPTED", reason="在门户网站公开")
    assert (done.state, done.decision, done.decided_by) == ("ACCEPTED", "在门户网站公开", people[3])
    with pytest.raises(CaseRefused, match="已决定"):
        decide(proposal, people[3], on, at, state="DECLINED", reason="甲")


def test_a_case_that_is_open_proposes_nothing(answered, people, on, at):
    case = again(answered())
    assert isinstance(case, DisclosureRequest)
    case.closed_on = None
    assert detect_after_reply(case=case, on=date(2024, 1, 9), at=at) is None
