"""Files as exchanges and platforms export them, and an office that takes them over."""

import csv
import io
from datetime import UTC, date, datetime

from openpyxl import Workbook

from gongkai.hotline.models import ImportRun
from gongkai.hotline.operations.outside.import_files import receive_file, set_mapping
from gongkai.hotline.operations.outside.importing import check_run, confirm_run, import_run
from gongkai.hotline.queries.outside.import_runs import first_mapping

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 8, 0, tzinfo=UTC)
NOW = {"on": ON, "at": AT}
CALL_HEADERS = (
    "话单号",
    "来电时间",
    "通话时长",
    "排队时长",
    "主叫号码",
    "接入方式",
    "坐席",
    "接通与否",
)
TICKET_HEADERS = (
    "平台工单号", "诉求类别", "标题", "内容", "诉求人", "电话", "受理时间", "办理期限", "保密",
    "催办次数", "反馈时间", "办结时间", "回访日期", "满意度",
)  # fmt: skip


def call_row(number, **changes):
    """Return one line of the exchange's records."""
    told = {"话单号": number, "来电时间": "2024/1/9 8:03:07", "通话时长": "125", "排队时长": "12",
            "主叫号码": "19900001234", "接入方式": "直呼", "坐席": "林坐席",
            "接通与否": "接通"} | changes  # fmt: skip
    return [told[name] for name in CALL_HEADERS]


def ticket_row(number, **changes):
    """Return one line of the platform's export."""
    told = dict.fromkeys(TICKET_HEADERS, "") | {
        "平台工单号": number, "诉求类别": "投诉", "标题": "单位没有缴存",
        "内容": "单位三个月没有缴存。", "诉求人": "赵小明", "电话": "13800138000",
        "受理时间": "2024-01-08 09:30:00", "办理期限": "2024-01-22", "保密": "否",
    } | changes  # fmt: skip
    return [told[name] for name in TICKET_HEADERS]


def finished_row(number, **changes):
    """Return a line of a ticket that the platform has closed."""
    told = {"受理时间": "2023-11-06 09:30:00", "办理期限": "2023-11-20", "反馈时间": "2023-11-10",
            "办结时间": "2023-11-13", "回访日期": "2023-11-15", "满意度": "满意"}  # fmt: skip
    return ticket_row(number, **told | changes)


def csv_of(rows, headers=CALL_HEADERS, separator=",", encoding="utf-8-sig"):
    """Return rows as the bytes of delimited text."""
    target = io.StringIO()
    csv.writer(target, delimiter=separator).writerows([headers, *rows])
    return target.getvalue().encode(encoding)


def xlsx_of(rows, headers=TICKET_HEADERS):
    """Return rows as the bytes of a workbook."""
    book = Workbook()
    for row in [headers, *rows]:
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def received(office, content, kind="CALLS", name="话单.csv", officer=None):
    """Return a file that was received and checked."""
    run = receive_file(
        agency=office.agency,
        kind=kind,
        name=name,
        content=[content],
        officer=officer or office.dispatcher,
        **NOW,
    )
    return check_run(run=run, **NOW)


def matched(office, run, *, lists_missed=False, **changes):
    """Match a file's columns as guessed, with changes, and check it."""
    told = first_mapping(run) | {"lists_missed": lists_missed} | changes
    set_mapping(run=run, officer=office.dispatcher, **told, **NOW)
    return check_run(run=run, **NOW)


def taken(office, content, kind="CALLS", *, lists_missed=False, without_faulty=False):
    """Return a file that was taken over, its columns matched if its header is new."""
    run = received(office, content, kind)
    if run.state == "UNMAPPED":
        run = matched(office, run, lists_missed=lists_missed)
    assert run.state == "CHECKED", run.message
    confirm_run(run=run, without_faulty=without_faulty, officer=office.dispatcher, on=ON)
    import_run(run=ImportRun.objects.get(pk=run.pk), **NOW)
    return ImportRun.objects.get(pk=run.pk)
