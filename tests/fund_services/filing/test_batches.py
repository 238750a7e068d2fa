"""A batch of workers: the template, every fault by row and column, all of it or nothing."""

import io
import json
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from fund_services import core_people as people
from fund_services.centre import an_employers_agent
from fund_services.filing.forms import begun, submitted
from fund_services.filing.sheets import cells, changed
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.batches.writing import annotated_batch, batch_template
from gongkai.fund_services.core import embedded
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import Application, BatchUpload, FundRules
from gongkai.fund_services.operations.applications.batches import (
    check_batch,
    fail_batch,
    receive_batch,
)
from gongkai.fund_services.operations.applications.drafting import save_step
from gongkai.fund_services.operations.applications.filing import FormIncomplete
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.queries.applications.batches import problems_of_rows, rows_of_batch
from gongkai.fund_services.queries.applications.drafts import content_now, draft_of
from gongkai.fund_services.queries.applications.facts import workers_told
from gongkai.fund_services.queries.applications.forms import definition_of
from gongkai.fund_services.tasks import start_checking_batch
from gongkai.rules.fund import city_fields

pytestmark = pytest.mark.django_db

NAME = "缴存基数调整.xlsx"


@pytest.fixture
def office(centre):
    told = an_employers_agent(centre)
    centre.agent, centre.agent_account = told.agent, told.account
    centre.draft = begun(centre, "BASE_ADJUSTMENT", told.account, told.agent)
    return centre


def template(office):
    batch = definition_of(office.draft.form).batch
    workers = [
        each for each in workers_told(people.SMALL_EMPLOYER).values() if each["state"] == "NORMAL"
    ]
    return batch_template(batch, workers, employer="测试单位", created=office.on)


def given(office, content, name=NAME):
    batch = receive_batch(draft=office.draft, name=name, content=content, at=office.at)
    return check_batch(batch=batch, on=office.on, at=office.at)


def limits(office, floor="2000", cap="30000"):
    figures = {field.code: field.default for field in city_fields()}
    FundRules.objects.create(
        agency=office.agency, in_force_from=date(2023, 7, 1), basis="某市〔2023〕7号",
        figures=figures | {"base_floor": floor, "base_cap": cap},
        set_by=office.head, set_at=office.at,
    )  # fmt: skip


def test_the_template_lists_the_workers_and_comes_back_good(office):
    limits(office)
    content = template(office)
    rows = cells(content)
    assert rows[0] == ["个人账号", "姓名", "证件号码", "原缴存基数", "新缴存基数"]
    assert 8 <= len([row for row in rows[1:] if row[0]]) <= 12
    batch = given(office, content)
    assert (batch.state, batch.problem_count, batch.remark) == ("GOOD", 0, "")
    kept = rows_of_batch(batch)
    assert len(kept) == batch.total == len(rows) - 1
    assert Decimal(kept[0]["base"]) == rows[1][4]
    raw = BatchUpload.objects.extra(select={"sealed": "rows"}).values("sealed")[0]["sealed"]
    assert kept[0]["name"] not in str(raw)


def test_every_fault_is_told_by_row_and_column_and_nothing_is_kept(office):
    limits(office)

    def spoil(sheet):
        sheet["E2"] = 99_999
        sheet["E3"] = "六千"
        sheet["A4"] = sheet["A5"].value
        sheet["B6"] = "别人"
        sheet["E7"] = None
        sheet["C8"] = "110105194912310021"

    content = changed(template(office), spoil)
    batch = given(office, content)
    assert batch.state == "BAD" and rows_of_batch(batch) == []
    found = problems_of_rows(batch)
    by_row = {problem.row: problem for problem in found}
    assert "高于缴存基数上限30,000元" in by_row[2].reason
    assert (by_row[3].column, by_row[3].value) == ("新缴存基数", "六千")
    assert "重复" in by_row[5].reason
    assert by_row[6].column == "姓名" and "不一致" in by_row[6].reason
    assert "未填写" in by_row[7].reason
    assert by_row[8].column == "证件号码" and "110105" not in by_row[8].told
    marked = annotated_batch(content, NAME, "缴存基数调整", found, most=5000, created=office.on)
    rows = cells(marked)
    assert rows[0][-1] == "问题"
    assert "上限" in rows[1][-1] and rows[1][0] == by_row_key(content, 2)


