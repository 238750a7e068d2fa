"""The public log: no applicant in it, a second person's look, nothing before its day."""

from datetime import date

import pytest

from casework.after_reply import again, consulted, office_of, replied
from factories import CaseFactory, IssuedLetterFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import DisclosureLogEntry
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.publishing_log import (
    begin_log_entry,
    begin_missing_entries,
    confirm_entry,
    exempt_entry,
    prepare_entry,
    withdraw_entry,
)
from gongkai.casework.operations.voiding import void_letter
from gongkai.casework.queries.disclosure_log import entries_by_state, published_entries
from gongkai.outbox.queries import unread_changes

pytestmark = pytest.mark.django_db
TEXT = {"title": "2023年住房公积金归集情况", "summary": "已按条例第三十六条第（二）项提供。"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def people():
    return office_of(phone="0429-1234567")


@pytest.fixture
def entry(people, on, at):
    case = replied(people[0], people[1], address="某某路8号", email="zhao@example.com")[0]
    return begin_log_entry(case=case, on=on, at=at)


def act(operation, entry, officer, on, at, **details):
    return operation(entry=entry, version=again(entry.request).version, officer=officer, on=on,
                     at=at, **details)  # fmt: skip


def kinds():
    return [change.kind for change in unread_changes("test")]


def test_an_entry_waits_for_its_working_days(entry, settings, people, on, at):
    # Twenty working days after 8 January 2024, over the spring festival and its make-up days.
    assert (entry.state, entry.visible_from) == ("WAITING", date(2024, 2, 4))
    settings.GONGKAI_LOG_DELAY_DAYS = 0
    other = replied(people[0], people[1])[0]
    assert begin_log_entry(case=other, on=on, at=at).visible_from == other.closed_on


def test_it_begins_once_and_only_for_a_closed_case(entry, people, on, at):
    assert begin_log_entry(case=again(entry.request), on=on, at=at) == entry
    assert begin_log_entry(case=again(CaseFactory(agency=people[0])), on=on, at=at) is None


def test_without_a_calendar_there_is_no_day_and_the_entry_is_made_up_later(
    people, on, at, settings
):
    case = replied(people[0], people[1])[0]
    settings.GONGKAI_LOG_DELAY_DAYS = 900
    assert begin_log_entry(case=case, on=on, at=at) is None
    settings.GONGKAI_LOG_DELAY_DAYS = 20
    with pytest.raises(NotAllowed):
        begin_missing_entries(agency=people[0], officer=people[2], on=on, at=at)
    assert begin_missing_entries(agency=people[0], officer=people[1], on=on, at=at) == 1
    assert begin_missing_entries(agency=people[0], officer=people[1], on=on, at=at) == 0


def test_it_is_prepared_confirmed_by_another_and_public_from_its_day(entry, people, on, at):
    prepared = act(prepare_entry, entry, people[1], on, at, **TEXT)
    assert (prepared.state, prepared.prepared_by) == ("PREPARED", people[1])
    shown = act(confirm_entry, entry, people[2], on, at)
    assert (shown.state, shown.checked_by, shown.published_at) == ("PUBLISHED", people[2], at)
    assert kinds() == ["disclosure_log.published"]
    assert not published_entries(date(2024, 2, 2))
    assert list(published_entries(date(2024, 2, 4))) == [shown]
    assert entries_by_state(people[0]) == {"PUBLISHED": 1}


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"title": " "}, "申请事项：未填写"),
        ({"title": "长" * 301}, "超过300字"),
        ({"summary": ""}, "答复摘要：未填写"),
        ({"summary": "长" * 5001}, "超过5000字"),
        ({"title": "赵小明申请公开"}, "申请事项：含有申请人姓名“赵"),
        ({"summary": "证件11010519491231002X"}, "含有证件号码“1101"),
        ({"summary": "电话138 0000 1234"}, "含有联系电话"),
        ({"summary": "寄往某某路8号"}, "含有通信地址"),
        ({"summary": "zhao@example.com"}, "含有电子邮箱"),
        ({"summary": "另一人的手机13911112222"}, "含有手机号码"),
    ],
)
def test_what_is_missing_or_names_a_person_is_refused(entry, people, on, at, details, said):
    before = AuditEntry.objects.count()
    with pytest.raises(CaseRefused, match=said) as refused:
        act(prepare_entry, entry, people[1], on, at, **{**TEXT, **details})
    assert "13911112222" not in str(refused.value) and "赵小明" not in str(refused.value)
    entry.refresh_from_db()
    assert (entry.state, entry.title) == ("WAITING", "")
    assert AuditEntry.objects.count() == before


def test_the_organs_own_telephone_may_stand(entry, people, on, at):
    act(prepare_entry, entry, people[1], on, at, title="甲", summary="详询0429-1234567。")


def test_a_third_partys_name_is_refused_too(people, on, at):
    case = consulted(people[0], people[1])[0]
    IssuedLetterFactory(request=case, drafter=people[1], outcome="REFUSED_THIRD_PARTY")
    entry = DisclosureLogEntry.objects.create(request=case, visible_from=on)
    with pytest.raises(CaseRefused, match="第三方甲的名称"):
        act(prepare_entry, entry, people[1], on, at, title="某某置业有限公司的合同", summary="甲")


