"""A workbook is stored whole or not at all, and only once."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import openpyxl
import pytest
from django.db import IntegrityError

from factories import AgencyFactory, ColumnFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.casework.models import CaseEvent, DisclosureRequest, ProcessingFee
from gongkai.hotline.models import Call, Ticket
from gongkai.ledgers.operations import import_ledger
from gongkai.ledgers.queries import LedgerUnreadable
from gongkai.ledgers.queries.stored import MODELS
from gongkai.outbox.models import Change
from gongkai.publications.models import AdministrativeFee, CityReport, Column, Publication
from ledgers.conftest import AT, ON
from ledgers.rows import CALL, DAY, ITEM, ONE_OF_EACH, TICKET

EVERYTHING = {kind: [row] for kind, row in ONE_OF_EACH.items()}


def stored_counts():
    return {kind: model.objects.count() for kind, model in MODELS.items()}


def test_a_row_of_every_kind_is_stored(load, agency):
    result = load(**EVERYTHING)
    assert result.faults.listed == []
    assert stored_counts() == dict.fromkeys(MODELS, 1)
    assert {model.objects.get().agency for model in MODELS.values()} == {agency}
    assert set(result.stored.new.values()) == {1}
    item, ticket, fee = Publication.objects.get(), Ticket.objects.get(), ProcessingFee.objects.get()
    assert (item.column.name, item.published_on) == ("新闻发布", DAY)
    assert (ticket.days_taken, ticket.opinion, ticket.reached) == (2, "SATISFIED", True)
    assert (fee.request.register_no, fee.amount) == ("SQ-1", Decimal("400.00"))
    assert AdministrativeFee.objects.get().amount == Decimal("1234.50")
    assert CityReport.objects.get().adopted is True


def test_importing_twice_changes_nothing_and_leaves_no_second_trace(load):
    load(**EVERYTHING)
    before = (stored_counts(), Entry.objects.count(), Change.objects.count())
    events = CaseEvent.objects.count()
    again = load(**EVERYTHING)
    assert (stored_counts(), Entry.objects.count(), Change.objects.count()) == before
    assert CaseEvent.objects.count() == events
    assert set(again.stored.unchanged.values()) == {1}
    assert set(again.stored.new.values()) == {0}
    assert again.is_good


def test_the_audit_trail_tells_counts_and_the_files_digest(workbook, agency, clerk):
    path = workbook(calls=[CALL, CALL | {"register_no": "RX-2"}])
    import_ledger(path=path, agency=agency, officer=clerk, on=ON, at=AT)
    entry = Entry.objects.get()
    assert (entry.action, entry.officer, entry.subject) == ("ledger.import", clerk, "台账.xlsx")
    assert entry.detail["counts"] == {"calls": {"new": 2, "unchanged": 0, "updated": 0}}
    assert entry.detail["sha256"] == sha256(path.read_bytes()).hexdigest()


def test_a_dry_run_tells_the_same_and_stores_nothing(load):
    dry = load(dry_run=True, **EVERYTHING)
    assert stored_counts() == dict.fromkeys(MODELS, 0)
    assert (Entry.objects.count(), Column.objects.count()) == (0, 0)
    real = load(**EVERYTHING)
    assert dry.to_json() == real.to_json() | {"dry_run": True, "sha256": dry.sha256}


def test_one_bad_row_keeps_the_whole_file_out(load, told):
    result = load(**EVERYTHING | {"calls": [CALL, CALL | {"register_no": "RX-2", "route": "信函"}]})
    assert stored_counts() == dict.fromkeys(MODELS, 0)
    assert Entry.objects.count() == 0
    assert told(result) == [("热线来电", 3, "接入方式", "不在可选范围内")]
    assert not result.is_good


def test_a_failure_in_the_middle_leaves_nothing(load, monkeypatch):
    def failing(*_, **__):
        raise IntegrityError("disk")

    monkeypatch.setattr(Ticket.objects, "bulk_create", failing)
    with pytest.raises(IntegrityError):
        load(**EVERYTHING)
    assert stored_counts() == dict.fromkeys(MODELS, 0)
    assert (Entry.objects.count(), Column.objects.count()) == (0, 0)


def test_any_subset_of_sheets_will_do(load):
    assert load(calls=[CALL], tickets=[]).is_good
    assert Call.objects.count() == 1


def test_the_same_row_twice_in_a_file_counts_once(load):
    result = load(calls=[CALL, CALL])
    assert (result.stored.new["calls"], result.stored.unchanged["calls"]) == (1, 1)
    assert Call.objects.count() == 1


def test_the_same_number_for_different_rows_is_a_bad_row_that_names_both(load):
    result = load(calls=[CALL, CALL | {"route": "12345转接"}])
    assert [str(bad) for bad in result.faults.listed] == [
        "工作表“热线来电”第3行“接入方式”的值“RX-1”：登记号与工作表“热线来电”第2行重复而内容不同："
        "接入方式“电话直呼”→“12345转接”。请更正登记号，或删除多余的一行。"
    ]
    assert Call.objects.count() == 0


def test_two_sheets_of_one_kind_are_one_register(load, workbook, agency, clerk):
    path = workbook(calls=[CALL])
    book = openpyxl.load_workbook(path)
    book["热线来电"].title = "热线来电1月"
    page = book.create_sheet("热线来电2月")
    page.append(["登记号", "来电日期", "接入方式"])
    page.append(["RX-1", DAY, "12345转接"])
    book.save(path)
    result = import_ledger(path=path, agency=agency, officer=clerk, on=ON, at=AT)
    assert "工作表“热线来电1月”第2行" in result.faults.listed[0].reason
    assert result.faults.listed[0].sheet == "热线来电2月"


def test_columns_the_organ_lacks_are_made_and_named(load, agency):
    ColumnFactory(agency=agency, name="通知公告", code="tz", position=1)
    items = [
        ITEM,
        ITEM | {"register_no": "XW-2", "column": "通知 公告"},
        ITEM | {"register_no": "XW-3", "column": "新闻\u3000发布"},
        ITEM | {"register_no": "XW-4", "column": "办事指南"},
    ]
    result = load(items=items)
    assert result.stored.columns_created == ("新闻发布", "办事指南")
    columns = Column.objects.order_by("position").values_list("code", "name")
    assert list(columns) == [("tz", "通知公告"), ("c02", "新闻发布"), ("c03", "办事指南")]
    assert Publication.objects.get(register_no="XW-3").column.name == "新闻发布"
    assert Publication.objects.get(register_no="XW-2").column.name == "通知公告"


def test_other_organs_are_left_alone(load, agency):
    other = AgencyFactory()
    Call.objects.create(agency=other, register_no="RX-1", called_on=DAY, route="TRANSFERRED")
    assert load(calls=[CALL]).stored.new["calls"] == 1
    assert Call.objects.filter(agency=other).get().route == "TRANSFERRED"


def test_followers_are_counted_once_a_day(load, told):
    first = {"register_no": "GZ-1", "counted_on": DAY, "followers": 5}
    assert load(followers=[first]).is_good
    later = first | {"register_no": "GZ-2", "followers": 6}
    result = load(followers=[later])
    assert told(result) == [("关注人数", 2, "统计日期", "同一天已由登记号“GZ-1”统计")]


def test_all_bad_rows_are_counted_and_the_first_thousand_listed(load):
    bad = [CALL | {"register_no": f"RX-{n}", "called_on": "5/6/2023"} for n in range(1200)]
    result = load(calls=bad)
    as_json = result.to_json()
    assert (as_json["bad_row_count"], len(as_json["bad_rows"])) == (1200, 1000)
    assert as_json["bad_rows_truncated"] is True


def test_the_json_of_a_result_keeps_its_keys(load):
    as_json = load(calls=[CALL]).to_json()
    assert {key: as_json[key] for key in as_json if key != "sha256"} == {
        "file": "台账.xlsx",
        "dry_run": False,
        "ok": True,
        "counts": {
            "calls": {"sheet": "热线来电", "read": 1, "new": 1, "unchanged": 0, "updated": 0}
        },
        "columns_created": [],
        "ignored_sheets": {},
        "ignored_columns": {},
        "bad_row_count": 0,
        "bad_rows": [],
        "bad_rows_truncated": False,
    }


def test_a_workbook_without_any_known_sheet_is_unreadable(tmp_path, agency, clerk):
    book = openpyxl.Workbook()
    book.active.title = "名单"
    book.save(tmp_path / "名单.xlsx")
    with pytest.raises(LedgerUnreadable, match="没有台账工作表，现有工作表：“名单”；请使用"):
        import_ledger(path=tmp_path / "名单.xlsx", agency=agency, officer=clerk, on=ON, at=AT)


def test_only_the_organs_own_clerk_or_above_may_import(workbook, agency):
    path = workbook(calls=[CALL])
    for officer in (OfficerFactory(role="CLERK"), OfficerFactory(agency=agency)):
        with pytest.raises(NotAllowed, match="经办人、审核人或公开工作机构负责人"):
            import_ledger(path=path, agency=agency, officer=officer, on=ON, at=AT)
    for role in ("REVIEWER", "OFFICE_HEAD"):
        officer = OfficerFactory(agency=agency, role=role)
        import_ledger(path=path, agency=agency, officer=officer, on=ON, at=AT)
    assert Call.objects.count() == 1


def test_progress_runs_once_from_nothing_to_all(workbook, agency):
    rows = [CALL | {"register_no": f"RX-{n}"} for n in range(6000)]
    steps = []
    import_ledger(
        path=workbook(calls=rows),
        agency=agency,
        officer=None,
        on=ON,
        at=AT,
        progress=lambda *step: steps.append(step),
    )
    shares = [done / total for done, total in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize(
    ("kind", "change", "column", "reason"),
    [
        ("tickets", {"fed_back_on": date(2023, 5, 14)}, "反馈日期", "早于“受理日期”2023-05-15"),
        ("tickets", {"due_on": date(2023, 5, 14)}, "反馈期限", "早于“受理日期”2023-05-15"),
        ("tickets", {"closed_on": date(2023, 5, 1)}, "办结日期", "早于“受理日期”2023-05-15"),
        ("tickets", {"called_back_on": DAY}, "回访日期", "早于“反馈日期”2023-05-16"),
        ("tickets", {"fed_back_on": None}, "回访日期", "已填写，但“反馈日期”未填写"),
        ("tickets", {"reached": "否"}, "回访评价", "已填写，但“回访接通”为“否”或空"),
        ("tickets", {"called_back_on": None}, "回访接通", "已填写，但“回访日期”未填写"),
        ("items", {"formed_on": date(2023, 6, 1)}, "发布日期", "早于“成文日期”2023-06-01"),
        ("documents", {"repealed_on": date(2023, 1, 1)}, "废止日期", "早于“制发日期”2023-05-15"),
        ("institutions", {"repealed_on": date(2023, 1, 1)}, "废止日期", "早于“施行日期”2023-05-15"),
        ("services", {"online_from": date(2018, 1, 1)}, "全程网办日期", "早于“开办日期”2019-01-01"),
        ("disputes", {"result": None}, "审结日期", "已填写，但“结果”未填写"),
        ("disputes", {"closed_on": None}, "结果", "已填写，但“审结日期”未填写"),
        ("processing_fees", {"paid_on": date(2023, 5, 1)}, "缴费日期", "早于“通知日期”2023-05-15"),
        ("processing_fees", {"request_no": "SQ-9"}, "申请登记号", "没有这个登记号的公开申请"),
        ("requests", {"outcome": None}, "办结日期", "已填写，但“答复类型”未填写"),
        ("requests", {"closed_on": None}, "答复类型", "已填写，但“办结日期”未填写"),
    ],
)
def test_what_contradicts_itself_is_refused(load, told, kind, change, column, reason):
    rows = EVERYTHING | {kind: [ONE_OF_EACH[kind] | change]}
    bad = told(load(**rows))
    assert (MODELS[kind].objects.count(), bad[0][2:]) == (0, (column, reason))


def test_an_open_ticket_has_no_days_taken(load):
    open_ticket = {
        field: TICKET[field] for field in ("register_no", "matter", "accepted_on", "due_on")
    }
    assert load(tickets=[open_ticket | {"call_back_due": "否"}]).is_good
    ticket = Ticket.objects.get()
    assert (ticket.days_taken, ticket.call_back_due, ticket.opinion) == (None, False, "")


def test_requests_stay_encrypted_and_come_back_in_plain(load):
    load(requests=[ONE_OF_EACH["requests"]])
    request = DisclosureRequest.objects.get()
    assert (request.applicant_name, request.identity_number) == ("张某", "110101199003070011")