def by_row_key(content, row):
    return cells(content)[row - 1][0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda sheet: setattr(sheet, "title", "花名册"), "工作表名称为“缴存基数调整”"),
        (lambda sheet: sheet.delete_cols(5), "表头中缺少该列"),
        (lambda sheet: sheet.delete_rows(2, 100), "没有数据行"),
    ],
)
def test_a_sheet_that_is_not_the_template_is_told_as_such(office, change, says):
    batch = given(office, changed(template(office), change))
    assert batch.state == "BAD"
    assert says in "".join(problem.told for problem in problems_of_rows(batch))


def bomb(parts=1, size=0):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(parts):
            archive.writestr(f"xl/{number}.xml", b"0" * size)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (bomb(parts=1, size=60 << 20), "与文件大小不相称"),
        (bomb(parts=10_000), "与文件大小不相称"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"no workbook at all", "内容却是文本文件"),
        (b"", "是空的"),
    ],
)
def test_bombs_and_wrecks_are_refused_unopened(office, content, says):
    with pytest.raises(AttachmentRefused, match=says):
        receive_batch(draft=office.draft, name=NAME, content=content, at=office.at)
    assert not BatchUpload.objects.exists()
    assert content_now(office.draft).batch is None


def test_a_batch_is_filed_with_its_form_and_its_rows_count(office):
    limits(office)
    count = given(office, template(office)).total
    values = {"agent_name": "吴经办", "phone": "13800001234", "from_month": "2024-07",
              "count": str(count + 1), "posted": "YES"}  # fmt: skip
    save_step(draft=office.draft, values=values, at=office.at)
    fresh = lambda: draft_of(office.agent_account, office.agent, office.draft.item)  # noqa: E731
    with pytest.raises(FormIncomplete, match="与明细人数"):
        submitted(office, fresh(), office.agent)
    save_step(draft=office.draft, values={"count": str(count)}, at=office.at)
    row = submitted(office, fresh(), office.agent).application
    assert row.row_count == count == len(json.loads(row.rows))
    assert row.employer_no == people.SMALL_EMPLOYER and row.account_no == ""
    assert not BatchUpload.objects.exists()
    assert Application.objects.count() == 1


def test_nothing_is_filed_while_its_batch_is_checked_or_bad(office):
    batch = receive_batch(draft=office.draft, name=NAME, content=template(office), at=office.at)
    draft = draft_of(office.agent_account, office.agent, office.draft.item)
    with pytest.raises(ApplicationRefused, match="正在校验"):
        submitted(office, draft, office.agent)
    fail_batch(batch=batch, at=office.at)
    with pytest.raises(FormIncomplete, match="明细：没有上传"):
        submitted(office, draft, office.agent)


def test_without_business_system_or_limits_a_batch_says_what_was_not_compared(office, monkeypatch):
    content = template(office)

    def away(*_args):
        raise CoreAway("业务系统暂时不能查询。")

    monkeypatch.setattr(embedded.EmbeddedCore, "employer_workers", away)
    batch = given(office, content)
    assert batch.state == "GOOD"
    assert "业务系统暂不可用" in batch.remark and "上下限尚未设置" in batch.remark


def test_the_job_checks_once_and_a_batch_put_aside_is_left_alone(office, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    batch = receive_batch(draft=office.draft, name=NAME, content=template(office), at=office.at)
    start_checking_batch(batch.pk, on=office.on, at=office.at)
    batch.refresh_from_db()
    assert batch.state == "GOOD"
    finished = batch.finished_at
    start_checking_batch(batch.pk, on=office.on, at=office.at)
    batch.refresh_from_db()
    assert batch.finished_at == finished
    start_checking_batch(batch.pk + 1, on=office.on, at=office.at)