def test_a_case_whose_reply_was_given_up_is_not_shown_and_waits_anew(entry, people, on, at):
    act(prepare_entry, entry, people[1], on, at, **TEXT)
    act(confirm_entry, entry, people[2], on, at)
    day = entry.visible_from
    assert published_entries(day).count() == 1
    reply = entry.request.letters.get()
    void_letter(
        letter=reply, version=again(entry.request).version, reason="答复有误",
        officer=people[3], on=on, at=at,
    )  # fmt: skip
    assert published_entries(day).count() == 0
    for operation, officer in ((prepare_entry, people[1]), (confirm_entry, people[2])):
        with pytest.raises(CaseRefused, match="重新答复后"):
            act(operation, entry, officer, on, at, **(TEXT if operation is prepare_entry else {}))
    case = again(entry.request)
    IssuedLetterFactory(request=case, drafter=people[1], dated_on=on)
    begin_log_entry(case=again(case), on=on, at=at)
    entry.refresh_from_db()
    assert (entry.state, entry.checked_by, entry.published_at) == ("WAITING", None, None)
    assert entry.visible_from > day
    # Gone when its reply was given up, and again when it began to wait anew.
    gone = "disclosure_log.withdrawn"
    assert kinds() == ["disclosure_log.published", gone, gone]


def test_what_became_known_meanwhile_stops_the_second_look(entry, people, on, at):
    act(prepare_entry, entry, people[1], on, at, title="钱小红的合同", summary="已提供。")
    case = again(entry.request)
    case.contact_name = "钱小红"
    case.save()
    with pytest.raises(CaseRefused, match="经办人姓名"):
        act(confirm_entry, entry, people[2], on, at)
    assert kinds() == []


def test_nobody_confirms_what_he_wrote_and_the_clerk_confirms_nothing(entry, people, on, at):
    people[1].appointments.create(role="REVIEWER", from_on=date(2022, 1, 1))
    act(prepare_entry, entry, people[1], on, at, **TEXT)
    with pytest.raises(NotAllowed, match="本人整理"):
        act(confirm_entry, entry, people[1], on, at)
    with pytest.raises(NotAllowed):
        act(confirm_entry, entry, office_of()[2], on, at)
    with pytest.raises(NotAllowed, match="经办人"):
        act(prepare_entry, entry, people[2], on, at, **TEXT)


def test_what_was_changed_after_he_looked_is_not_confirmed(entry, people, on, at):
    act(prepare_entry, entry, people[1], on, at, **TEXT)
    seen = again(entry.request).version
    act(prepare_entry, entry, people[1], on, at, title="改过", summary="改过")
    with pytest.raises(CaseChanged):
        confirm_entry(entry=entry, version=seen, officer=people[2], on=on, at=at)


def test_only_what_is_prepared_is_confirmed(entry, people, on, at):
    with pytest.raises(CaseRefused, match="当前为“待整理”"):
        act(confirm_entry, entry, people[2], on, at)


def test_an_exemption_has_its_reason_and_is_by_another_than_the_writer(entry, people, on, at):
    with pytest.raises(CaseRefused, match="理由：未填写"):
        act(exempt_entry, entry, people[3], on, at, reason=" ")
    with pytest.raises(NotAllowed):
        act(exempt_entry, entry, people[1], on, at, reason="涉及个人隐私")
    row = act(exempt_entry, entry, people[3], on, at, reason="涉及个人隐私")
    assert (row.state, row.exempt_reason, row.checked_by) == ("EXEMPT", "涉及个人隐私", people[3])
    assert not published_entries(date(2030, 1, 1))


def test_an_entry_is_withdrawn_with_a_trace_and_can_be_prepared_anew(entry, people, on, at):
    act(prepare_entry, entry, people[1], on, at, **TEXT)
    act(confirm_entry, entry, people[2], on, at)
    with pytest.raises(CaseRefused, match="请先撤回公示"):
        act(prepare_entry, entry, people[1], on, at, **TEXT)
    with pytest.raises(CaseRefused, match="撤回公示"):
        act(exempt_entry, entry, people[3], on, at, reason="甲")
    row = act(withdraw_entry, entry, people[3], on, at, reason="表述有误")
    assert (row.state, row.exempt_reason) == ("EXEMPT", "撤回公示：表述有误")
    assert not published_entries(date(2030, 1, 1))
    assert kinds() == ["disclosure_log.published", "disclosure_log.withdrawn"]
    trace = AuditEntry.objects.filter(action="request.withdraw_log_entry").get()
    assert trace.detail["was"] == TEXT
    with pytest.raises(CaseRefused, match="没有公示"):
        act(withdraw_entry, entry, people[3], on, at, reason="再撤")
    assert act(prepare_entry, entry, people[1], on, at, **TEXT).exempt_reason == ""


def test_words_are_looked_for_in_title_and_summary(entry, people, on, at):
    act(prepare_entry, entry, people[1], on, at, **TEXT)
    act(confirm_entry, entry, people[2], on, at)
    day = date(2024, 3, 1)
    assert published_entries(day, people[0], ["公积金", "第三十六条"]).count() == 1
    assert not published_entries(day, people[0], ["公积金", "没有"])
    assert not published_entries(day, office_of()[0])
